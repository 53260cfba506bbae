import { linesNamed, resultFor } from './run.shown.js';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => `019a0c00-0000-7000-8000-0000000000${letter}1`) as [string, string, string];
const found = {
  position: 7, holds: false, problemCount: 2, problems: [`after position 5, line ${B}: available is -3.00, below nothing.`, `position 6, CreditDrawn: has version 4 in credit-line-${C}, after 2.`, `after position 7, programme ${A}: the quota is 3.00, and should be 4.00.`],
  differences: [{ programme: 'p', line: A, kind: 'outstanding', since: '2026-04-10', days: 3 }],
};

describe('what is told of a run', () => {
  it('names lines of credit to auditors, each of which is then on record as read', () => {
    expect(resultFor('credit-reconciliation', found, { role: 'auditor' })).toBe(found);
    expect(linesNamed(found)).toEqual([`credit-line-${A}`, `credit-line-${B}`, `credit-line-${C}`]);
  });

  it('tells an association how much does not hold, and of no single line', () => {
    const told = resultFor('credit-reconciliation', found, { role: 'administrator' });
    expect(told).toEqual({ ...found, problems: [], differences: [{ programme: 'p', kind: 'outstanding', since: '2026-04-10', days: 3 }] });
    expect([linesNamed(told), [A, B, C].some((id) => JSON.stringify(told).includes(id))]).toEqual([[], false]);
  });

  it('is all of it where no line is in it', () => {
    const taken = { month: '2026-03', programmes: [] };
    expect(resultFor('credit-snapshots', taken, { role: 'administrator' })).toBe(taken);
    expect([linesNamed(taken), linesNamed(null), resultFor('credit-reconciliation', null, { role: 'administrator' })]).toEqual([[], [], null]);
  });
});
