/** What the process is told by its environment. */
export type Settings = Readonly<{ databaseUrl: string }>;

export const settingsOf = (env: NodeJS.ProcessEnv): Settings => {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is not set; start the whole with `npm start`, or name a Postgres database.');
  return { databaseUrl };
};
