import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { sourceRules, type SourceFile } from './source-rules.js';

const root = join(__dirname, '..', '..', '..');
const left = new Set(['node_modules', 'dist', '.data', 'fixtures']);

const filesBelow = (folder: string): readonly SourceFile[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return left.has(entry.name) ? [] : filesBelow(path);
    return /\.(ts|mjs|cjs)$/.test(entry.name) ? [{ path: relative(root, path), text: readFileSync(path, 'utf8') }] : [];
  });

const sources = ['apps', 'libs', 'test', 'tools'].flatMap((name) => filesBelow(join(root, name)));

/** Joined, so that this file breaks none of the rules that it tries. */
const joined = (...parts: readonly string[]): string => parts.join('');

const offenders: Readonly<Record<string, SourceFile>> = {
  'nothing is put off': { path: 'a.ts', text: joined('// TO', 'DO: later') },
  'no test runs alone': { path: 'a.spec.ts', text: joined('it.on', "ly('works', () => {});") },
  'a skipped test says why': { path: 'a.spec.ts', text: joined('const n = 1;\nit.sk', "ip('works', () => {});") },
  'no path of one machine': { path: 'a.ts', text: joined("const dir = '/ho", "me/someone/data';") },
  'a file has one reason to exist': { path: 'a.ts', text: 'export {};\n'.repeat(301) },
};

describe.each(sourceRules.map((rule) => [rule.name, rule] as const))('%s', (name, { faults }) => {
  it('in all sources', () => expect(sources.flatMap(faults)).toEqual([]));

  it('and the rule finds what breaks it', () => expect(offenders[name] && faults(offenders[name])).toHaveLength(1));
});

it('looks at the sources, and not at an empty list', () => expect(sources.length).toBeGreaterThan(50));
