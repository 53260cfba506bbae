import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { fixtures, laidOut, type Fixture } from './fixture.js';

const root = join(__dirname, '..', '..', '..');
const config = join(root, '.dependency-cruiser.cjs');
const all = fixtures(join(__dirname, 'fixtures', 'depcruise'));

type Report = Readonly<{ summary: Readonly<{ violations: readonly Readonly<{ rule: { name: string } }>[] }> }>;

const brokenBy = async (fixture: Fixture): Promise<readonly string[]> => {
  const folder = laidOut(fixture);
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--config', config, '--output-type', 'json', '.'], { cwd: folder });
    const { violations } = (JSON.parse(stdout) as Report).summary;
    return [...new Set(violations.map(({ rule }) => rule.name))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('each dependency rule is broken by its fixture, and nothing else is', () => {
  let broken: readonly (readonly string[])[];

  beforeAll(async () => {
    broken = await Promise.all(all.map(brokenBy));
  });

  it.each(all.map((fixture, at) => [fixture.name, fixture, at] as const))('%s', (_, { breaks }, at) => {
    expect(broken[at]).toEqual(breaks);
  });

  it('has a fixture for every rule', () => {
    const { forbidden } = createRequire(__filename)(config) as { forbidden: { name: string }[] };
    expect([...new Set(all.flatMap(({ breaks }) => breaks))].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });
});
