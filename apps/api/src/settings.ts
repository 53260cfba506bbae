import { type NodeKey, nodeKeyIn } from '@entente/infra/crypto/node-key';

/** What the process is told by its environment. */
export type Settings = Readonly<{
  databaseUrl: string;
  host: string;
  port: number;
  /** Working days that a region has to confirm, from the day after it was asked. */
  confirmationWorkingDays: number;
  /** The key by which this node signs; undefined where it is kept in the database. */
  nodeKey: NodeKey | undefined;
  env: NodeJS.ProcessEnv;
}>;

export const USUAL_CONFIRMATION_WORKING_DAYS = 10;
const CONFIRMATION_WORKING_DAYS_MAX = 250;

const workingDaysOf = (text: string | undefined): number => {
  if (!text) return USUAL_CONFIRMATION_WORKING_DAYS;
  const days = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (days <= CONFIRMATION_WORKING_DAYS_MAX) return days;
  throw new Error(`CONFIRMATION_WORKING_DAYS is "${text}": set it to a whole number from 0 to ${CONFIRMATION_WORKING_DAYS_MAX}, or leave it out for ${USUAL_CONFIRMATION_WORKING_DAYS}.`);
};

export const settingsOf = (env: NodeJS.ProcessEnv): Settings => {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is not set; start the whole with `npm start`, or name a Postgres database.');
  return {
    databaseUrl,
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(env['PORT'] ?? 3000),
    confirmationWorkingDays: workingDaysOf(env['CONFIRMATION_WORKING_DAYS']),
    nodeKey: nodeKeyIn(env['NODE_SIGNING_KEY']),
    env,
  };
};
