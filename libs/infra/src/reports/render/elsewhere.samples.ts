import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Lets Node read TypeScript as it is, without a build before: the compiler of the tests takes the types out. */
const HOOKS = `
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
const { transformSync } = createRequire(process.cwd() + '/package.json')('@swc/core');
const isOurs = (url) => url.startsWith('file:') && !url.includes('/node_modules/');
export const resolve = (name, context, next) => next(/^[.][.]?[/]/.test(name) && isOurs(context.parentURL ?? '') ? name.replace(/[.]js$/, '.ts') : name, context);
export const load = (url, context, next) => !url.endsWith('.ts') ? next(url, context) : {
  format: 'module', shortCircuit: true, source: transformSync(readFileSync(fileURLToPath(url), 'utf8'), { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }).code,
};`;
const asUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
const REGISTER = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(asUrl(HOOKS))});`);

const ROOT = join(__dirname, '..', '..', '..', '..', '..');

/**
 * Runs a module text in a process of its own, in another time zone, and answers with what it prints. It reads `input` from file
 * 0, and may import what is in
 * this folder as `./render.ts`, and packages.
 * @throws Error with what the process wrote, where it fails.
 */
export const elsewhere = (text: string, input = ''): string => {
  const written = text.replaceAll("from './", `from '${join(__dirname)}/`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['--conditions=@entente/source', '--import', REGISTER, '--input-type=module', '-e', written], {
    cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TZ: 'America/New_York' }, input,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`The other process failed: ${stderr.slice(-2000)}`);
  return stdout;
};
