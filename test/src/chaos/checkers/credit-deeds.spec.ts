import { CHENGDU } from '../../support/samples.js';
import { BANK } from '../credit-moves.js';
import type { Operation } from '../history.js';
import { logOf } from './cooperation.samples.js';
import { cny, LINE, line, open, OTHER, programme, PROGRAMME, REGION, RESERVATION, settled } from './credit.samples.js';
import { creditDeeds } from './credit-deeds.js';

const log = logOf(settled([
  ...open, line.drawn(7, '60.00'), line.reserved(8, '30.00'), line.lapsed(9, '30.00'), line.repaid(9, '20.00'), line.frozen(10), ...programme.allocated(11, '50.00'),
]));

/** An act that was acknowledged, or not answered: of which command the log holds something, and at which version of its stream. */
const done = (command: number, version: number, verb: string, body: object, { outcome = 'ok' as 'ok' | 'unknown' | 'fail', of = LINE, on = 'lines' } = {}): Operation => ({
  as: verb === 'open' ? CHENGDU : BANK, path: verb === 'open' ? `/v1/credit-${on}` : `/v1/credit-${on}/${of}/${verb}`, body: verb === 'open' ? { id: of, ...body } : body, key: '', n: command * 100 + version, client: 0, api: 0,
  command: `command ${command}`, invoked: 0, answered: 1, at: '2026-01-01T00:00:00.000Z',
  ...(outcome === 'ok' ? { outcome, status: 200, replayed: false, receipt: { stream: '', version, position: 0 } } : outcome === 'fail' ? { outcome, status: 409, code: 'credit-line/frozen', etag: null } : { outcome, why: 'lost' }),
});
const ofProgramme = { of: PROGRAMME, on: 'programmes' };
const all = [
  done(1, 1, 'open', {}, ofProgramme), done(2, 2, 'approve', {}, ofProgramme), done(3, 1, 'open', {}), done(4, 2, 'approve', { allocation: null }), done(5, 3, 'sign', {}), done(6, 4, 'activate', {}),
  done(7, 5, 'draw', { amount: cny('60.00') }), done(8, 6, 'reserve', { reservation: RESERVATION, amount: cny('30.00') }), done(9, 8, 'repay', { amount: cny('20.00') }), done(10, 9, 'freeze', {}),
  done(11, 2, 'allocate', { region: REGION, amount: cny('50.00') }, ofProgramme),
];
const found = (...operations: readonly Operation[]): readonly string[] => creditDeeds(log, operations);
const without = (command: number): readonly Operation[] => all.filter((each) => each.command !== `command ${command}`);

describe('acts on credit', () => {
  it('have written what they say, or were so already, or were never heard of again', () => {
    expect(found(...all, done(90, 9, 'freeze', {}), done(91, 5, 'sign', {}), done(92, 0, 'draw', { amount: cny('5.00') }, { outcome: 'unknown' }), done(93, 0, 'draw', { amount: cny('5.00') }, { outcome: 'fail' }))).toEqual([]);
    expect(found(...without(7), done(7, 0, 'draw', { amount: cny('60.00') }, { outcome: 'unknown' }))).toEqual([]);
  });

  it('need not have been asked for where a job frees what was reserved beyond its time, and else they do', () => {
    const logOfJob = (principal: string) => ({ events: log.events.map((event) => (event.type === 'ReservationExpired' ? { ...event, commandId: 'command 90', metadata: JSON.stringify({ actor: { principal } }) } : event)) });
    expect(creditDeeds(logOfJob('credit-expiry'), all)).toEqual([]);
    expect(creditDeeds(logOfJob('bank-officer'), all)).toEqual([expect.stringContaining('Command command 90 wrote ReservationExpired')]);
  });

  it.each<[string, readonly Operation[], string]>([
    ['a draw was acknowledged and not written', [...all, done(90, 9, 'draw', { amount: cny('5.00') })], 'wrote nothing, and it was not so before'],
    ['a repayment was acknowledged and not written', [...all, done(90, 9, 'repay', { amount: cny('5.00') })], 'wrote nothing, and it was not so before'],
    ['another sum was drawn', [...without(7), done(7, 5, 'draw', { amount: cny('60.01') })], 'wrote 60.00'],
    ['another line was drawn on', [...without(7), done(7, 5, 'draw', { amount: cny('60.00') }, { of: OTHER })], 'wrote something of'],
    ['a draw was written as something else', [...without(7), done(7, 5, 'repay', { amount: cny('60.00') })], 'wrote CreditDrawn'],
    ['another reservation was made', [...without(8), done(8, 6, 'reserve', { reservation: OTHER, amount: cny('30.00') })], 'wrote it of the reservation'],
    ['it was frozen only later', [...all, done(90, 8, 'freeze', {})], 'wrote nothing, and it was not so before'],
    ['nobody asked for a draw', without(7), 'Command command 7 wrote CreditDrawn'],
    ['a draw was refused and written', [...without(7), done(7, 5, 'draw', { amount: cny('60.00') }, { outcome: 'fail' })], 'Command command 7 wrote CreditDrawn'],
    ['nobody was told of a draw, and another sum was drawn', [...without(7), done(7, 0, 'draw', { amount: cny('6.00') }, { outcome: 'unknown' })], 'was not answered and wrote 60.00'],
  ])('are told where %s', (_, operations, sentence) => {
    expect(found(...operations)).toEqual([expect.stringContaining(sentence)]);
  });
});
