import { type Fact, logOf, one, told, two } from './cooperation.samples.js';
import { members } from './members.js';

const { recorded, admitted, withdrew, struck } = told;
const found = (...facts: readonly Fact[]): readonly string[] => members(logOf(facts));

describe('the members of an alliance', () => {
  it('are sound where each is one at a time, whatever became of its former memberships', () => {
    expect(found(
      recorded(1), admitted(2, one, '2022-01-01'), admitted(3, two, '2022-01-01'), withdrew(4, one, '2023-06-01'), withdrew(4, one, '2023-01-01'), admitted(5, one, '2023-01-01'),
      struck(6, two, '2022-01-01'), admitted(7, two, '2021-05-01'), withdrew(8, two, '2021-05-01'), admitted(9, two, '2020-05-01'),
    )).toEqual([]);
  });

  it.each<[string, readonly Fact[], string]>([
    ['a body is a member twice', [recorded(1), admitted(2, one, '2022-01-01'), admitted(3, one, '2023-01-01')], 'body-1 was admitted and is a member'],
    ['a body is a member twice on a day', [recorded(1), admitted(2, one, '2022-01-01'), withdrew(3, one, '2023-01-01'), admitted(4, one, '2022-06-01')], 'body-1 was admitted for days on which it was a member'],
    ['somebody is admitted before it is there', [admitted(2, one, '2022-01-01'), recorded(1)], 'somebody was admitted before it was there'],
    ['who never was a member withdraws', [recorded(1), withdrew(2, one, '2022-01-01')], 'body-1 withdrew and never was a member'],
    ['a member withdraws before it joined', [recorded(1), admitted(2, one, '2022-01-01'), withdrew(3, one, '2021-01-01')], 'body-1 withdrew before it had joined'],
    ['a body withdraws so late that it was a member twice', [
      recorded(1), admitted(2, one, '2022-01-01'), withdrew(3, one, '2022-06-01'), admitted(4, one, '2021-01-01'), withdrew(5, one, '2021-06-01'), withdrew(6, one, '2023-01-01'),
    ], 'Position 6: of alliance-0197c0de-0000-7000-8000-0000000000bb, body-1 withdrew so late that it was a member twice'],
    ['a membership is struck that was not entered', [recorded(1), admitted(2, one, '2022-01-01'), struck(3, one, '2021-01-01')], 'body-1 was struck and had not been entered'],
    ['it is recorded twice', [recorded(1), recorded(2)], 'it was recorded a second time'],
  ])('are not where %s', (_, facts, sentence) => {
    expect(found(...facts)).toContainEqual(expect.stringContaining(sentence));
  });
});
