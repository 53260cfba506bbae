import { type Operation, told } from '../history.js';
import { type CreditAct, creditActOf, isCredit } from './credit-acts.js';
import { creditData, fen, isCreditFact, isOfJob, lineAfter, type LineRead, noLine, noProgramme, programmeAfter, type ProgrammeRead, statesAt } from './credit-facts.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** What each act writes: one fact that is the act, and what may stand beside it. */
const WRITES: Readonly<Record<string, readonly [act: string, ...beside: string[]]>> = {
  'line open': ['CreditLineNominated'], 'line approve': ['CreditLineApproved', 'QuotaGranted'], 'line decline': ['CreditLineDeclined', 'QuotaFreed'], 'line sign': ['CreditLineSigned'],
  'line activate': ['CreditLineActivated'], 'line reserve': ['CreditReserved'], 'line post': ['CreditPosted', 'CreditVoided'], 'line void': ['CreditVoided'], 'line draw': ['CreditDrawn'],
  'line repay': ['CreditRepaid'], 'line freeze': ['CreditLineFrozen'], 'line release': ['CreditLineReleased'], 'line reduce': ['CreditLineReduced', 'QuotaFreed'],
  'line close': ['CreditLineClosed', 'LimitReturned', 'QuotaFreed'],
  'programme open': ['CreditProgrammeProposed'], 'programme change-quota': ['CreditQuotaProposed'], 'programme allocate': ['QuotaAllocated', 'AllocationSet'],
  'programme return-allocation': ['AllocationReturned', 'AllocationSet'], 'programme suspend': ['CreditProgrammeSuspended'], 'programme resume': ['CreditProgrammeResumed'],
};
/** An approval opens a programme, or lets another quota count. */
const APPROVALS = [['CreditProgrammeOpened', 'QuotaPlaced'], ['CreditQuotaChanged', 'QuotaPlaced', 'QuotaLowered']] as const;
/** What expired meanwhile is written by whoever comes next. */
const LAPSES = 'ReservationExpired';

/** Where an act is a success and writes nothing, because it is so already. */
const OF_LINES: Readonly<Record<string, (it: LineRead, act: CreditAct) => boolean>> = {
  decline: ({ status }) => status === 'declined', sign: ({ status }) => status === 'signed' || status === 'active', freeze: ({ frozenBy }) => frozenBy !== null,
  reduce: ({ limit }, { body }) => limit === fen(body.limit?.amount ?? '0.00'), close: ({ status }) => status === 'closed',
};
const OF_PROGRAMMES: Readonly<Record<string, (it: ProgrammeRead) => boolean>> = {
  suspend: ({ status }) => status === 'suspended', resume: ({ status }) => status === 'open',
  // The quota that is asked for is the one that stands, or nothing of an allocation is unused: no fact of the programme tells.
  'change-quota': ({ status }) => status !== 'absent', 'return-allocation': ({ status }) => status !== 'absent',
};

const amountSaid = ({ verb, body }: CreditAct): string | undefined => (['reduce', 'approve', 'open'].includes(verb) ? undefined : body.amount?.amount);

/** What is wrong with what an act wrote. */
const written = (act: CreditAct, events: readonly StoredEvent[]): string | undefined => {
  const types = events.map(({ type }) => type);
  const kinds = act.on === 'programme' && act.verb === 'approve' ? APPROVALS : [WRITES[`${act.on} ${act.verb}`] ?? ['']];
  const isWhole = kinds.some(([main, ...beside]) => types.filter((type) => type === main).length === 1 && types.every((type) => type === main || type === LAPSES || (beside as readonly string[]).includes(type)));
  if (!isWhole) return `wrote ${types.join(', ')}`;
  const main = events.find(({ type }) => kinds.some(([first]) => first === type)) as StoredEvent;
  const { movement, reservation, limit, line, programme } = creditData(main);
  if ((act.on === 'line' ? line : programme) !== act.id) return `wrote something of ${line ?? programme}`;
  const said = amountSaid(act);
  if (said !== undefined && movement?.amount !== said) return `wrote ${movement?.amount ?? 'nothing'}`;
  if (act.body.reservation !== undefined && reservation !== act.body.reservation) return `wrote it of the reservation ${reservation}`;
  return act.verb === 'reduce' && limit.amount !== act.body.limit?.amount ? `wrote a limit of ${limit.amount}` : undefined;
};

const isSo = (act: CreditAct, events: readonly StoredEvent[]): boolean =>
  (act.on === 'line' ? OF_LINES[act.verb]?.(statesAt(noLine, lineAfter, events).at(-1) as LineRead, act) : OF_PROGRAMMES[act.verb]?.(statesAt(noProgramme, programmeAfter, events).at(-1) as ProgrammeRead)) === true;

/** Every act on credit that was acknowledged has written what it says, once, or was so already; and so has whatever nobody was told of. */
export const creditDeeds = ({ events }: Pick<StoredLog, 'events'>, operations: readonly Operation[]): readonly string[] => {
  const byCommand = groupedBy(events.filter(isCreditFact), ({ commandId }) => commandId);
  const byStream = groupedBy(events, ({ stream }) => stream);
  const faults = operations.filter((each) => isCredit(each) && each.outcome !== 'fail').flatMap((done) => {
    const act = creditActOf(done);
    const own = byCommand.get(done.command) ?? [];
    // Another question under its key may be the one that was written; which one was, the log's hash of it tells another checker.
    if (own.length > 0 && operations.some((other) => other.command === done.command && other.n !== done.n && JSON.stringify(other.body) !== JSON.stringify(done.body) && done.outcome === 'unknown')) return [];
    if (own.length === 0 && done.outcome === 'unknown') return [];
    const fault = own.length > 0 ? written(act, own) : isSo(act, (byStream.get(act.stream) ?? []).slice(0, done.outcome === 'ok' ? done.receipt.version : 0)) ? undefined : 'wrote nothing, and it was not so before';
    return fault === undefined ? [] : [`${told(done)} was ${done.outcome === 'ok' ? 'acknowledged' : 'not answered'} and ${fault}.`];
  });
  const asked = new Set(operations.filter((each) => isCredit(each) && each.outcome !== 'fail').map(({ command }) => command));
  return [...faults, ...[...byCommand].filter(([id, own]) => !asked.has(id) && !own.every(isOfJob)).map(([id, [event]]) => `Command ${id} wrote ${event?.type} at ${event?.position}, and it was refused, or nobody asked for it.`)];
};
