import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './start/settings.js';
import { loadRegister } from './territory/load.js';

const USAGE = 'npm run register enters the register of regions into a node that runs: -- --api <address> (http://127.0.0.1:3000) --keys <file> (.data/keys.json, which holds a key "admin").';

const option = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  const given = at < 0 ? usual : process.argv[at + 1];
  if (given === undefined) throw new Error(USAGE);
  return given;
};

try {
  const unknown = process.argv.slice(2).filter((arg, n, all) => !['--api', '--keys'].includes(arg) && !['--api', '--keys'].includes(all[n - 1] ?? ''));
  if (unknown.length > 0) throw new Error(USAGE);
  const keys = JSON.parse(readFileSync(option('keys', join(repository, '.data', 'keys.json')), 'utf8')) as Record<string, string>;
  const { loaded, already } = await loadRegister({ baseUrl: option('api', 'http://127.0.0.1:3000'), keys, progress: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${loaded} requests entered something, ${already} found it there.\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
