import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '@entente/domain/catalogue';
import { asyncApi } from './generate/async-api.js';
import { eventCatalogue } from './generate/event-catalogue.js';
import { repository } from './start/settings.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Every generated file by its path below docs/. */
const generate = (): ReadonlyMap<string, string> => {
  const described = execFileSync(process.execPath, [join(repository, 'apps', 'api', 'dist', 'describe.js')], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const openApi = `${JSON.stringify(sorted(JSON.parse(described) as OpenApi), null, 2)}\n`;
  return new Map([['openapi.json', openApi], ['asyncapi.yaml', asyncApi(catalogue.events)], ...eventCatalogue(catalogue)]);
};

type OpenApi = Readonly<{ paths: object; components: { schemas: object } }>;

/** Paths and schemas in the order of their names, so that the order of modules makes no difference. */
const sorted = ({ paths, components, ...rest }: OpenApi): OpenApi => {
  const byName = (value: object): object => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...rest, paths: byName(paths), components: { ...components, schemas: byName(components.schemas) } };
};

const docs = join(repository, 'docs');

const read = (path: string): string | undefined => {
  try {
    return readFileSync(join(docs, path), 'utf8');
  } catch {
    return undefined;
  }
};

/** Files of events that are no longer in the catalogue. */
const orphans = (files: ReadonlyMap<string, string>): string[] => {
  try {
    return readdirSync(join(docs, 'events')).map((name) => `events/${name}`).filter((path) => !files.has(path));
  } catch {
    return [];
  }
};

const main = (): number => {
  const files = generate();
  const drifted = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  const stale = [...drifted, ...orphans(files)];
  if (process.argv.includes('--check')) {
    for (const path of stale) say(`docs/${path} is not what the sources say: run "npm run generate" and commit it.`);
    if (stale.length === 0) say(`${files.size} generated documents are what the sources say.`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const path of drifted) {
    mkdirSync(dirname(join(docs, path)), { recursive: true });
    writeFileSync(join(docs, path), files.get(path) ?? '');
  }
  for (const path of orphans(files)) rmSync(join(docs, path));
  say(stale.length === 0 ? 'Nothing has changed.' : `Written: ${stale.join(', ')}.`);
  return 0;
};

process.exitCode = main();
