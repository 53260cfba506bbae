import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { altered, gridDifferences, remembered, sectionOf } from '../../kernel/tables.samples.js';
import { activate, agreed, type Any, type Book, bookOf, closeLine, codeOf, decline, directory, go, lineOf, nominate, streamIn, tried } from '../programme/world.samples.js';
import { absentLine, discrepanciesOf, evolveLine, type KnownLine, type Line } from '../line/index.js';
import { association, banker, checker, close, cny, maker, opened, PROGRAMME, propose, reason, sent, stranger, suspend } from '../programme/programme.samples.js';
import { evolveOpen, noEntries, type OpenEntry } from './open.js';
import { creditStatement, type ExplainDifference, type Found, type ReportStatement, statementShape, statementStream } from './statement.js';
import type { StatementFact } from './statement.events.js';

const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');
const OTHER = '019a0c00-0000-7000-8000-0000000c0009';

type Entry = Readonly<{ line?: number | null; named?: Partial<Found['item']>; limit?: string; outstanding?: string; drawn?: string; due?: string; currency?: string }>;
const found = ({ line = 1, named, limit, outstanding = '0.00', drawn, due, currency = 'CNY' }: Entry): Found => {
  const money = (amount: string | undefined) => (amount === undefined ? null : { amount, currency });
  return {
    line: line === null ? null : lineOf(line),
    item: { line: line === null || named ? null : lineOf(line), reference: null, creditCode: null, limit: money(limit), outstanding: { amount: outstanding, currency }, drawn: money(drawn), due: money(due), ...named },
  };
};
const report = (cutOff: string, entries: readonly Entry[], changed: Partial<ReportStatement['data']> = {}, actor: Actor = banker): ReportStatement =>
  sent<ReportStatement>('ReportStatement', actor, '2026-06-30', { id: PROGRAMME, from: null, cutOff, found: entries.map(found), missing: [], ...changed }, directory);

const mirror = opened({ mode: 'mirror' });
const alone = (n: number): readonly Any[] => agreed(n).map((each) => (each.type === 'NominateLine' ? nominate(n, { batch: null }) : each));
/** A programme that the bank mirrors, with two lines of 100 that are open. */
const two: readonly Any[] = [...mirror, ...alone(1), activate(1), ...alone(2), activate(2)];
const lineIn = (book: Book, n: number): KnownLine => streamIn(book, `credit-line-${lineOf(n)}`).reduce<Line>((line, fact) => evolveLine(line, fact as never), absentLine) as KnownLine;
const differencesOf = (book: Book, n: number) => discrepanciesOf(lineIn(book, n).mirror).map(({ kind, cutOff, stated, recorded }) => [kind, cutOff, stated, recorded]);
const outcome = (all: readonly Any[], command: Any): unknown => {
  const got = tried(bookOf(...all), command);
  return typeof got === 'string' ? got : got.map(({ type, stream }) => [type, stream]);
};

describe('a statement of a bank', () => {
  it('is one fact on the whole file, and one in the stream of each line that it states', () => {
    const written = go(bookOf(...two), report('2026-05-31', [{ line: 2, outstanding: '40.00', limit: '100.00', drawn: '50.00', due: '1.00' }, { line: 1 }]));
    expect(written.map(({ type, stream, effectiveOn }) => [type, stream, effectiveOn])).toEqual([
      ['StatementReported', statementStream(PROGRAMME), '2026-05-31'], ['StatementNoted', `credit-line-${lineOf(2)}`, '2026-05-31'], ['StatementNoted', `credit-line-${lineOf(1)}`, '2026-05-31'],
    ]);
    expect(written[0]?.data).toMatchObject({ programme: PROGRAMME, cutOff: '2026-05-31', count: 2, outstanding: '40.00', currency: 'CNY', unknown: [], missing: [], reportedOn: '2026-06-30', by: { principal: 'bank-1' } });
    expect(written[1]?.data).toMatchObject({ line: lineOf(2), programme: PROGRAMME, limit: '100.00', outstanding: '40.00', drawn: '50.00', due: '1.00', mode: 'mirror' });
  });

  it('never refuses what the bank states: above the limit and the quota, on lines that were declined or closed, suspended or closed programmes', () => {
    const book = bookOf(...two, closeLine(2), nominate(3, { batch: null }), decline(3), suspend());
    expect(go(book, report('2026-05-31', [{ line: 1, outstanding: '999999.00', limit: '5.00' }, { line: 2, outstanding: '7.00' }, { line: 3, outstanding: '8.00' }]))).toHaveLength(4);
    expect(differencesOf(book, 1)).toEqual([['limit', '2026-05-31', '5.00', '100.00'], ['outstanding', '2026-05-31', '999999.00', '0.00'], ['over-limit', '2026-05-31', '999999.00', '100.00']]);
    expect(differencesOf(book, 2).map(([kind]) => kind)).toContain('outstanding-after-end');
    expect(outcome([...mirror, close()], report('2026-05-31', [{ line: null, named: { reference: 'A' } }]))).toEqual([['StatementReported', statementStream(PROGRAMME)]]);
  });

  it('keeps what it states of lines that we do not have, as it named them, and which of ours it leaves out', () => {
    const foreign = { ...found({ line: 9, outstanding: '3.00' }) };
    const [whole] = go(bookOf(...two), report('2026-05-31', [], {
      found: [foreign, found({ line: null, named: { reference: 'NO-77' }, outstanding: '4.00' }), found({ line: null, named: { creditCode: codeOf(5) }, outstanding: '5.00', limit: '6.00' }), found({ line: 1 })], missing: [lineOf(2)],
    }));
    expect(whole?.data).toMatchObject({
      count: 4, outstanding: '12.00', missing: [lineOf(2)], unknown: [
        { line: lineOf(9), reference: null, creditCode: null, limit: null, outstanding: '3.00', drawn: null, due: null },
        { line: null, reference: 'NO-77', creditCode: null, limit: null, outstanding: '4.00', drawn: null, due: null },
        { line: null, reference: null, creditCode: codeOf(5), limit: '6.00', outstanding: '5.00', drawn: null, due: null },
      ],
    });
  });

  it('takes a line of another programme for one that we do not have', () => {
    const elsewhere = [propose({ id: OTHER, mode: 'mirror' }), ...mirror.slice(1)].map((each) => ({ ...each, data: { ...each.data, id: OTHER } }) as Any);
    const there = [...elsewhere, nominate(4, { programme: OTHER, batch: null })];
    const written = go(bookOf(...two, ...there), report('2026-05-31', [{ line: 4, outstanding: '3.00' }]));
    expect(written).toMatchObject([{ type: 'StatementReported', data: { unknown: [{ line: lineOf(4), outstanding: '3.00' }] } }]);
    expect(written).toHaveLength(1);
  });

  it('names a line once, be it in two ways', () => {
    const twice = report('2026-05-31', [{ line: 1 }, { line: 2 }, { line: 1, named: { reference: 'NO-1' } }]);
    expect(outcome(two, twice)).toBe('credit-programme/line-twice');
    // Two that are none of ours may be anything.
    expect(outcome(two, report('2026-05-31', [{ line: null, named: { reference: 'A' } }, { line: null, named: { reference: 'B' } }]))).toHaveLength(1);
  });

  it('names a line in one way, or in several that are its own', () => {
    const differing = report('2026-05-31', [], { found: [found({ line: 1 }), { ...found({ line: null, named: { reference: 'A', creditCode: codeOf(2) } }), differs: true }] });
    try {
      go(bookOf(...two), differing);
      throw new Error('it was taken');
    } catch (error) {
      expect((error as Refusal).faults?.map(({ pointer, code }) => [pointer, code])).toEqual([['/lines/1', 'credit/names-differ']]);
    }
    // Whoever is not the bank learns nothing of what was found.
    expect(outcome(two, { ...differing, actor: checker })).toBe('credit-programme/not-the-bank');
  });

  it('tells all that is wrong with the file at once', () => {
    const wrong = report('2026-07-01', [{ line: 1 }, { line: 2, limit: '1.00', outstanding: '1.00', currency: 'USD' }, { line: 1, named: { reference: 'NO-1' } }], { from: '2026-07-02' });
    expect(() => go(bookOf(...two), wrong)).toThrow(Refusal);
    try {
      go(bookOf(...two), wrong);
    } catch (error) {
      expect((error as Refusal).faults.map(({ pointer, code }) => [pointer, code])).toEqual([
        ['/from', 'credit-programme/dates-reversed'], ['/cutOff', 'credit-programme/date-in-future'], ['/lines/1/limit/currency', 'credit-programme/another-currency'], ['/lines/1/outstanding/currency', 'credit-programme/another-currency'],
        ['/lines/2', 'credit-programme/line-twice'],
      ]);
    }
    expect(outcome(two, report('2026-06-30', [{ line: 1 }], { from: '2026-06-30' }))).toHaveLength(2);
  });

  it('said again for one cut-off corrects it, line by line', () => {
    const book = bookOf(...two, report('2026-05-31', [{ line: 1, outstanding: '10.00' }, { line: 2, outstanding: '20.00' }]));
    expect(differencesOf(book, 1)).toEqual([['outstanding', '2026-05-31', '10.00', '0.00']]);
    go(book, report('2026-05-31', [{ line: 1 }], { missing: [lineOf(2)] }));
    expect(differencesOf(book, 1)).toEqual([]);
    expect(differencesOf(book, 2)).toEqual([['outstanding', '2026-05-31', '20.00', '0.00']]);
  });

  it('may come out of order: differences go by cut-offs', () => {
    const [may, june] = [report('2026-05-31', [{ line: 1, outstanding: '10.00' }]), report('2026-06-29', [{ line: 1, outstanding: '30.00' }])];
    const [inOrder, reversed] = [bookOf(...two, may, june), bookOf(...two, june, may)];
    expect(differencesOf(reversed, 1)).toEqual([['outstanding', '2026-05-31', '10.00', '0.00'], ['outstanding', '2026-06-29', '30.00', '10.00']]);
    expect(differencesOf(inOrder, 1)).toEqual(differencesOf(reversed, 1));
  });

  it('of a thousand entries is taken whole', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => found(n < 2 ? { line: n + 1, outstanding: '0.01' } : { line: null, named: { reference: `R${n}` }, outstanding: '0.01' }));
    expect(go(bookOf(...two), report('2026-05-31', [], { found: many }))).toMatchObject([{ data: { count: 1_000, outstanding: '10.00' } }, {}, {}]);
  });

  it('rests on the programme and on each line that it was found to speak of', () => {
    expect(creditStatement.streamsOf(report('2026-05-31', [{ line: 1 }, { line: null, named: { reference: 'A' } }, { line: 1 }]))).toEqual([statementStream(PROGRAMME), `credit-programme-${PROGRAMME}`, `credit-line-${lineOf(1)}`]);
    expect(creditStatement.refersTo?.(report('2026-05-31', [], { parties: [OTHER] }))).toEqual({ organisations: [OTHER] });
  });
});

describe('what a bank’s files state and we do not have, and leave out', () => {
  const openIn = (book: Book): readonly OpenEntry[] => Object.values((streamIn(book, statementStream(PROGRAMME)) as unknown as readonly StatementFact[]).reduce(evolveOpen, noEntries));
  const ids = (book: Book): readonly string[] => openIn(book).map(({ id, since, explained }) => `${id} ${since} ${explained ?? 'open'}`);
  const at = (day: string, each: ReportStatement): ReportStatement => ({ ...each, at: `${day}T02:00:00.000Z` });
  const stranger_ = { line: null, named: { reference: 'NO-77' }, outstanding: '4.00' };
  const april = at('2026-05-02', report('2026-04-30', [{ line: 1 }, stranger_], { missing: [lineOf(2)] }));
  const explain = (discrepancy: string, actor: Actor = banker): ExplainDifference => sent<ExplainDifference>('ExplainDifference', actor, '2026-06-30', { id: PROGRAMME, discrepancy, reason }, directory);

  it('is open from the first file that told it, whatever later files say of others', () => {
    const book = bookOf(...two, april);
    const first = ['unknown:NO-77 2026-05-02 open', `missing:${lineOf(2)} 2026-05-02 open`];
    expect(ids(book)).toEqual(first);
    go(book, report('2026-05-31', [{ line: 1 }, { ...stranger_, outstanding: '6.00' }], { missing: [lineOf(2)] }));
    expect(ids(book)).toEqual(first);
    expect(openIn(book)[0]?.entry?.outstanding).toBe('6.00');
    go(book, report('2026-06-29', [{ line: 1 }]));
    expect(ids(book)).toEqual(first);
  });

  it('is open no longer once a later file finds it, by whichever name', () => {
    expect(ids(bookOf(...two, april, report('2026-05-31', [{ line: 2, named: { reference: 'NO-77' } }])))).toEqual([]);
    expect(ids(bookOf(...two, april, report('2026-05-31', [{ line: 2 }])))).toEqual(['unknown:NO-77 2026-05-02 open']);
    const byCode = report('2026-04-30', [{ line: null, named: { creditCode: codeOf(2) } }]);
    expect(ids(bookOf(...two, byCode, report('2026-05-31', [{ line: 2, named: { reference: 'NO-2', creditCode: codeOf(2) } }])))).toEqual([]);
    const again = report('2026-06-29', [{ line: 1 }, stranger_]);
    expect(ids(bookOf(...two, april, report('2026-05-31', [{ line: 2, named: { reference: 'NO-77' } }]), again))).toEqual(['unknown:NO-77 2026-06-30 open']);
  });

  it('is gone with the file that told it alone, where a file for the same cut-off corrects that', () => {
    const corrected = report('2026-04-30', [{ line: 1 }, { line: 2 }]);
    expect(ids(bookOf(...two, april, corrected))).toEqual([]);
    expect(ids(bookOf(...two, april, report('2026-05-31', [{ line: 1 }, stranger_]), corrected))).toEqual(['unknown:NO-77 2026-05-02 open']);
    expect(ids(bookOf(...two, april, april))).toEqual(['unknown:NO-77 2026-05-02 open', `missing:${lineOf(2)} 2026-05-02 open`]);
  });

  it('is explained by the bank alone, once, and stays so until it is found or another amount is stated', () => {
    expect(outcome([...two, april], explain('unknown:NO-77'))).toEqual([['StatementDifferenceExplained', statementStream(PROGRAMME)]]);
    for (const actor of [maker, association, stranger]) for (const each of ['unknown:NO-77', 'unknown:NO-78']) expect(outcome([...two, april], explain(each, actor))).toBe('credit-programme/not-the-bank');
    const explained = [...two, april, explain(`missing:${lineOf(2)}`), explain('unknown:NO-77')];
    expect(ids(bookOf(...explained, report('2026-05-31', [{ line: 1 }, stranger_])))).toEqual([`unknown:NO-77 2026-05-02 ${reason.text}`, `missing:${lineOf(2)} 2026-05-02 ${reason.text}`]);
    expect(ids(bookOf(...explained, report('2026-05-31', [{ line: 1 }, { ...stranger_, outstanding: '5.00' }])))[0]).toBe('unknown:NO-77 2026-05-02 open');
    expect(outcome(explained, explain('unknown:NO-77'))).toBe('credit-programme/discrepancy-unknown');
    for (const none of ['unknown:NO-78', 'missing:x', '__proto__']) expect(outcome([...two, april], explain(none))).toBe('credit-programme/discrepancy-unknown');
  });
});

describe('what a bank sends', () => {
  const schema = z.object(statementShape);
  const item = { outstanding: { amount: '1', currency: 'CNY' } };
  const faults = (lines: readonly object[]): readonly unknown[] => (schema.safeParse({ cutOff: '2026-05-31', lines }).error?.issues ?? []).map((issue) => [`/${issue.path.join('/')}`, 'params' in issue ? (issue.params as { code: string }).code : issue.code]);

  it('leaves out what it does not state', () => {
    expect(schema.parse({ cutOff: '2026-05-31', lines: [{ ...item, reference: ' A ', creditCode: ` ${codeOf(1).toLowerCase()} ` }] })).toEqual({
      from: null, cutOff: '2026-05-31', lines: [{ line: null, reference: 'A', creditCode: codeOf(1), limit: null, outstanding: cny('1.00'), drawn: null, due: null }],
    });
  });

  it('names each line, once', () => {
    expect(faults([item])).toEqual([['/lines/0/line', 'credit/line-not-named']]);
    for (const named of [{ line: lineOf(1) }, { reference: 'A' }, { creditCode: codeOf(1) }]) expect(faults([{ ...item, ...named }, { ...item, ...named }])).toEqual([['/lines/1', 'credit/line-twice']]);
    expect(faults([{ ...item, reference: 'A', creditCode: codeOf(1) }, { ...item, reference: 'B', creditCode: codeOf(1) }, { ...item, creditCode: codeOf(1) }])).toEqual([]);
  });

  it('has a cut-off that is no slip of the pen', () => {
    const of = (cutOff: string, from: string) => (schema.safeParse({ cutOff, from, lines: [{ ...item, reference: 'A' }] }).error?.issues ?? []).map((issue) => issue.path.join('/'));
    expect([of('1066-01-31', '1066-01-01'), of('1980-01-31', '1979-12-31'), of('2026-01-31', '2026-01-01')]).toEqual([['from', 'cutOff'], ['from'], []]);
  });

  it('has a line, a thousand at most, and amounts that are none below nothing', () => {
    expect(faults([])).toEqual([['/lines', 'too_small']]);
    expect(faults(Array.from({ length: 1_000 }, (_, n) => ({ ...item, reference: String(n) })))).toEqual([]);
    expect(faults(Array.from({ length: 1_001 }, (_, n) => ({ ...item, reference: String(n) })))).toEqual([['/lines', 'too_big']]);
    expect(faults([{ reference: 'A', outstanding: { amount: '-1', currency: 'CNY' } }])).toEqual([['/lines/0/outstanding/amount', 'money/malformed']]);
    expect(faults([{ reference: 'A', outstanding: { amount: '0', currency: 'CNY' } }])).toEqual([]);
  });
});

const situations: Readonly<Record<string, readonly Any[]>> = { absent: [], ledger: opened(), mirror };
const people: Readonly<Record<string, Actor>> = { 'issuer’s people': checker, 'bank’s people': banker, association, others: stranger };
const grid = remembered({
  corner: 'verb', rows: ['report-statement', 'explain'], columns: [...Object.keys(situations), 'who', 'others'],
  said: (verb, column) => {
    const by = (actor: Actor, all: readonly Any[]): string => {
      const file = report('2026-05-31', [{ line: null, named: { reference: 'A' } }]);
      const command = verb === 'explain' ? sent<ExplainDifference>('ExplainDifference', actor, '2026-06-30', { id: PROGRAMME, discrepancy: 'unknown:A', reason }, directory) : { ...file, actor };
      const got = tried(bookOf(...all, ...(verb === 'explain' && all === mirror ? [file] : [])), command);
      return typeof got === 'string' ? got : 'recorded';
    };
    if (column in situations) return by(banker, situations[column] ?? []);
    const outcomes = Object.values(people).map((actor) => by(actor, mirror));
    return column === 'who' ? Object.keys(people).filter((__, n) => outcomes[n] === 'recorded').join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

describe('the table of statements in docs/credit.md', () => {
  const part = sectionOf(text, '## Statements of a bank');
  it('says what the decider does', () => expect(gridDifferences(part, grid)).toEqual([]));
  it.each(grid.rows.flatMap((row) => grid.columns.map((column) => [row, column] as const)))('would be told of a wrong cell: %s, %s', (row, column) => {
    expect(gridDifferences(altered(part, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
});
