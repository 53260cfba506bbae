import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { fixtures } from './fixture.js';

type Fault = Readonly<{ rule: string; message: string }>;

const root = join(__dirname, '..', '..', '..');
const all = fixtures(join(__dirname, 'fixtures', 'eslint'));

describe('each rule of ESLint that is ours is broken by its fixture, and nothing else is', () => {
  let faults: readonly (readonly Fault[])[];

  beforeAll(() => {
    const output = execFileSync(process.execPath, [join(__dirname, 'lint-texts.mjs')], {
      cwd: root,
      encoding: 'utf8',
      input: JSON.stringify(all.flatMap(({ files }) => files.slice(0, 1))),
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    });
    faults = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Fault[][];
  });

  it.each(all.map((fixture, at) => [fixture.name, fixture, at] as const))('%s', (_, { breaks, says }, at) => {
    const found = faults[at] ?? [];
    expect([...new Set(found.map(({ rule }) => rule))]).toEqual(breaks);
    expect(found.map(({ message }) => message).join('\n')).toContain(says);
  });
});
