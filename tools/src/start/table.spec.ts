import { table } from './table.js';

it('aligns words to the left and numbers to the right, and counts Chinese letters as two places', () => {
  expect(table([{ edition: '第十二届', count: 7 }, { edition: 'first', count: 120 }])).toEqual([
    'edition   count',
    '第十二届      7',
    'first       120',
  ]);
});

it('says when there is nothing to show', () => expect(table([])).toEqual(['(no rows)']));
