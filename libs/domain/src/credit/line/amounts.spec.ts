import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { creditLine } from './line.js';
import { active, type AnyCommand, association, BANK, borrower, clerk, close, cny, directoryOf, draw, given, officer, post, reduce, repay, reserve, tableIn, written } from './line.samples.js';
import { tellsAmount } from './refusals.js';
import type { LineCommand } from './line.js';

/** A bank that has no account: the officers of its region and the associations over it speak for it. */
const without = directoryOf({ [BANK]: { account: null } });
const refusalOf = (command: LineCommand, before: readonly AnyCommand[]): Refusal => {
  const book = written(...before);
  try {
    creditLine.decide(command, tableIn(book, command));
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
};

const reserved = [...active, reserve({}, borrower, '2026-03-06')];
const owing = [...reserved, draw()];
const cases: readonly (readonly [code: string, amount: string, before: readonly AnyCommand[], command: (who: Actor) => LineCommand])[] = [
  ['limit-exceeded', '300.00', owing, (who) => draw({ amount: cny('301.00') }, who, '2026-03-06', without)],
  ['more-than-outstanding', '300.00', owing, (who) => repay({ amount: cny('301.00') }, who, '2026-03-06', without)],
  ['more-than-reserved', '400.00', owing, (who) => post({ amount: cny('401.00') }, who, '2026-03-06', without)],
  ['below-outstanding', '700.00', owing, (who) => reduce({ limit: cny('699.00') }, who, '2026-03-06', without)],
  ['outstanding', '300.00', owing, (who) => close({}, who, '2026-03-06', without)],
  ['reserved', '400.00', reserved, (who) => close({}, who, '2026-03-06', without)],
];

describe('a refusal that rests on what a line holds', () => {
  it.each(cases)('%s tells how much, and to those who are told totals only it does not', (reason, amount, before, command) => {
    const [told, untold] = [refusalOf(command(officer), before), refusalOf(command(association), before)];
    for (const { code } of [told, untold]) expect([code, tellsAmount(code)]).toEqual([`credit-line/${reason}`, true]);
    expect([told.words.en, told.words.zh].map((words) => words.includes(amount))).toEqual([true, true]);
    expect(JSON.stringify([untold.words, untold.faults])).not.toMatch(/\d/);
  });

  it('is none of the others', () => {
    expect(['credit-line/frozen', 'credit-line/not-found', 'credit-line/score-too-low'].filter(tellsAmount)).toEqual([]);
    given(...active).when(draw({}, borrower)).thenRefused('credit-line/not-the-bank');
    given(...active).when(draw({}, clerk)).thenTypes('CreditDrawn');
  });
});
