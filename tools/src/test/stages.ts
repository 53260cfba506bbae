import { join } from 'node:path';

export type Stage = Readonly<{
  name: string;
  heading: string;
  /** The programs to run one after the other; Jest stages count their tests, the others count as one. */
  programs: readonly (readonly [string, ...string[]])[];
  jest?: boolean;
  needsServices?: boolean;
}>;

const tsc = 'node_modules/typescript7/bin/tsc';

const jest = (name: string, heading: string, more: readonly string[] = []): Stage => ({
  name,
  heading,
  programs: [['node_modules/jest/bin/jest.js', '--selectProjects', name, ...more]],
  jest: true,
  needsServices: name !== 'unit',
});

export const stages: readonly Stage[] = [
  { name: 'types', heading: 'Types', programs: [[tsc, '-b'], [tsc, '-p', 'tsconfig.spec.json']] },
  // The rule on module boundaries passes in silence where Nx has not yet looked at the projects.
  { name: 'lint', heading: 'Lint', programs: [['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], ['node_modules/eslint/bin/eslint.js', '.']] },
  { name: 'rules', heading: 'Dependency rules', programs: [['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test', 'tools']] },
  { name: 'generated', heading: 'Generated files are up to date', programs: [[join('tools', 'dist', 'generate.js'), '--check']] },
  jest('unit', 'Unit tests', ['--maxWorkers=2']),
  jest('integration', 'Integration tests', ['--maxWorkers=2']),
  jest('acceptance', 'Acceptance tests', ['--runInBand']),
];

export const chosenStages = (names: readonly string[]): readonly Stage[] => {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown !== undefined) throw new Error(`There is no stage "${unknown}": npm test takes the names of ${stages.map(({ name }) => name).join(', ')}, or none for all.`);
  return names.length === 0 ? stages : stages.filter(({ name }) => names.includes(name));
};
