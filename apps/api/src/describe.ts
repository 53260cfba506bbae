import { createApp, describeApp } from './app.js';

/** Writes the OpenAPI document of all routes to the standard output; asks nothing of the database. */
const describe = async (): Promise<void> => {
  process.env['DATABASE_URL'] ??= 'postgres://nobody@127.0.0.1:1/nothing';
  const document = describeApp(await createApp({ logging: false }));
  process.stdout.write(JSON.stringify(document), () => process.exit(0));
};

void describe();
