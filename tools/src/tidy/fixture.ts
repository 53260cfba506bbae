import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * A piece of code that breaks a rule. Fixtures are plain text, so that no compiler, linter or test runner
 * takes them for code of ours: a head (`breaks: <rule>`, `says: <words>`), then files, each after a line `--- <path>`.
 */
export type Fixture = Readonly<{
  name: string;
  breaks: readonly string[];
  says: string;
  files: readonly Readonly<{ path: string; text: string }>[];
}>;

const headOf = (head: string, name: string): string => new RegExp(`^${name}: *(.*)$`, 'm').exec(head)?.[1]?.trim() ?? '';

export const fixtures = (folder: string): readonly Fixture[] =>
  readdirSync(folder).sort().map((file): Fixture => {
    const [head = '', ...parts] = readFileSync(join(folder, file), 'utf8').split(/^--- /m);
    const files = parts.map((part) => ({ path: part.slice(0, part.indexOf('\n')).trim(), text: part.slice(part.indexOf('\n') + 1) }));
    const breaks = headOf(head, 'breaks');
    return { name: basename(file, '.txt'), breaks: breaks ? [breaks] : [], says: headOf(head, 'says'), files };
  });

/** The files of a fixture in a folder of their own, at the places that they name. */
export const laidOut = ({ files }: Fixture): string => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-fixture-'));
  for (const { path, text } of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};
