import { figuresIn } from '@entente/domain/reporting/dataset';
import { codesOf } from '@entente/infra/reports/naming';
import { rich } from '@entente/infra/reports/render/sets.samples';
import { codeGrouped, codeTyped } from './card.code.js';

it('reads every code that is printed, however it is written down', () => {
  const codes = [...codesOf(rich, 'a'.repeat(64), 'b'.repeat(64)).values()];
  expect(codes).toHaveLength(figuresIn(rich).length);
  for (const code of codes) {
    const mistaken = code.replaceAll('0', 'o').replace('1', 'l').replace('1', 'I').toLowerCase();
    expect([code, codeGrouped(code), ` ${codeGrouped(code).toLowerCase()} `, mistaken, code.replaceAll(/(?=.)/g, '–')].map(codeTyped)).toEqual(Array(5).fill(code));
  }
});

it('takes nothing else for a code', () => {
  for (const text of ['', '0123456789A', '0123456789ABC', '0123456789AU', "0123456789A'", '０123456789AB', '0123456789A\0', '../0123456789']) expect([text, codeTyped(text)]).toEqual([text, undefined]);
});

it('groups a code by four', () => expect(codeGrouped('0123456789AB')).toBe('0123-4567-89AB'));
