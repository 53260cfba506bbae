import { add, readOrThrow, write } from '../kernel/decimal.js';
import { decimalsOf } from '../kernel/money.js';
import { daysBetween, edtfInterval } from '../kernel/period.js';
import { type Duration, type Survival, survivalOf } from './survival.js';

/** An amount of one currency (and kind), summed with its bounds; `high` is null where something in it has none. */
export type Money = Readonly<{ unit: string; amountKind: string; value: string; low: string; high: string | null }>;

/** A project of a cohort, as it was known: when it reached what (EDTF), and what was agreed and came in within the regions asked for. */
export type Project = Readonly<{
  subject: string;
  kind: string;
  signedOn: string;
  reached: Readonly<Partial<Record<Reached, string>>>;
  contracted: readonly Money[];
  received: readonly Readonly<{ unit: string; value: string }>[];
  /** Whether the amount, or a part of it, is not stated. */
  unstated: boolean;
  unconfirmed: boolean;
}>;

export const REACHED = ['registered', 'settled', 'started', 'completed', 'operating', 'full-capacity', 'terminated'] as const;
export type Reached = (typeof REACHED)[number];

/** A ratio to six decimals, or null and why. */
export type Rate = Readonly<{ value: string | null; why: 'nothing-signed' | 'nothing-registered' | 'nothing-to-start' | null }>;

/** 资金到位率 of one currency and kind of amount: what came in over what was agreed, of the projects that can be compared. */
export type FundsRate = Readonly<{
  unit: string; amountKind: string; projects: number; contracted: Omit<Money, 'unit' | 'amountKind'>; received: string;
  rate: string | null; low: string | null; high: string | null; why: 'approximate' | 'nothing-agreed' | null;
}>;

export type Funnel = Readonly<{
  counts: Readonly<Record<'signed' | 'registered' | 'settled' | 'started' | 'startedOfRegistered' | 'startable' | 'completed' | 'operating' | 'fullCapacity' | 'performed' | 'terminated' | 'headquarters' | 'unconfirmed', number>>;
  rates: Readonly<Record<'registration' | 'start' | 'startOfRegistered' | 'startWithoutHeadquarters' | 'operation' | 'performance' | 'termination', Rate>>;
  funds: readonly FundsRate[];
  /** What came in and has nothing to be compared with: another currency, or no amount that is stated. */
  incomparable: readonly Readonly<{ unit: string; received: string; projects: number }>[];
  timeToStart: Survival & Readonly<{ undated: number }>;
}>;

const rate = (of: number, over: number, why: Rate['why']): Rate => (over === 0 ? { value: null, why } : { value: sixDecimals(BigInt(of), BigInt(over)), why: null });

/** Halves away from zero, as 四舍五入 has it; both are 0 or more. */
const sixDecimals = (of: bigint, over: bigint): string => {
  const digits = ((of * 2_000_000n + over) / (over * 2n)).toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

/** Amounts of one currency added exactly, with all decimals of that currency. */
export const sumIn = (unit: string, values: readonly string[]): string =>
  write(values.reduce((total, value) => add(total, readOrThrow(value)), { digits: 0n, scale: 0 }), decimalsOf(unit));
const scaled = (value: string): bigint => {
  const { digits, scale } = readOrThrow(value);
  return digits * 10n ** BigInt(12 - scale);
};
const over = (of: string, by: string): string | null => (scaled(by) <= 0n ? null : sixDecimals(scaled(of), scaled(by)));

const fundsOf = (projects: readonly Project[]): Pick<Funnel, 'funds' | 'incomparable'> => {
  const kinds = [...new Map(projects.flatMap(({ contracted }) => contracted).map(({ unit, amountKind }) => [`${unit} ${amountKind}`, { unit, amountKind }])).values()]
    .sort((a, b) => (`${a.unit} ${a.amountKind}` < `${b.unit} ${b.amountKind}` ? -1 : 1));
  const receivedIn = (project: Project, unit: string): string => sumIn(unit, project.received.filter((each) => each.unit === unit).map(({ value }) => value));
  // A project whose amount is stated in one currency and one kind can be compared with what came in of that currency.
  const isComparable = ({ contracted, unstated }: Project, unit: string, amountKind: string): boolean =>
    !unstated && contracted.length === 1 && contracted[0]?.unit === unit && contracted[0].amountKind === amountKind;
  const funds = kinds.flatMap(({ unit, amountKind }): FundsRate[] => {
    const mine = projects.filter((project) => isComparable(project, unit, amountKind));
    if (mine.length === 0) return [];
    const agreed = mine.flatMap(({ contracted }) => contracted);
    const received = sumIn(unit, mine.map((project) => receivedIn(project, unit)));
    const highs = agreed.map(({ high }) => high);
    const contracted = { value: sumIn(unit, agreed.map(({ value }) => value)), low: sumIn(unit, agreed.map(({ low }) => low)), high: highs.includes(null) ? null : sumIn(unit, highs as string[]) };
    const isExact = contracted.high !== null && contracted.low === contracted.high;
    const rateOf = over(received, contracted.value);
    return [{
      unit, amountKind, projects: mine.length, contracted, received,
      rate: isExact ? rateOf : null, low: contracted.high === null ? '0.000000' : over(received, contracted.high), high: over(received, contracted.low),
      why: isExact ? (rateOf === null ? 'nothing-agreed' : null) : 'approximate',
    }];
  });
  const others = projects.flatMap((project) => project.received
    .filter(({ unit }) => !project.contracted.some((each) => isComparable(project, unit, each.amountKind)))
    .map(({ unit, value }) => ({ subject: project.subject, unit, value })));
  const incomparable = [...new Set(others.map(({ unit }) => unit))].sort().map((unit) => {
    const mine = others.filter((each) => each.unit === unit);
    return { unit, received: sumIn(unit, mine.map(({ value }) => value)), projects: new Set(mine.map(({ subject }) => subject)).size };
  });
  return { funds, incomparable };
};

const isDay = (date: string | undefined): date is string => date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date);

/** From 签约 to 开工; a project that has not started was watched until the day, or until it ended. A headquarters starts nothing. */
const timeToStart = (projects: readonly Project[], watchedTo: string): Funnel['timeToStart'] => {
  const startable = projects.filter(({ kind }) => kind !== 'headquarters');
  const durations = startable.flatMap(({ signedOn, reached }): Duration[] => {
    const end = reached.started ?? (reached.terminated !== undefined && edtfInterval(reached.terminated).from < watchedTo ? reached.terminated : watchedTo);
    if (!isDay(signedOn) || !isDay(end)) return [];
    return [{ days: Math.max(0, daysBetween(signedOn, end)), reached: reached.started !== undefined }];
  });
  return { ...survivalOf(durations), undated: startable.length - durations.length };
};

/**
 * A cohort by what became of it by a day (notes, 8.4). Rates are of projects, each counted once and whole, never of their
 * shares; 履约 is registered, started or paid in part.
 * @param watchedTo the day until which what has not come about was watched, `YYYY-MM-DD`.
 */
export const funnelOf = (projects: readonly Project[], watchedTo: string): Funnel => {
  const count = (is: (project: Project) => boolean): number => projects.filter(is).length;
  const by = (name: Reached): number => count(({ reached }) => reached[name] !== undefined);
  const isPaid = ({ received }: Project): boolean => received.some(({ value }) => scaled(value) > 0n);
  const headquarters = count(({ kind }) => kind === 'headquarters');
  const [signed, registered, started] = [projects.length, by('registered'), by('started')];
  const [startedOfRegistered, startable] = [count(({ reached }) => reached.started !== undefined && reached.registered !== undefined), signed - headquarters];
  const performed = count((project) => project.reached.registered !== undefined || project.reached.started !== undefined || isPaid(project));
  return {
    counts: {
      signed, registered, settled: by('settled'), started, startedOfRegistered, startable, completed: by('completed'), operating: by('operating'), fullCapacity: by('full-capacity'), performed,
      terminated: by('terminated'), headquarters, unconfirmed: count(({ unconfirmed }) => unconfirmed),
    },
    rates: {
      registration: rate(registered, signed, 'nothing-signed'),
      start: rate(started, signed, 'nothing-signed'),
      startOfRegistered: rate(startedOfRegistered, registered, 'nothing-registered'),
      startWithoutHeadquarters: rate(started, startable, 'nothing-to-start'),
      operation: rate(by('operating'), signed, 'nothing-signed'),
      performance: rate(performed, signed, 'nothing-signed'),
      termination: rate(by('terminated'), signed, 'nothing-signed'),
    },
    ...fundsOf(projects),
    timeToStart: timeToStart(projects, watchedTo),
  };
};
