/** What the process is told by its environment. */
export type Settings = Readonly<{ databaseUrl: string; host: string; port: number | undefined }>;

export const settingsOf = (env: NodeJS.ProcessEnv): Settings => {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is not set; start the whole with `npm start`, or name a Postgres database.');
  return { databaseUrl, host: env['HOST'] ?? '127.0.0.1', port: env['WORKER_PORT'] ? Number(env['WORKER_PORT']) : undefined };
};
