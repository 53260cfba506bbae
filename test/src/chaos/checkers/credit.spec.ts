import { type Fact, logOf } from './cooperation.samples.js';
import { credit } from './credit.js';
import { altered, cny, line, open, OTHER, programme, REGION, settled, taken } from './credit.samples.js';

const found = (...facts: readonly Fact[]): readonly string[] => credit(logOf(settled(facts)));
const [drawn] = [line.drawn(7, '60.00')];
const after = (...facts: readonly Fact[]): readonly Fact[] => [...open, ...facts];

describe('the ledger of credit', () => {
  it('is sound where everything stays within what there is', () => {
    expect(found(
      ...open, drawn, line.repaid(8, '50.00'), line.reserved(9, '30.00'), line.posted(10, '20.00'), { ...line.voided(10, '10.00') }, line.frozen(11), line.released(12),
      ...line.reduced(13, '40.00', '60.00'), line.repaid(14, '30.00'), ...line.closed(15, '60.00'), ...programme.allocated(16, '1000.00'),
      line.nominated(17, '200.00', OTHER), ...line.approved(18, '200.00', { id: OTHER, allocation: REGION }), line.signed(19, OTHER), line.activated(20, '200.00', { id: OTHER }), line.drawn(21, '200.00', OTHER),
    )).toEqual([]);
  });

  it.each<[string, readonly Fact[], string]>([
    ['more is drawn than there is', after(drawn, line.drawn(8, '40.01')), 'available is -1'],
    ['more is reserved and drawn than the limit', after(drawn, altered(line.reserved(8, '50.00'), { movement: { debit: 'reserved', credit: 'used', amount: '50.00', currency: 'CNY' } })), 'outstanding and reserved are 11000 of 10000'],
    ['more is repaid than is outstanding', after(drawn, line.repaid(8, '60.01')), 'outstanding is -1'],
    ['a draw is written twice', after(drawn, { ...drawn }), 'CreditDrawn was written 2 times by one command'],
    ['a command is written a second time', after(drawn, line.frozen(8), { ...drawn, by: 7 }), 'command command 7 was written a second time'],
    ['it is drawn on while it is frozen', after(line.frozen(7), line.drawn(8, '1.00')), 'CreditDrawn came about while it was frozen'],
    ['it is drawn on while the programme is suspended', after(programme.suspended(7), line.drawn(8, '1.00')), 'CreditDrawn came about while the programme was suspended'],
    ['it is drawn on before it is open', [...open.slice(0, -1), line.drawn(8, '1.00')], 'CreditDrawn came about while it was signed'],
    ['it is closed with something outstanding', after(drawn, ...line.closed(8, '40.00', '60.00')), 'it was closed with something outstanding'],
    ['who froze it releases it', after(line.frozen(7), line.released(8, 'officer')), 'who froze it released it as well'],
    ['who put it forward grants it', [...open.slice(0, 4), ...line.approved(4, '100.00', { who: 'officer' })], 'who put it forward granted it as well'],
    ['who granted it opens it', [...open.slice(0, -1), line.activated(6, '100.00', { who: 'second' })], 'who granted it opened it as well'],
    ['more is posted than was reserved', after(line.reserved(7, '10.00'), line.posted(8, '11.00')), 'CreditPosted of more than'],
    ['a reservation is posted twice', after(line.reserved(7, '10.00'), line.posted(8, '10.00'), line.posted(9, '10.00')), 'CreditPosted of more than'],
    ['a reservation expires before its time', after(line.reserved(7, '10.00'), line.lapsed(8, '10.00')), 'expired before its time'],
    ['a fact tells another balance', after(altered(settled(after(drawn)).at(-1) as Fact, { balances: { committed: '0.00', available: '40.00', reserved: '0.00', outstanding: '60.01', used: '0.00', drawn: '60.00' } })), 'CreditDrawn tells other balances than its movements come to'],
    ['what was drawn in all is told wrongly', after(altered(settled(after(drawn)).at(-1) as Fact, { balances: { committed: '0.00', available: '40.00', reserved: '0.00', outstanding: '60.00', used: '0.00', drawn: '0.00' } })), 'CreditDrawn tells other balances than its movements come to'],
    ['a draw goes to another account', after(altered(drawn, { movement: { debit: 'used', credit: 'available', amount: '60.00', currency: 'CNY' } })), 'CreditDrawn moved from available to used'],
    ['nothing is drawn', after(altered(drawn, { movement: { debit: 'outstanding', credit: 'available', amount: '0.00', currency: 'CNY' } })), 'CreditDrawn moved 0.00'],
    ['a draw is in another currency', after(altered(drawn, { movement: { debit: 'outstanding', credit: 'available', amount: '60.00', currency: 'USD' } })), 'CreditDrawn moved USD'],
    ['more is granted than the quota', after(line.nominated(7, '900.01', OTHER), ...line.approved(8, '900.01', { id: OTHER })), 'its unallocated quota is -1'],
    ['more is granted than is allocated', [...open, ...programme.allocated(7, '10.00'), line.nominated(8, '11.00', OTHER), ...line.approved(9, '11.00', { id: OTHER, allocation: REGION })], '1100 is granted of 1000 that is allocated to 510100'],
    ['more is allocated than the quota', after(...programme.allocated(7, '900.01')), '10000 is granted and 90001 allocated of a quota of 100000'],
    ['the quota does not hear of a grant', [...open.filter(({ type }) => type !== 'QuotaGranted')], 'and the quota says nothing'],
    ['the quota hears of a grant twice', [...open.slice(0, 6), taken(4, '100.00')], 'and the quota says QuotaGranted'],
    ['the quota hears of another sum', after(...line.reduced(7, '10.00', '90.00').map((each) => (each.type === 'QuotaFreed' ? altered(each, cny('11.00')) : each))), 'and the quota says QuotaFreed'],
    ['the quota hears of what did not come back', after(taken(7, '1.00', { type: 'QuotaFreed' })), 'its lines moved nothing, and the quota says QuotaFreed'],
    ['a limit goes down by something else', after(...line.reduced(7, '10.00', '80.00')), 'its limit went down by something else than what came back'],
    ['something is placed that is not in the quota', after({ stream: programme.opened(7, '1.00')[1]?.stream as string, type: 'QuotaPlaced', by: 7, data: { ...(programme.opened(7, '1.00')[1] as Fact).data, movement: { debit: 'allocated', credit: 'quota', amount: '1.00', currency: 'CNY' } } }), 'QuotaPlaced moved from quota to allocated'],
  ])('is not where %s', (_, facts, sentence) => {
    expect(found(...facts)).toContainEqual(expect.stringContaining(sentence));
  });
});
