import { crashPoint, type CrashPoint, crashPointNames, isOfReports } from './crash-points.js';
import { type Random, randomOf } from './random.js';

export type QueueKind = 'redis' | 'postgres';

/** The processes that faults fall on, by name, and all of them together. */
export const [apis, workers] = [['api 1', 'api 2'], ['worker 1', 'worker 2']] as const;
export const EVERYBODY = 'everybody';

/** What a run is made of: the same options give the same schedule. */
export type ScheduleOptions = Readonly<{ seed: number; ms: number; queue: QueueKind }>;

/** A fault: what befalls whom, and for how long. Times are in milliseconds. */
export type Fault =
  | Readonly<{ kind: 'crash-point'; point: CrashPoint; windowMs: number; downMs: number }>
  | Readonly<{ kind: 'kill'; victim: string; downMs: number }>
  | Readonly<{ kind: 'silence'; victim: string; forMs: number }>
  | Readonly<{ kind: 'kill-postgres'; signal: 'SIGKILL' | 'SIGQUIT'; downMs: number }>
  | Readonly<{ kind: 'terminate-backends'; share: 'all' | 'some' }>
  | Readonly<{ kind: 'disk-full'; first: 'data' | 'journal'; forMs: number }>
  | Readonly<{ kind: 'cut'; victim: string }>
  | Readonly<{ kind: 'delay'; victim: string; ms: number; forMs: number }>
  | Readonly<{ kind: 'hold'; victim: string; forMs: number }>
  | Readonly<{ kind: 'half-request'; victim: string; forMs: number }>
  | Readonly<{ kind: 'clock-jumps' }>
  | Readonly<{ kind: 'queue-emptied' }>
  | Readonly<{ kind: 'redis-silent'; forMs: number }>
  | Readonly<{ kind: 'redis-down'; forMs: number }>;

export type FaultKind = Fault['kind'];
export type Planned = Readonly<{ at: number; fault: Fault }>;

/** A run of a minute or more is long: its faults last longer, and each crash point must be reached in it. */
export const LONG_MS = 60_000;
/** Nothing falls at the very beginning, and the last fault is over before the load is. */
const [QUIET_FIRST_MS, QUIET_LAST_MS] = [700, 500];

/** How a fault comes about; some fall in long runs only, some on one kind of queue. */
type Draw = Readonly<{ draw: (random: Random, long: boolean) => Fault; long?: true; queue?: QueueKind }>;

/** An issue takes its time, and whoever makes it may die of another fault: its points are waited for until the others have fallen. */
const crash = (point: CrashPoint): Draw => ({
  draw: (random, long) => ({ kind: 'crash-point', point, windowMs: long ? (isOfReports(point) ? 90_000 : 8_000) : 4_000, downMs: random.between(100, 900) }),
});
const kill = (among: readonly string[]): Draw => ({
  draw: (random) => ({ kind: 'kill', victim: random.pick(among), downMs: random.between(100, 1_500) }),
});
const somebody = (random: Random): string => random.pick([EVERYBODY, EVERYBODY, ...apis, ...workers]);

const draws: readonly Draw[] = [
  ...crashPointNames.map(crash),
  kill(apis),
  kill(workers),
  { draw: (random, long) => ({ kind: 'silence', victim: random.pick([...apis, ...apis, ...workers]), forMs: random.between(500, long ? 4_000 : 1_500) }) },
  { draw: (random) => ({ kind: 'kill-postgres', signal: random.pick(['SIGKILL', 'SIGQUIT']), downMs: random.between(100, 1_500) }) },
  { draw: (random) => ({ kind: 'terminate-backends', share: random.pick(['all', 'some']) }) },
  { draw: (random) => ({ kind: 'disk-full', first: random.pick(['data', 'journal']), forMs: random.between(2_000, 4_000) }), long: true },
  { draw: (random) => ({ kind: 'cut', victim: somebody(random) }) },
  { draw: (random, long) => ({ kind: 'delay', victim: somebody(random), ms: random.between(50, 200), forMs: random.between(500, long ? 3_000 : 1_200) }) },
  { draw: (random, long) => ({ kind: 'hold', victim: somebody(random), forMs: random.between(400, long ? 4_000 : 1_200) }) },
  { draw: (random) => ({ kind: 'half-request', victim: random.pick(apis), forMs: random.between(1_000, 5_000) }) },
  { draw: () => ({ kind: 'clock-jumps' }) },
  { draw: () => ({ kind: 'queue-emptied' }) },
  { draw: (random, long) => ({ kind: 'redis-silent', forMs: random.between(500, long ? 5_000 : 1_500) }), queue: 'redis' },
  { draw: (_, long) => ({ kind: 'redis-down', forMs: long ? 20_000 : 2_500 }), queue: 'redis' },
];

/** What a fault strikes; two faults do not strike the same at once, and so every one of them is what it says. */
const struckBy = (fault: Fault): readonly string[] => {
  switch (fault.kind) {
    // A point is reached only while the database is there and some of its kind work.
    case 'crash-point': return ['database', 'way', crashPoint(fault.point).on];
    case 'kill': case 'silence': return [fault.victim.split(' ')[0] as string];
    case 'kill-postgres': case 'terminate-backends': case 'disk-full': return ['database'];
    case 'cut': case 'delay': case 'hold': return ['way'];
    case 'half-request': return ['door'];
    case 'clock-jumps': return ['ledger'];
    case 'queue-emptied': case 'redis-silent': case 'redis-down': return ['queue'];
  }
};

/** A process needs this long to start, and the database to come back, on a small machine. */
const [START_MS, RECOVERY_MS] = [2_500, 1_500];

/** How long something is left alone by other faults after this one: until it can be struck again and feels it. */
const restOf = (fault: Fault, struck: string): number => {
  if ('forMs' in fault) return fault.forMs + 500;
  // Most points are reached within some milliseconds, a switch when a rebuild is done, and those of reports when one is made.
  const reached = fault.kind !== 'crash-point' ? 0 : isOfReports(fault.point) ? 4_000 : fault.point === 'mid-switch' ? 2_000 : 500;
  if (fault.kind === 'kill' || struck === 'api' || struck === 'worker') return reached + ('downMs' in fault ? fault.downMs : 0) + START_MS;
  const databaseDies = fault.kind === 'kill-postgres' || (fault.kind === 'crash-point' && crashPoint(fault.point).victim === 'database');
  return reached + (databaseDies ? fault.downMs + RECOVERY_MS : 300);
};

/** Every fault once in a random order, and then again, until the time is up. A pure function of its options. */
export const scheduleOf = ({ seed, ms, queue }: ScheduleOptions): readonly Planned[] => {
  const random = randomOf(seed);
  const long = ms >= LONG_MS;
  const bag = draws.filter((each) => (each.queue ?? queue) === queue && (long || !each.long));
  const free = new Map<string, number>();
  const planned: Planned[] = [];
  for (let at = QUIET_FIRST_MS; at < ms; ) {
    for (const { draw } of random.shuffled(bag)) {
      const fault = draw(random, long);
      const struck = struckBy(fault);
      const start = Math.max(at, ...struck.map((each) => free.get(each) ?? 0));
      at += long ? random.between(400, 2_000) : random.between(200, 1_200);
      if (struck.some((each) => start + restOf(fault, each) > ms - QUIET_LAST_MS)) continue;
      for (const each of struck) free.set(each, start + restOf(fault, each));
      planned.push({ at: start, fault });
    }
  }
  return planned.toSorted((a, b) => a.at - b.at);
};

/** A fault in one line, as it is printed when it falls. */
export const named = ({ kind, ...more }: Fault): string => `${kind} ${Object.entries(more).map(([name, value]) => `${name}=${value}`).join(' ')}`.trim();
