import type { At, Contender, Follower, Job, Trial, Writer } from '../contender.js';
import { contenders } from '../contenders/index.js';
import type { Measured } from '../work.js';
import { closedLoop, type Ran } from './closed-loop.js';

/** What a child process can be asked, one thing at a time, and what it answers. */
export type Questions = {
  prepare: At;
  /** Opens the contender in a role. */
  writer: At;
  follower: At;
  job: At;
  trial: At;
  run: { clients: number; ms: number };
  do: undefined;
  try: number;
  /** Whether what was written is what was acknowledged. */
  check: undefined;
  behind: undefined;
  close: undefined;
};
export type Answers = {
  prepare: undefined;
  writer: undefined;
  follower: undefined;
  job: undefined;
  trial: undefined;
  run: Ran;
  do: { events: number; elapsedMs: number };
  try: Measured;
  check: undefined;
  behind: number;
  close: undefined;
};
export type Question = keyof Questions;
type Handlers = { [Q in Question]: (asked: Questions[Q]) => Promise<Answers[Q]> };

const answering = (contender: Contender): Handlers => {
  let writer: Writer | undefined;
  let follower: Follower | undefined;
  let job: Job | undefined;
  let trial: Trial | undefined;
  const open = <T>(it: T | undefined): T => {
    if (it === undefined) throw new Error('This contender was not opened for that.');
    return it;
  };
  return {
    prepare: async (at) => void (await contender.prepare(at)),
    writer: async (at) => void (writer = await contender.writer?.(at)),
    follower: async (at) => void (follower = await contender.follower?.(at)),
    job: async (at) => void (job = await contender.job?.(at)),
    trial: async (at) => void (trial = await contender.trial?.(at)),
    run: ({ clients, ms }) => closedLoop(open(writer).once, clients, ms),
    do: async () => {
      const began = performance.now();
      const events = await open(job).run();
      return { events, elapsedMs: performance.now() - began };
    },
    try: (ms) => open(trial).run(ms),
    check: async () => {
      await writer?.check?.();
      await trial?.check();
    },
    behind: () => open(follower).behind(),
    close: async () => {
      for (const each of [writer, follower, job, trial]) await each?.close();
    },
  };
};

/** A process of one contender, so that heaps and collections of garbage do not mix; it ends with its parent. */
const serve = async (name: string): Promise<void> => {
  const load = contenders[name as keyof typeof contenders];
  if (!load) throw new Error(`There is no contender ${name}.`);
  const handlers = answering(await load());
  process.on('message', ({ question, asked }: { question: Question; asked: Questions[Question] }) => {
    const handler = handlers[question] as (asked: Questions[Question]) => Promise<unknown>;
    handler(asked).then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.send?.({ answer: undefined });
};

// Ctrl-C reaches the whole group of the terminal; the parent ends its children in order.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
await serve(process.argv[2] ?? '');
