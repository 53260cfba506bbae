import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createApp, describeApp } from '@entente/api/app';
import { catalogue } from '@entente/domain/catalogue';
import { asyncApi } from './generate/async-api.js';
import { eventCatalogue } from './generate/event-catalogue.js';
import { repository } from './start/settings.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Every generated file by its path below docs/. */
const generate = async (): Promise<ReadonlyMap<string, string>> => {
  // The documents need the routes and no database: nothing is asked of this address.
  process.env['DATABASE_URL'] ??= 'postgres://nobody@127.0.0.1:1/nothing';
  const app = await createApp({ logging: false });
  const openApi = `${JSON.stringify(sorted(describeApp(app)), null, 2)}\n`;
  return new Map([['openapi.json', openApi], ['asyncapi.yaml', asyncApi(catalogue.events)], ...eventCatalogue(catalogue)]);
};

/** Paths and schemas in the order of their names, so that the order of modules makes no difference. */
const sorted = <T>(document: T): T => {
  const byName = (value: object): object => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { paths, components, ...rest } = document as { paths: object; components: { schemas: object } };
  return { ...rest, paths: byName(paths), components: { ...components, schemas: byName(components.schemas) } } as T;
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

const main = async (): Promise<number> => {
  const files = await generate();
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

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exit(1);
  },
);
