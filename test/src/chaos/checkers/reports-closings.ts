import { canonical, sha256Hex } from '@entente/infra/event-log/canonical';
import { type Operation, told } from '../history.js';
import { isClosing, type Months, monthsIn, textOf } from './reports-facts.js';
import type { StoredEvent, StoredLog } from './stored.js';
import { timelineOf } from './timeline.js';

type Refused = Extract<Operation, { outcome: 'fail' }>;
type Body = Readonly<{ position?: number; report?: string; parameters?: Readonly<Record<string, string>> }>;
/** Which reports are on schedule, by what they tell, and the ids of all that ever were. */
type Plans = Readonly<{ open: ReadonlySet<string>; ids: ReadonlySet<string> }>;

/** Whether an act closes or reopens a month, or puts a report on schedule or takes it off. */
export const isOfReports = ({ path }: Pick<Operation, 'path'>): boolean => path.startsWith('/v1/periods') || path.startsWith('/v1/reports/schedules');

const [CLOSINGS, SCHEDULES] = ['report-closings', 'report-schedules'];

const plansIn = (events: readonly StoredEvent[]): readonly Plans[] =>
  events.reduce<Plans[]>((all, { type, data }) => {
    const { schedule, report, parameters } = JSON.parse(data) as Readonly<{ schedule: string; report: string; parameters: Readonly<Record<string, string>> }>;
    const before = all.at(-1) as Plans;
    const [open, name] = [new Set(before.open), `${report} ${textOf(parameters)}`];
    if (type === 'ReportScheduled') open.add(name);
    else open.delete(name);
    return [...all, { open, ids: new Set(before.ids).add(schedule) }];
  }, [{ open: new Set(), ids: new Set() }]);

/** What is refused whatever was done before: a month that is not over, and a position that the log never came to. */
const isNever = ({ path, body, at, code, status }: Refused, head: number): boolean =>
  status === 422 && ((code === 'period/not-over' && (path.split('/')[3] ?? '') >= at.slice(0, 7)) || (code === 'period/beyond-head' && ((body as Body).position ?? 0) > head));

/** On which months each refusal is the right answer; a position that is not named is that of the end of the log, beyond all others. */
const OF_MONTHS: Readonly<Record<string, (months: Months, month: string, verb: string, position: number) => boolean>> = {
  'period/already-closed': (months, month, verb, position) => verb === 'close' && months.has(month) && months.get(month) !== position,
  'period/not-closed': (months, month, verb) => verb === 'reopen' && !months.has(month),
  'period/before-former': (months, month, verb, position) => verb === 'close' && [...months].some(([other, at]) => other < month && at > position),
  'period/after-later': (months, month, verb, position) => verb === 'close' && [...months].some(([other, at]) => other > month && at < position),
};

const isSo = ({ path, body, code, status }: Refused, months: Months, plans: Plans): boolean => {
  const [, , kind, id = '', verb = ''] = path.split('/');
  const { position = Infinity, report = '', parameters = {} } = body as Body;
  if (kind === 'periods') return status === 409 && OF_MONTHS[code]?.(months, id, verb, position) === true;
  if (code === 'report-schedule/exists') return status === 409 && plans.open.has(`${report} ${textOf(parameters)}`);
  return code === 'report-schedule/not-found' && status === 404 && !plans.ids.has(path.split('/')[4] ?? '');
};

/** Every refusal of an act on months and schedules was true at some moment between question and answer. */
export const closingReasons = (log: StoredLog, operations: readonly Operation[]): readonly string[] => {
  const { of, versions } = timelineOf(log, operations);
  const [months, plans] = [monthsIn(of(CLOSINGS)), plansIn(of(SCHEDULES))];
  const hashes = new Map(log.commands.map(({ id, inputHash }) => [id, inputHash]));
  const isJustified = (refused: Refused): boolean => {
    if (isNever(refused, log.head.position)) return true;
    const isOfMonths = refused.path.startsWith('/v1/periods');
    const { least, most } = versions(isOfMonths ? CLOSINGS : SCHEDULES, refused.invoked, refused.answered);
    const all = Array.from({ length: most - least + 1 }, (_, n) => least + n);
    return all.some((version) => isSo(refused, (isOfMonths ? months[version] : months[0]) as Months, (isOfMonths ? plans[0] : plans[version]) as Plans));
  };
  return operations.filter((each): each is Refused => each.outcome === 'fail' && isOfReports(each)).flatMap((refused) => {
    const { code, status, provokes, command, body } = refused;
    const hash = hashes.get(command);
    const isKept = provokes !== undefined ? code === provokes : code === 'request/idempotency-key-reused' ? hash !== undefined && hash !== sha256Hex(canonical(body)) : isJustified(refused);
    return isKept ? [] : [`${told(refused)} was refused with ${status} ${code}, for which nothing in the log is a reason.`];
  });
};

type Done = Extract<Operation, { outcome: 'ok' }>;

/** What an act that was acknowledged has written says what was asked; a month that was closed so before needs nothing more. */
const written = ({ path, body, receipt }: Done, [event]: readonly StoredEvent[], months: readonly Months[]): boolean => {
  const [, , kind, month = '', verb = ''] = path.split('/');
  if (kind !== 'periods') return true;
  const { position } = body as Body;
  if (!event) return verb === 'close' && position !== undefined && months[receipt.version]?.get(month) === position;
  const data = JSON.parse(event.data) as Readonly<{ period: string; position?: number }>;
  return event.type === (verb === 'close' ? 'PeriodClosed' : 'PeriodReopened') && data.period === month && (position === undefined || data.position === position);
};

/** Months are closed at positions in their order, at nothing that was not yet there, and once until they are reopened; every act that was acknowledged did what it says. */
export const closings = ({ events }: Pick<StoredLog, 'events'>, operations: readonly Operation[]): readonly string[] => {
  const own = events.filter(isClosing);
  const states = monthsIn(own);
  const done = operations.filter((each): each is Done => each.outcome === 'ok' && isOfReports(each));
  return [
    ...own.flatMap(({ type, data, position }, n) => {
      const { period, position: at = 0 } = JSON.parse(data) as Readonly<{ period: string; position?: number }>;
      const [before, after] = [states[n] as Months, states[n + 1] as Months];
      const order = [...after].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
      return [
        ...(before.has(period) === (type === 'PeriodReopened') ? [] : [`${type} of ${period} at ${position}: the month was ${before.has(period) ? 'closed' : 'open'} before.`]),
        ...(at < position ? [] : [`${period} was closed at ${position} as of ${at}, which was not there yet.`]),
        ...(order.every((each, i) => i === 0 || each >= (order[i - 1] as number)) ? [] : [`After ${position}, months are closed at positions that are not in their order: ${order.join(', ')}.`]),
      ];
    }),
    ...done.filter((each) => !written(each, own.filter(({ commandId }) => commandId === each.command), states)).map((each) => `${told(each)} was acknowledged, and did not do what it says.`),
  ];
};
