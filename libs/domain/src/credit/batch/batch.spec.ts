import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Actor } from '../../kernel/message.js';
import type { Refusal } from '../../kernel/refusal.js';
import { altered, gridDifferences, refusalDifferences, remembered, sectionOf } from '../../kernel/tables.samples.js';
import { association, banker, checker, close, cny, maker, officer, opened, PROGRAMME, propose, source, stranger, suspend } from '../programme/programme.samples.js';
import { activate, agreed, type Any, BATCH, begun, bookOf, closeLine, decline, expire, go, grant, lineOf, nominate, open, release, stateIn, streamIn, tried } from '../programme/world.samples.js';
import { announceShape, creditBatch, openShape } from './batch.js';
import { keptBatch } from './kept.js';
import { refusals } from './refusals.js';
import { absentBatch, type Batch, evolveBatch } from './state.js';

type Seen = (typeof creditBatch)['initialState'];
const OTHER = '019a0c00-0000-7000-8000-0000000c0009';
const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');
const batchIn = (...all: readonly Any[]): Batch => streamIn(bookOf(...all), `credit-batch-${BATCH}`).reduce((batch, fact) => evolveBatch(batch, fact as never), absentBatch);
const codeOf = (all: readonly Any[], command: Any): unknown => {
  const got = tried(bookOf(...all), command);
  return typeof got === 'string' ? got : got.map(({ type }) => type);
};
const faults = (shape: z.ZodRawShape, given: object): readonly unknown[] => (z.object(shape).safeParse(given).error?.issues ?? []).map((issue) => [`/${issue.path.join('/')}`, 'params' in issue ? (issue.params as { code: string }).code : issue.code]);

describe('a batch', () => {
  it('is opened under a programme that is open, by its issuer, its bank or an association over it', () => {
    for (const by of [maker, banker, association]) expect(codeOf(opened(), open({}, by))).toEqual(['CreditBatchOpened']);
    for (const by of [officer, stranger]) expect(codeOf(opened(), open({}, by))).toBe('credit-batch/not-yours');
    expect(codeOf([], open())).toBe('credit-batch/programme-unknown');
    expect(codeOf([propose()], open())).toBe('credit-programme/not-approved');
    expect(codeOf([...opened(), suspend()], open())).toBe('credit-programme/suspended');
    expect(codeOf([...opened(), close()], open())).toBe('credit-programme/closed');
    expect(codeOf(begun, open())).toBe('credit-batch/exists');
    expect(codeOf(opened(), open({ source }))).toBe('credit-batch/source-not-yours');
    expect(codeOf(opened(), open({ source }, association))).toEqual(['CreditBatchOpened']);
    expect(batchIn(...begun)).toEqual({ status: 'open', id: BATCH, programme: PROGRAMME, territory: '510100', name: { zh: '首批' }, ordinal: 1, source: null, lines: [], released: null });
  });

  it('holds the lines that were put forward in it', () => expect(batchIn(...begun, nominate(1), nominate(2))).toMatchObject({ lines: [lineOf(1), lineOf(2)] }));

  it('is released when each line is agreed on by bank and borrower, declined, or has expired', () => {
    const decided = [...begun, ...agreed(1), nominate(2), decline(2), ...agreed(3), activate(3), nominate(4), grant(4), expire(4), nominate(5), expire(5)];
    expect(batchIn(...decided, release([1, 2, 3, 4, 5]))).toMatchObject({ status: 'released', released: { granted: 2, declined: 1, lapsed: 2, total: cny('200.00') } });
    // What was agreed on and expired before the release was granted, and holds no limit any more.
    expect(batchIn(...begun, ...agreed(1), expire(1), ...agreed(2), release([1, 2]))).toMatchObject({ released: { granted: 2, declined: 0, lapsed: 0, total: cny('100.00') } });
    expect(batchIn(...begun, ...agreed(1), activate(1), closeLine(1), release([1]))).toMatchObject({ released: { granted: 1, total: cny('0.00') } });
    expect(batchIn(...begun, ...agreed(1), decline(1), release([1]))).toMatchObject({ released: { granted: 0, declined: 1, total: cny('0.00') } });
  });

  it('says how many are not decided yet, and not which', () => {
    const many = [...begun, ...Array.from({ length: 10 }, (_, n) => nominate(n + 1, { limit: cny('1.00') })), nominate(11, { limit: cny('1.00') }), grant(11), ...agreed(12)];
    const book = bookOf(...many);
    const all = release(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(tried(book, all)).toBe('credit-batch/undecided');
    const said = (): unknown => { try { return go(book, all); } catch (error) { return (error as Refusal).words; } };
    expect(said()).toEqual({ en: expect.stringMatching(/how many\. Of 12, 10 wait for the bank and 1 for the borrower\.$/), zh: expect.stringMatching(/共 12 笔，待银行 10 笔，待企业 1 笔。$/) });
    expect(JSON.stringify(said())).not.toContain(lineOf(1).slice(0, 8));
  });

  it('is not released over lines that the caller did not see, nor by way of another programme', () => {
    const two = [...begun, ...agreed(1), ...agreed(2)];
    expect(codeOf(two, release([1]))).toBe('credit-batch/moved');
    expect(codeOf(two, release([]))).toBe('credit-batch/moved');
    expect(codeOf(two, release([1, 2, 2]))).toEqual(['CreditBatchReleased']);
    expect(codeOf([...two, ...opened({ id: OTHER }).map((each) => ({ ...each, data: { ...each.data, id: OTHER } }) as Any)], release([1, 2], checker, { programme: OTHER }))).toBe('credit-batch/moved');
    expect(codeOf(two, release([1, 2], checker, { programme: OTHER }))).toBe('credit-batch/not-found');
    // A line that is named and stands in no batch changes nothing of the sums.
    expect(batchIn(...two, nominate(3, { batch: null }), release([1, 2, 3]))).toMatchObject({ released: { granted: 2, total: cny('200.00') } });
  });

  it('holds every line still while it is released, so that one that moves makes it be decided anew', () => {
    expect(creditBatch.streamsOf(release([1, 2, 2]))).toEqual([`credit-batch-${BATCH}`, `credit-programme-${PROGRAMME}`, `credit-line-${lineOf(1)}`, `credit-line-${lineOf(2)}`]);
    expect(creditBatch.streamsOf(open())).toEqual([`credit-batch-${BATCH}`, `credit-programme-${PROGRAMME}`]);
    const [book, command] = [bookOf(...begun, ...agreed(1)), release([1])];
    const [seen, now] = [stateIn(book, command) as Seen, (): Seen => stateIn(book, command) as Seen];
    go(book, decline(1));
    expect(creditBatch.decide(command, seen)).toMatchObject([{ data: { granted: 1 } }]);
    expect(creditBatch.decide(command, now())).toMatchObject([{ data: { granted: 0, declined: 1 } }]);
  });

  it('takes no more lines when it was released, and is released once', () => {
    const released = [...begun, ...agreed(1), release([1])];
    expect(codeOf(released, nominate(2))).toBe('credit-line/batch-released');
    expect(codeOf(released, release([1]))).toBe('credit-batch/released');
  });

  it('may be released while its programme is suspended: that grants nothing', () => expect(codeOf([...begun, ...agreed(1), suspend()], release([1]))).toEqual(['CreditBatchReleased']));

  it('of hundreds of lines is released with the sum of all', () => {
    const all = Array.from({ length: 300 }, (_, n) => n + 1);
    const book = bookOf(...opened({ quota: null }), open());
    for (const n of all) for (const each of agreed(n)) go(book, each);
    expect(go(book, release(all))).toMatchObject([{ data: { granted: 300, total: cny('30000.00') } }]);
  });

  it('is known to everyone, with nothing to do', () => {
    const batch = batchIn(...begun);
    expect([keptBatch.audience(batch), keptBatch.name(batch), keptBatch.tasks(batch), keptBatch.isThere(batch), keptBatch.bodies(batch)]).toEqual([{ open: true, regions: [], accounts: [] }, '首批', [], true, []]);
    expect([keptBatch.audience(absentBatch).open, keptBatch.name(absentBatch), keptBatch.isThere(absentBatch)]).toEqual([false, '', false]);
    expect(creditBatch.refersTo?.(open({ parties: [OTHER] }))).toEqual({ organisations: [OTHER] });
  });
});

describe('what is sent of a batch', () => {
  it('has a name in some language', () => {
    expect(faults(openShape, { programme: PROGRAMME, name: {} })).toEqual([['/name', 'credit/name-needed']]);
    expect(z.object(openShape).parse({ programme: PROGRAMME, name: { en: 'First batch' } })).toEqual({ programme: PROGRAMME, name: { en: 'First batch' }, ordinal: null, source: null });
  });

  it('announces an amount of its currency, with its words', () => {
    const total = { amount: '3000000000', currency: 'CNY', op: '>=', text: '达到30亿元' };
    expect(z.object(announceShape).parse({ total, firms: { value: 66, text: '66家' }, source })).toEqual({ total: { ...total, amount: '3000000000.00' }, firms: { value: 66, op: '=', text: '66家' }, source, statedOn: null });
    for (const amount of ['30亿', '0', '-1', '1.005']) expect(faults(announceShape, { total: { ...total, amount }, source })).toEqual([['/total/amount', 'money/malformed']]);
    expect(faults(announceShape, { firms: { value: 6.5, text: '六家半' }, source })).toEqual([['/firms/value', 'invalid_type']]);
  });
});

const situations: Readonly<Record<string, readonly Any[]>> = {
  absent: opened(), 'open, empty': begun, 'open, undecided': [...begun, nominate(1)], 'open, decided': [...begun, ...agreed(1)], released: [...begun, ...agreed(1), release([1])],
};
const verbs: Readonly<Record<string, readonly [situation: string, (actor: Actor) => Any]>> = {
  open: ['absent', (actor) => open({}, actor)],
  'put forward in it': ['open, decided', (actor) => ({ ...nominate(2), actor }) as Any],
  release: ['open, decided', (actor) => release([1], actor)],
};
const people: Readonly<Record<string, Actor>> = { 'issuer’s people': checker, 'bank’s people': banker, association, 'officer of the region': officer, others: stranger };
const situationIn = (all: readonly Any[]): string => {
  const [batch, book] = [batchIn(...all), bookOf(...all)];
  if (batch.status !== 'open') return batch.status;
  return batch.lines.length === 0 ? 'open, empty' : tried(book, release([1, 2])) === 'credit-batch/undecided' ? 'open, undecided' : 'open, decided';
};
const outcome = (verb: string, situation: string, by: Actor = banker): string => {
  const [given, command] = [situations[situation] ?? [], verbs[verb]?.[1](by)];
  const got = tried(bookOf(...given), command as Any);
  return typeof got === 'string' ? got : situationIn([...given, command as Any]);
};
const grid = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(situations), 'who', 'others'],
  said: (verb, column) => {
    if (column in situations) return outcome(verb, column);
    const outcomes = Object.values(people).map((actor) => outcome(verb, verbs[verb]?.[0] ?? '', actor));
    return column === 'who' ? Object.keys(people).filter((_, n) => !outcomes[n]?.includes('/')).join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

describe('the tables of batches in docs/credit.md', () => {
  const part = sectionOf(text, '## Batches');
  it('say what the decider does', () => expect([...gridDifferences(part, grid), ...refusalDifferences(sectionOf(text, '### Of batches'), refusals)]).toEqual([]));
  it.each(grid.rows.flatMap((row) => grid.columns.map((column) => [row, column] as const)))('would be told of a wrong cell: %s, %s', (row, column) => {
    expect(gridDifferences(altered(part, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
  it('begin with what they say', () => expect(Object.entries(situations).map(([name, all]) => [name, situationIn(all)])).toEqual(Object.keys(situations).map((name) => [name, name])));
});
