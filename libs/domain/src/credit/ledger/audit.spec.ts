import type { Recorded } from '../../kernel/message.js';
import {
  activate, active, allocate, approve, close, cny, draw, expire, explain, freeze, granter, lineId, mirrored, nominate, opened, post, reduce, repay, reserve, sign, state, suspend, written,
} from '../line/line.samples.js';
import { auditing, auditOf } from './audit.js';

const divided = [...opened(), allocate(), nominate(), approve({ allocation: '510104' }), sign(), activate(), reserve(), post({ amount: cny('150.00') }), draw(), repay(), reduce({ allocation: '510104' })];
const log = written(...divided).all;
type Any = Record<string, unknown>;

/** A log in which the details of the newest fact of a type are others. */
const forged = (type: string, changed: (data: Any) => Any, facts: readonly Recorded[] = log): readonly Recorded[] => {
  const at = facts.findLastIndex((fact) => fact.type === type);
  if (at < 0) throw new Error(`there is no ${type}`);
  return facts.map((fact, n) => (n === at ? { ...fact, data: changed(fact.data as Any) } : fact));
};
const movement = (changed: Any) => (data: Any): Any => ({ ...data, movement: { ...(data.movement as Any), ...changed } });
const balances = (changed: Any) => (data: Any): Any => ({ ...data, balances: { ...(data.balances as Any), ...changed } });
/** Positions and versions closed up again, so that only what is missing shows. */
const renumbered = (facts: readonly Recorded[]): readonly Recorded[] => {
  const versions = new Map<string, number>();
  return facts.map((fact) => {
    versions.set(fact.stream, (versions.get(fact.stream) ?? 0) + 1);
    return { ...fact, version: versions.get(fact.stream) ?? 0 };
  });
};

describe('an audit', () => {
  it.each([['a divided quota', divided], ['an expired line', [...active, draw(), expire()]], ['a closed line', [...active, close()]], ['a mirrored line of which its bank states limits', [...mirrored, draw({ on: '2026-03-05' }), state('2026-03-31', [{ limit: '1000.00', outstanding: '300.00' }, { line: lineId(9), limit: '7.00', outstanding: '7.00' }]), state('2026-04-30', [{ limit: '900.00', outstanding: '300.00', drawn: '0.00', due: '1.00' }]), explain({ discrepancy: 'limit:2026-04-30' }, granter, '2026-06-02')]], ['a mirrored line', [...mirrored, draw({ amount: cny('9000.00') }), reduce(), close()]], ['a frozen line', [...active, freeze(), suspend()]]])('finds nothing in %s', (_, commands) => {
    expect(auditOf(written(...commands).all)).toEqual([]);
  });

  it('finds nothing in an empty log', () => expect(auditOf([])).toEqual([]));

  it.each<[what: string, facts: readonly Recorded[], says: string]>([
    ['an amount of nothing', forged('CreditDrawn', movement({ amount: '0.00' })), 'not above nothing'],
    ['an amount below nothing', forged('CreditDrawn', movement({ amount: '-300.00' })), 'not above nothing'],
    ['an amount that is none', forged('CreditDrawn', movement({ amount: '300.001' })), 'no amount of CNY'],
    ['another amount', forged('CreditDrawn', movement({ amount: '301.00' })), 'where'],
    ['another currency', forged('CreditDrawn', movement({ currency: 'USD' })), 'a programme of CNY'],
    ['accounts that the type does not move', forged('CreditDrawn', movement({ debit: 'reserved' })), 'may not move'],
    ['a movement twice', renumbered([...log, { ...(log.findLast(({ type }) => type === 'CreditDrawn') as Recorded), commandId: 'again' }]), 'outstanding where'],
    ['a movement in the quota’s fact as well', forged('QuotaGranted', (data) => ({ ...data, movement: { debit: 'committed', credit: 'allocated', amount: '1000.00', currency: 'CNY' } })), 'may not move'],
    ['a balance', forged('CreditRepaid', balances({ outstanding: '351.00' })), 'states 351.00 outstanding'],
    ['what was drawn in all', forged('CreditRepaid', balances({ drawn: '1.00' })), 'drawn in all'],
    ['a limit', forged('CreditLineReduced', (data) => ({ ...data, limit: cny('801.00') })), 'states a limit'],
    ['what is settled', forged('CreditRepaid', (data) => ({ ...data, settles: [] })), 'settles another amount'],
    ['what is settled first', forged('CreditRepaid', (data) => ({ ...data, settles: [{ on: '2027-01-01', amount: '100.00' }] })), 'not due first'],
    ['another borrower', forged('CreditRepaid', (data) => ({ ...data, borrower: 'another' })), 'as it was put forward'],
    ['a grant of another amount', forged('QuotaGranted', (data) => ({ ...data, amount: '999.00' })), 'took from the quota'],
    ['a grant that was left out', renumbered(log.filter(({ type }) => type !== 'QuotaGranted')), 'took from the quota'],
    ['a return that was left out', renumbered(log.filter(({ type }) => type !== 'QuotaFreed')), 'took from the quota'],
    ['an allocation of another amount', forged('AllocationSet', (data) => ({ ...data, allocation: cny('1999.00') })), 'the allocation of 510104'],
    ['a smaller quota', forged('QuotaPlaced', (data) => ({ ...data, quota: cny('1500.00') })), 'above 1500.00'],
    ['a smaller allocation', forged('QuotaAllocated', movement({ amount: '500.00' }), forged('AllocationSet', (data) => ({ ...data, allocation: cny('500.00') }))), 'in 510104, above 500.00'],
    ['a fact that is missing', log.filter(({ type }) => type !== 'CreditLineSigned'), 'has version'],
    ['a draw on a frozen line', renumbered([...log.slice(0, -2), ...written(...active, freeze()).all.slice(-1)]).flatMap((fact, n, all) => (n < all.length - 1 ? [fact] : [fact, { ...(log.find(({ type }) => type === 'CreditDrawn') as Recorded), version: fact.version + 1, commandId: 'late' }])), 'frozen'],
    ['a draw after the last day', forged('CreditDrawn', (data) => ({ ...data, on: '2027-01-01' })), 'after the last day'],
    ['a draw on a line that is not open', renumbered(log.filter(({ type }) => type !== 'CreditLineActivated')), 'a line that is signed'],
    ['a programme that is missing', log.filter(({ type }) => type !== 'CreditProgrammeProposed'), 'never proposed'],
    ['a line that is missing', renumbered(log.filter(({ type }) => type !== 'CreditLineNominated')), 'never nominated'],
    ['a line that is put forward twice', renumbered([...log, { ...(log.find(({ type }) => type === 'CreditLineNominated') as Recorded), commandId: 'again' }]), 'again'],
    ['a posting above the reservation', forged('CreditReserved', (data) => ({ ...data, reservation: 'another' })), 'more than was reserved'],
  ])('is told of %s', (_, facts, says) => {
    expect(auditOf(facts).join('\n')).toContain(says);
  });

  it('is told of what is above the limit and below nothing, where facts state it so too', () => {
    const over = written(...active).all;
    const last = written(...active, draw({ amount: cny('1000.00') })).all.at(-1) as Recorded;
    const more = { ...last, data: balances({ available: '-1.00', outstanding: '1001.00', drawn: '1001.00' })(movement({ amount: '1001.00' })(last.data as Any)) };
    expect(auditOf([...over, more]).join('\n')).toMatch(/available is -1.00 CNY, below nothing[^]*above the limit of 1000.00/);
  });

  it('finds the same page by page, wherever the pages are cut', () => {
    const facts = forged('CreditRepaid', balances({ outstanding: '351.00' }));
    for (let size = 1; size <= facts.length; size += 1) {
      const audit = auditing();
      const found = Array.from({ length: Math.ceil(facts.length / size) }, (_, n) => audit.read(facts.slice(n * size, (n + 1) * size))).flat();
      expect([...found, ...audit.end()]).toEqual(auditOf(facts));
    }
  });
});
