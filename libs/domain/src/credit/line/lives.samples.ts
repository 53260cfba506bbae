import type { Fact } from '../../kernel/message.js';
import { BATCH, activate, approve, approveProgramme, cny, close, decline, draw, expire, expireReservation, explain, freeze, lineId, nominate, openBatch, post, propose, reduce, release, releaseBatch, repay, reserve, reservationId, resume, score, sign, state, suspend, voided, written } from './line.samples.js';

const second = { id: lineId(2) };
const third = { id: lineId(3) };
const inBatch = { batch: BATCH };
const opened = [propose(), approveProgramme(), openBatch()];

/** Lives of a programme drawn here and of one that a bank mirrors, with their batches and lines, which together use every fact of lines. */
export const lives: readonly (readonly Fact[])[] = [
  written(
    ...opened, nominate(inBatch), nominate({ ...second, ...inBatch, product: null, revolving: false }), nominate({ ...third, ...inBatch }),
    approve(), approve(second), decline(third), sign(), sign(second), activate(), activate(second), releaseBatch([1, 2, 3].map(lineId)),
    reserve(), post({ amount: cny('250.00'), dueOn: '2026-03-31' }), reserve({ reservation: reservationId(2) }), voided({ reservation: reservationId(2) }), draw(), suspend(), resume(), repay(),
    freeze(), release(), reduce(), score(), reserve({ ...second, reservation: reservationId(3) }), expireReservation(second), draw({ ...second, amount: cny('10.00') }), repay({ ...second, amount: cny('10.00') }),
    repay({ amount: cny('450.00') }, undefined, '2026-06-01'), close({}, undefined, '2026-06-02'), expire(second),
  ).all,
  written(propose({ mode: 'mirror', quota: null }), approveProgramme(), nominate({ revolving: false }), approve(), sign(), activate(), draw({ on: '2026-03-05' }), state('2026-03-31', [{ outstanding: '350.00', drawn: '350.00', due: '20.00', limit: '900.00' }], null, '2026-04-02'), explain(), repay({ on: '2026-04-01' }, undefined, '2026-04-05')).all,
];

