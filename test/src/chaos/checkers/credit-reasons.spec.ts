import { CHENGDU } from '../../support/samples.js';
import { BANK, SECOND } from '../credit-moves.js';
import type { Asked, Operation } from '../history.js';
import { acknowledged, logOf, refused as operation } from './cooperation.samples.js';
import { altered, cny, LINE, line, open, OTHER, programme, PROGRAMME, REGION, RESERVATION, settled } from './credit.samples.js';
import { creditReasons } from './credit-reasons.js';

// People are told apart by their principals, which follow from the keys of a development node.
const frozenBySecond = altered(line.frozen(10), { by: { principal: 'bank-officer-checker', organisation: 'bank' } });
const facts = settled([
  ...open, line.drawn(7, '60.00'), line.reserved(8, '30.00', '2026-01-01T01:00:00.000Z'), line.repaid(9, '20.00'), frozenBySecond, line.released(11), programme.suspended(12),
  { ...programme.suspended(13), type: 'CreditProgrammeResumed' }, ...programme.allocated(14, '50.00'), line.nominated(15, '60.00', OTHER),
]);
const log = logOf(facts);
const found = (...operations: readonly Operation[]): readonly string[] => creditReasons(log, [...acknowledged(log), ...operations]);

/** While the command of this number was under way, and on a day before everything expires. */
const during = (n: number) => ({ invoked: n * 10 + 6, answered: n * 10 + 9 });
const refused = (asked: Omit<Asked, 'key'>, heard: string, more: Parameters<typeof operation>[2] = {}, at = '2026-01-01T00:00:00.000Z'): Operation => ({ ...operation(asked, heard, more), at });
const on = (verb: string, body: object, as = BANK, ifMatch?: number): Omit<Asked, 'key'> => ({ as, path: `/v1/credit-lines/${LINE}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
const other = (verb: string, body: object, ifMatch?: number): Omit<Asked, 'key'> => ({ ...on(verb, body, SECOND, ifMatch), path: `/v1/credit-lines/${OTHER}/${verb}` });
const ofProgramme = (verb: string, body: object): Omit<Asked, 'key'> => ({ as: 'admin', path: `/v1/credit-programmes/${PROGRAMME}/${verb}`, body });
const draw = (amount: string, as = BANK) => on('draw', { amount: cny(amount) }, as);
const nominate = { as: CHENGDU, path: '/v1/credit-lines', body: { id: LINE, programme: PROGRAMME, limit: cny('1.00') } };

describe('refusals of acts on credit', () => {
  it('have a reason where the log holds it', () => {
    expect(found(
      refused(draw('1.00'), '404 credit-line/not-found', { invoked: 1, answered: 2 }),
      refused(nominate, '409 credit-line/exists'),
      refused(draw('1.00'), '409 credit-line/signed', during(5)),
      refused(draw('40.01'), '409 credit-line/limit-exceeded', during(7)),
      refused(draw('30.01'), '409 credit-line/limit-exceeded', during(9)),
      // One of the two was written before the other was asked for, and which one nobody can tell.
      refused(draw('11.00'), '409 credit-line/limit-exceeded', { invoked: 86, answered: 99 }),
      refused(on('repay', { amount: cny('60.01') }), '409 credit-line/more-than-outstanding', during(8)),
      refused(draw('1.00'), '409 credit-line/frozen', during(10)),
      refused(on('release', {}, SECOND), '403 credit-line/second-person', during(10)),
      refused(on('release', {}), '409 credit-line/not-frozen', during(9)),
      refused(draw('1.00'), '409 credit-programme/suspended', during(12)),
      refused(on('post', { reservation: RESERVATION, amount: cny('31.00') }), '409 credit-line/more-than-reserved', during(8)),
      refused(on('post', { reservation: RESERVATION }), '409 credit-line/reservation-unknown', during(7)),
      refused(on('post', { reservation: RESERVATION }), '409 credit-line/reservation-unknown', during(8), '2026-01-01T02:00:00.000Z'),
      refused(on('reserve', { amount: cny('1.00'), expiresAt: '2026-01-01T00:00:59.000Z' }), '422 credit-line/expiry-of-reservation', during(7)),
      refused(on('close', {}), '409 credit-line/outstanding', during(7)),
      refused(on('reduce', { limit: cny('50.00') }), '409 credit-line/below-outstanding', during(7)),
      refused(on('reduce', { limit: cny('100.01') }), '422 credit-line/not-a-reduction', during(7)),
      refused(other('approve', { allocation: REGION }, 1), '409 credit-programme/allocation-exhausted'),
      refused(other('approve', { allocation: null, limit: cny('850.01') }, 1), '409 credit-programme/quota-exhausted'),
      refused(other('approve', { allocation: null }), '428 request/if-match-missing'),
      refused(other('approve', { allocation: null }, 7), '412 request/version-moved', { etag: 1 }),
      refused(on('release', {}, SECOND), '428 request/if-match-missing', during(10)),
      refused(ofProgramme('return', {}), '428 request/if-match-missing'),
      refused({ ...nominate, body: { ...nominate.body, programme: OTHER } }, '422 credit-line/programme-unknown'),
      refused(ofProgramme('allocate', { region: REGION, amount: cny('850.01') }), '409 credit-programme/quota-exhausted'),
      refused(ofProgramme('return-allocation', { region: REGION, amount: cny('50.01') }), '409 credit-programme/allocation-in-use'),
      refused(ofProgramme('change-quota', { quota: cny('149.99') }), '409 credit-programme/quota-below-granted'),
      refused({ ...draw('1.001'), provokes: 'request/invalid' }, '422 request/invalid'),
    )).toEqual([]);
  });

  it.each<[string, Operation]>([
    ['what is available is said not to be', refused(draw('40.00'), '409 credit-line/limit-exceeded', during(7))],
    ['a reservation that is over is still counted', refused(draw('40.00'), '409 credit-line/limit-exceeded', during(8), '2026-01-01T02:00:00.000Z')],
    ['a line is said to be frozen that is released', refused(draw('1.00'), '409 credit-line/frozen', during(11))],
    ['a line is said to be frozen before it was', refused(draw('1.00'), '409 credit-line/frozen', during(9))],
    ['what is outstanding is said not to be', refused(on('repay', { amount: cny('60.00') }), '409 credit-line/more-than-outstanding', during(8))],
    ['a programme that goes on is said to be suspended', refused(draw('1.00'), '409 credit-programme/suspended', during(13))],
    ['a reservation that is open is said not to be', refused(on('post', { reservation: RESERVATION }), '409 credit-line/reservation-unknown', during(8))],
    ['a reservation that has its time is said not to', refused(on('reserve', { amount: cny('1.00'), expiresAt: '2026-01-01T00:01:05.000Z' }), '422 credit-line/expiry-of-reservation', during(7))],
    ['a line that is there is said not to be', refused(draw('1.00'), '404 credit-line/not-found', during(7))],
    ['a version is asked for where none is needed', refused(on('freeze', {}), '428 request/if-match-missing', during(9))],
    ['a programme that is there is said not to be', refused(nominate, '422 credit-line/programme-unknown')],
    ['an open line is said to be signed', refused(draw('1.00'), '409 credit-line/signed', during(7))],
    ['another person is taken for the same', refused(on('release', {}, BANK), '403 credit-line/second-person', during(10))],
    ['nothing is outstanding and it is said to be', refused(on('close', {}), '409 credit-line/outstanding', during(6))],
    ['a limit that fits is said not to', refused(on('reduce', { limit: cny('60.00') }), '409 credit-line/below-outstanding', during(7))],
    ['what is left of the quota is said not to be', refused(other('approve', { allocation: null, limit: cny('850.00') }, 1), '409 credit-programme/quota-exhausted')],
    ['what is left of an allocation is said not to be', refused(other('approve', { allocation: REGION, limit: cny('50.00') }, 1), '409 credit-programme/allocation-exhausted')],
    ['what is unused is said to be in use', refused(ofProgramme('return-allocation', { region: REGION, amount: cny('50.00') }), '409 credit-programme/allocation-in-use')],
    ['a quota that fits is said not to', refused(ofProgramme('change-quota', { quota: cny('150.00') }), '409 credit-programme/quota-below-granted')],
    ['nothing moved and it is said to have', refused(on('close', {}), '409 credit-line/moved', during(7))],
    ['it is told with another status', refused(draw('99.00'), '422 credit-line/limit-exceeded', during(7))],
    ['the version that stood is said to have moved', refused(other('approve', { allocation: null }, 1), '412 request/version-moved', { etag: 1 })],
    ['a version is told that never stood', refused(other('approve', { allocation: null }, 7), '412 request/version-moved', { etag: 9 })],
    ['something went wrong', refused(draw('1.00'), '500 service/internal')],
    ['a key is said to be used that nobody used', refused(draw('1.00'), '422 request/idempotency-key-reused')],
    ['what cannot be read is refused for something else', refused({ ...draw('1.001'), provokes: 'request/invalid' }, '409 credit-line/limit-exceeded')],
  ])('have none where %s', (_, each) => {
    expect(found(each)).toEqual([expect.stringContaining('for which nothing in the log is a reason')]);
  });
});
