import { Client } from 'pg';

export const postgresUrl = ({ password, port, database }: Readonly<{ password: string; port: number; database: string }>): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes away while we talk to it shows as the failure of the statement; the event alone would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

export const ensureDatabase = (adminUrl: string, name: string): Promise<void> =>
  connected(adminUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });

const place = (url: string): string => {
  const { hostname, port } = new URL(url);
  return `${hostname || '127.0.0.1'}:${port || '5432'}`;
};

/** Throws one sentence that says what to do when the PostgreSQL at this address cannot be used. */
export const checkPostgres = async (databaseUrl: string): Promise<{ version: string; place: string }> => {
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
    throw new Error('DATABASE_URL is not an address of the form postgres://user:password@host:5432/database: correct it, or unset it to use the embedded PostgreSQL.');
  }
  const where = place(databaseUrl);
  const version = await connected(databaseUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    return Number(rows[0]?.version ?? 0);
  }).catch((error: Error) => {
    throw new Error(
      `PostgreSQL at ${where} (DATABASE_URL) cannot be used, "${reasonOf(error)}": start it or correct DATABASE_URL, or unset it to use the embedded PostgreSQL.`,
    );
  });
  if (version < 150_000) throw new Error(`PostgreSQL at ${where} (DATABASE_URL) is version ${Math.floor(version / 10_000)}, and 15 or later is needed.`);
  return { version: `${Math.floor(version / 10_000)}.${version % 10_000}`, place: where };
};

/** A refused connection to a name with several addresses comes as one error with the others inside and no message. */
const reasonOf = (error: Error): string => {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  return first.message || first.name;
};
