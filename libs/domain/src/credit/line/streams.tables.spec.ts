import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decider } from '../../kernel/decider.js';
import type { Actor, Command, Fact, Recorded } from '../../kernel/message.js';
import { altered, type Grid, gridDifferences, remembered } from '../../kernel/tables.samples.js';
import { creditBatch } from '../batch/index.js';
import { creditConsent, type GiveConsent, type WithdrawConsent } from '../consent/index.js';
import { type ChangeQuota, type CloseProgramme, creditProgramme, type ReturnAllocation, type ReturnProposal } from '../programme/index.js';
import { creditStatement } from '../statement/index.js';
import { act, type Book, emptyBook } from './book.samples.js';
import { creditLine } from './line.js';
import {
  activate, active, allocate, approve, approveProgramme, BANK, bank, BATCH, borrower, close, cny, decline, directoryOf, draw, expire, expireReservation, explain, explainEntry, FIRM, freeze, granted, issuer, LINE, mirrored, nominate, openBatch, opened, post,
  PROGRAMME, propose, reason, reduce, release, releaseBatch, repay, reserve, resume, score, sign, state, suspend, voided,
} from './line.samples.js';

const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');

let commands = 0;
const sent = <C extends Command>(type: C['type'], actor: Actor, data: C['data']): C =>
  ({ type, id: `019a0c00-0000-7000-8000-9${String((commands += 1)).padStart(11, '0')}`, actor, at: '2026-03-15T02:00:00.000Z', directory: directoryOf(), data }) as unknown as C;
const CONSENT = '019a0c00-0000-7000-8000-000000090001';
const giveConsent = sent<GiveConsent>('GiveConsent', borrower, { id: CONSENT, borrower: FIRM, to: BANK, purpose: '授信审批', scope: 'totals', from: null, until: '2026-12-31', source: null });
const withdrawConsent = sent<WithdrawConsent>('WithdrawConsent', borrower, { id: CONSENT, reason });
const changeQuota = (amount: string) => sent<ChangeQuota>('ChangeQuota', issuer, { id: PROGRAMME, quota: cny(amount), reason, source: null });
const giveBack = sent<ReturnProposal>('ReturnProposal', issuer, { id: PROGRAMME, reason });
const returnAllocation = sent<ReturnAllocation>('ReturnAllocation', issuer, { id: PROGRAMME, region: '510104', amount: null });
const closeProgramme = sent<CloseProgramme>('CloseProgramme', issuer, { id: PROGRAMME, reason });

type Any = Decider<unknown, Command, Fact>;
const deciders = [creditLine, creditProgramme, creditBatch, creditStatement, creditConsent] as unknown as readonly Any[];
const deciderFor = ({ type }: Command): Any => {
  const of = (pattern: RegExp): boolean => pattern.test(type);
  const name = of(/Consent$/) ? 'credit-consent' : type === 'ReportStatement' || type === 'ExplainDifference' ? 'credit-statement' : of(/Batch$/) ? 'credit-batch' : of(/Programme$|Quota$|^ReturnProposal$|^ReturnAllocation$/) ? 'credit-programme' : 'credit-line';
  return deciders.find((each) => each.name === name) as Any;
};

/** A stream by what it is of. */
const nameOf = (stream: string): string => {
  if (stream === `credit-quota-${PROGRAMME}`) return 'quota';
  return stream.startsWith('credit-quota-') ? 'allocation' : stream.replace(/^credit-(\w+)-.*$/, '$1');
};
const namesOf = (streams: readonly string[]): string => [...new Set(streams.map(nameOf))].join(', ') || '–';

type Sample = readonly [before: readonly Command[], command: Command];
const owing = [...active, draw(), reserve()];
const inBatch = [...opened(), openBatch(), nominate({ batch: BATCH })];
const stated = [...mirrored, state('2026-03-31', [{ outstanding: '1.00' }])];
const lineOfNobody = '019a0c00-0000-7000-8000-0000000e0009';
/** Every verb, with samples that together write everything that it may write. */
const verbs: Readonly<Record<string, readonly Sample[]>> = {
  'programme: propose': [[[], propose()]],
  'programme: approve': [[[propose()], approveProgramme()], [[...opened(), changeQuota('5000.00')], { ...approveProgramme(), actor: bank(8) }]],
  'programme: return': [[[propose()], giveBack], [[...opened(), changeQuota('5000.00')], giveBack]],
  'programme: change-quota': [[opened(), changeQuota('5000.00')]],
  'programme: allocate': [[opened(), allocate()]],
  'programme: return-allocation': [[[...opened(), allocate()], returnAllocation]],
  'programme: suspend': [[opened(), suspend()]],
  'programme: resume': [[[...opened(), suspend()], resume()]],
  'programme: close': [[opened(), closeProgramme]],
  'programme: report-statement': [[mirrored, state('2026-03-31', [{ outstanding: '1.00' }])]],
  'programme: explain': [[[...mirrored, state('2026-03-31', [{ line: lineOfNobody, outstanding: '1.00' }])], explainEntry(`unknown:${lineOfNobody}`)]],
  'batch: open': [[opened(), openBatch()]],
  'batch: release': [[[...inBatch, decline()], releaseBatch([LINE])]],
  'line: nominate': [[opened(), nominate()], [[...opened(), openBatch()], nominate({ batch: BATCH })]],
  'line: approve': [[[...opened(), nominate()], approve()]],
  'line: decline': [[granted, decline()]],
  'line: sign': [[granted, sign()]],
  'line: activate': [[[...granted, sign()], activate()]],
  'line: reserve': [[active, reserve()]],
  'line: post': [[owing, post({ amount: cny('1.00') })]],
  'line: void': [[owing, voided()]],
  'line: draw': [[active, draw()], [owing, draw({}, bank(1), '2026-03-08')], [mirrored, draw()]],
  'line: repay': [[owing, repay({}, bank(1), '2026-03-08')], [mirrored, repay()]],
  'line: freeze': [[active, freeze()]],
  'line: release': [[[...active, freeze()], release()]],
  'line: reduce': [[owing, reduce()]],
  'line: score': [[active, score()]],
  'line: close': [[active, close()]],
  'line: explain': [[stated, explain({ discrepancy: 'outstanding:2026-03-31' })]],
  'line: expire': [[[...active, draw(), reserve({ expiresAt: '2027-01-10T00:00:00Z' }, borrower, '2026-12-20')], expire()]],
  'line: expire-reservations': [[owing, expireReservation()]],
  'consent: give': [[[], giveConsent]],
  'consent: withdraw': [[[giveConsent], withdrawConsent]],
};

const told = ([before, command]: Sample): Readonly<{ named: readonly string[]; written: readonly string[]; lane: string; facts: readonly Recorded[] }> => {
  const book: Book = emptyBook();
  for (const each of before) act(book, deciderFor(each), each);
  const decider = deciderFor(command);
  const named = decider.streamsOf(command);
  const facts = act(book, decider, command);
  return { named, written: facts.map(({ stream }) => stream), lane: decider.laneOf?.(command) ?? named[0], facts };
};

const columns = ['writes', 'guards', 'lane'] as const;
const grid: Grid = remembered({
  corner: 'verb of what', rows: Object.keys(verbs), columns,
  said: (verb, column) => {
    const all = (verbs[verb] ?? []).map(told);
    const written = [...new Set(all.flatMap((each) => each.written))];
    if (column === 'writes') return namesOf(written);
    if (column === 'lane') return [...new Set(all.map(({ lane }) => nameOf(lane)))].join(' or ');
    return namesOf([...new Set(all.flatMap(({ named }) => named))].filter((stream) => !written.includes(stream)));
  },
});

describe('the streams of docs/credit.md', () => {
  it('are those that deciders name and samples write', () => expect(gridDifferences(text, grid)).toEqual([]));

  it.each(Object.keys(verbs).flatMap((verb) => columns.map((column) => [verb, column] as const)))('would be told of a wrong cell: %s, %s', (verb, column) => {
    expect(gridDifferences(altered(text, grid, verb, column), grid)).toEqual([expect.stringContaining(`${verb} / ${column}: the text says 'something else'`)]);
  });

  it.each(Object.values(verbs).flat().map((sample) => [sample[1].type, sample] as const))('are all named beforehand: %s', (_, sample) => {
    const { named, written, facts } = told(sample);
    expect(facts.length).toBeGreaterThan(0);
    expect(written.filter((stream) => !named.includes(stream))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('are the allocation’s in place of the quota’s for a line that is granted from an allocation', () => {
    const [before, from] = [[...opened(), allocate(), nominate()], { allocation: '510104' }];
    const taken = [...before, approve(from)];
    for (const [given, command, quota] of [[before, approve(from), approve()], [taken, decline(from), decline()], [taken, reduce(from), reduce()], [[...taken, sign(), activate()], close(from), close()], [taken, expire(from), expire()]] as const) {
      const { named, written, lane } = told([given, command]);
      expect(namesOf(named)).toBe(namesOf(creditLine.streamsOf(quota)).replace('quota', 'allocation'));
      expect([nameOf(lane), namesOf(written)]).toEqual(['allocation', 'line, allocation']);
    }
  });

  it('never hold a quota still for a draw, a repayment or what becomes of them', () => {
    for (const command of [reserve(), post(), voided(), draw(), repay(), expireReservation()]) expect(creditLine.streamsOf(command).filter((stream) => stream.startsWith('credit-quota-'))).toEqual([]);
  });
});
