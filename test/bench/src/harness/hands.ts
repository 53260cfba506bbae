import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ContenderName } from '../contenders/index.js';
import type { Answers, Question, Questions } from './child.js';

/** A child process of a contender. */
export type Hand = Readonly<{
  ask: <Q extends Question>(question: Q, asked: Questions[Q]) => Promise<Answers[Q]>;
  /** Closes what it opened, within bounds, and ends it. */
  end: () => Promise<void>;
}>;

const CLOSE_MS_MAX = 15_000;
const living = new Set<ChildProcess>();

export const hire = async (contender: ContenderName): Promise<Hand> => {
  const child = fork(fileURLToPath(new URL('child.js', import.meta.url)), [contender], { serialization: 'advanced', execArgv: [] });
  living.add(child);
  child.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => living.delete(child));

  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const gone = (code: number | null): void => reject(new Error(`The process of ${contender} ended (${code}).`));
      child.once('exit', gone);
      child.once('message', (message: { answer: T } | { failure: string }) => {
        child.off('exit', gone);
        if ('failure' in message) reject(new Error(`${contender}: ${message.failure}`));
        else resolve(message.answer);
      });
    });
  await answer<undefined>();
  const ask: Hand['ask'] = (question, asked) => {
    if (!child.connected) return Promise.reject(new Error(`The process of ${contender} has ended.`));
    const answered = answer<Answers[typeof question]>();
    child.send({ question, asked });
    return answered;
  };
  const end = async (): Promise<void> => {
    const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS_MAX);
    // What cannot be closed is ended all the same; its figures have been told by now.
    await ask('close', undefined).catch(() => undefined);
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(late);
  };
  return { ask, end };
};

/** Hires, works and lets go, whatever happens. */
export const withHands = async <T>(contender: ContenderName, count: number, work: (hands: readonly Hand[]) => Promise<T>): Promise<T> => {
  const hands = await Promise.all(Array.from({ length: count }, () => hire(contender)));
  try {
    return await work(hands);
  } finally {
    await Promise.all(hands.map((hand) => hand.end()));
  }
};

/** Ends all at once, where the whole run is broken off. */
export const dismissAll = (): void => {
  for (const child of living) child.kill('SIGKILL');
};
