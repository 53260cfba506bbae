import { Refusal } from '@entente/domain/kernel/refusal';
import type pg from 'pg';
import { canonical } from '../event-log/canonical.js';
import { type Job, TooEarly } from './job.js';
import { type AfterFailure, beat, fail, finish, type Held, isHeld, type Pace } from './ledger.js';
import { Progress } from './progress.js';

export type AttemptOptions = Readonly<{
  pool: pg.Pool;
  now?: () => number;
  say: (level: 'info' | 'warn', message: string, details: object) => void;
}>;

/** How an attempt ended; `lost` where another had taken the run over. */
export type Outcome = 'done' | 'lost' | AfterFailure;

const TOLD: Readonly<Record<AfterFailure, readonly ['info' | 'warn', string]>> = {
  waiting: ['warn', 'an attempt at a run has failed'], failed: ['warn', 'a run has failed for good'], cancelled: ['info', 'a run was cancelled'],
};

/** Makes one attempt, outside any transaction, with a sign of life now and then. What it answers counts only if the run is still held. */
export const makeAttempt = async ({ pool, now = Date.now, say }: AttemptOptions, pace: Pace, run: Job['run'], held: Held): Promise<Outcome> => {
  // A sign that could not be given is followed by the next one; who was silent for too long is told when it finishes.
  const beating = setInterval(() => void beat(pool, held).catch(() => undefined), pace.beatMs);
  const progress = new Progress(pool, held);
  try {
    const { id, period, dueAt, calendar, asked, token } = held;
    let result: object;
    let text: string;
    try {
      result = await run({ id, period, dueAt, calendar, asked, now: new Date(now()).toISOString(), token, isStill: () => isHeld(pool, held), progress: progress.tell });
      text = canonical(result);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // What a rule refuses is refused however often it is tried.
      const outcome = await fail(pool, held, message, error instanceof Refusal ? { ...pace, attemptsMax: 1 } : pace, error instanceof TooEarly);
      if (outcome) say(...TOLD[outcome], { job: held.job, parameters: held.parameters, period, attempt: held.attempts, error: message });
      return outcome ?? 'lost';
    }
    return (await finish(pool, held, text, positionIn(result))) ? 'done' : 'lost';
  } finally {
    clearInterval(beating);
    progress.close();
  }
};

const positionIn = (result: object): number | null => {
  const position = (result as { position?: unknown }).position;
  return typeof position === 'number' && Number.isSafeInteger(position) ? position : null;
};
