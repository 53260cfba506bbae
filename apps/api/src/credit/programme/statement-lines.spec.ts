import { statementShape } from '@entente/domain/credit/statement';
import { z } from 'zod';
import { type Candidate, matched } from './statement-lines.js';

const schema = z.strictObject(statementShape);
const CODE = '91440300708461136T';
const [A, B, C] = ['a', 'b', 'c'].map((letter) => `019a0c00-0000-7000-8000-00000000000${letter}`) as [string, string, string];
const outstanding = { amount: '1.00', currency: 'CNY' };

const line = (id: string, changed: Partial<Candidate> = {}): Candidate => ({ id, reference: null, creditCode: CODE, status: 'active', approved: '2026-01-10', balance: null, ...changed });
const items = (...lines: readonly object[]) => schema.parse({ cutOff: '2026-06-30', lines: lines.map((each) => ({ outstanding, ...each })) }).lines;
const found = (lines: readonly Candidate[], ...asked: readonly object[]): readonly (string | null)[] => matched(items(...asked), '2026-06-30', lines).found.map((each) => each.line);
const missing = (...lines: readonly Candidate[]): readonly string[] => matched(items({ reference: 'another' }), '2026-06-30', lines).missing;

describe('the lines of a bank’s file', () => {
  it('are found by id, by the bank’s number, and by the credit code of the borrower', () => {
    const lines = [line(A), line(B, { reference: 'L-2', creditCode: 'other' }), line(C, { creditCode: 'third' })];
    expect(found(lines, { line: A }, { reference: 'L-2' }, { creditCode: 'THIRD' }, { reference: 'L-9' }, { line: A.replace('a', 'd') })).toEqual([A, B, null, null, null]);
    expect(found([line(A)], { creditCode: CODE.toLowerCase() })).toEqual([A]);
  });

  it('are none where they could be several', () => {
    expect(found([line(A), line(B)], { creditCode: CODE })).toEqual([null]);
    expect(found([line(A, { reference: 'L-1' }), line(B, { reference: 'L-1' })], { reference: 'L-1' })).toEqual([null]);
  });

  it('may be named twice, which the statement then refuses', () => {
    expect(found([line(A, { reference: 'L-1' })], { reference: 'L-1' }, { creditCode: CODE })).toEqual([A, A]);
    expect(found([line(A, { reference: 'L-1' })], { line: A }, { reference: 'L-1' })).toEqual([A, A]);
  });

  it('are looked for by the credit code where the bank’s number finds none, and not where another entry speaks of that line', () => {
    expect(found([line(A), line(B, { creditCode: 'other' })], { reference: 'L-9', creditCode: CODE })).toEqual([A]);
    expect(found([line(A, { reference: 'L-1' })], { reference: 'L-1' }, { reference: 'L-9', creditCode: CODE })).toEqual([A, null]);
    expect(found([line(A)], { reference: 'L-8', creditCode: CODE }, { reference: 'L-9', creditCode: CODE })).toEqual([null, null]);
    expect(found([line(A)], { reference: 'L-9' })).toEqual([null]);
  });

  it('are those that all names of an entry may mean; names of different lines are told', () => {
    const lines = [line(A, { reference: 'L-1' }), line(B, { reference: 'L-2', creditCode: 'OTHER' }), line(C, { reference: 'L-1', creditCode: 'THIRD' })];
    const differ = (asked: object): boolean => matched(items(asked), '2026-06-30', lines).found[0]?.differs ?? false;
    expect(found(lines, { reference: 'L-1', creditCode: 'THIRD' })).toEqual([C]);
    for (const asked of [{ line: A, reference: 'L-2' }, { line: A, creditCode: 'OTHER' }, { reference: 'L-1', creditCode: 'OTHER' }]) expect([differ(asked), ...found(lines, asked)]).toEqual([true, null]);
    for (const asked of [{ line: A, reference: 'L-1', creditCode: CODE }, { line: A, reference: 'new' }, { line: A, creditCode: 'gone' }]) expect([differ(asked), ...found(lines, asked)]).toEqual([false, A]);
    expect(found(lines, { line: A.replace('a', 'd'), creditCode: CODE })).toEqual([null]);
  });

  it('are those that stand rather than those that are over or were never granted', () => {
    const others = [line(B, { status: 'closed' }), line(C, { status: 'declined', approved: null })];
    expect(found([line(A, { status: 'expired' }), ...others], { creditCode: CODE })).toEqual([A]);
    expect(found(others, { creditCode: CODE })).toEqual([B]);
    expect(found([line(C, { status: 'nominated', approved: null })], { creditCode: CODE })).toEqual([C]);
  });

  it('miss those that stood at the cut-off and are not in it', () => {
    expect(missing(line(C, { status: 'approved' }), line(A), line(B, { status: 'signed' }))).toEqual([A, B, C]);
    expect(missing(line(A, { status: 'nominated', approved: null }), line(B, { status: 'declined', approved: null }), line(C, { status: 'closed' }))).toEqual([]);
    expect(missing(line(A, { approved: '2026-07-01' }))).toEqual([]);
    expect(missing(line(A, { status: 'expired', balance: '0.00' }), line(B, { status: 'expired', balance: '0.01' }))).toEqual([B]);
    expect(matched(items({ line: A }), '2026-06-30', [line(A)]).missing).toEqual([]);
  });
});
