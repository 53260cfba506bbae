import type { Membership, Standing } from '@entente/domain/cooperation/alliance';
import { type DataSet, publicEdition, untied } from '@entente/domain/reporting/dataset';
import { alliances } from './alliances.js';
import { askOf, entry, type Entry } from './ask.samples.js';
import { figureAt, rowsAt, valueAt, wordsAt } from './reading.samples.js';

const ALLIANCE = 'a1';
const body = (organisation: string, more: Partial<Membership>): Membership => ({
  organisation, name: `${organisation}公司`, region: '510104', account: null, memberGrade: 'member', since: '2024-01', notBefore: '2024-01-10', from: '2024-01', to: null, regraded: false, application: null, grade: 'submitted', suspensions: [], ...more,
});
const members: readonly Membership[] = [
  body('b1', {}), body('b2', { since: '2024-05-03', from: '2024-05-03', region: '500101', suspensions: [{ from: '2024-06-01', to: '2024-06-01' }, { from: '2024-06-02', to: null }] }),
  body('b3', { to: '2024-05-20', suspensions: [{ from: '2024-04-05', to: '2024-04-08' }, { from: '2024-04-09', to: '2024-04-10' }] }), body('b4', { to: '2024-06-15' }), body('b4', { memberGrade: 'vice-chair', from: '2024-06-15', regraded: true }), body('b5', { since: null, from: null }),
];
const state = { status: 'founded', id: ALLIANCE, name: { zh: '软件联盟' }, memberships: members } as unknown as Standing;
const of = (on: string, value: string, more: Partial<Entry> & Readonly<{ memberGrade?: string }> = {}): Entry =>
  entry('alliances.members', on, { value, ...more, dims: { alliance: ALLIANCE, memberGrade: more.memberGrade ?? 'member', standing: 'active', ...more.dims } });
const entries = [
  of('2024-01-10', '3'), of('2024-05-03', '1', { region: '500101' }), of('2024-05-20', '-1'), of('2024-06-15', '-1'), of('2024-06-15', '1', { memberGrade: 'vice-chair' }), entry('alliances.members', '2024-05-03', { value: '9', dims: { alliance: 'other' } }),
];
const claim = (id: string, more: object) => ({
  id, opened: 1, version: 1,
  claim: { metric: 'alliances.members', scope: { territory: 'chuanyu', edition: null, session: null, from: null, to: '2024-06', kind: null, amountKind: null, alliance: ALLIANCE, declaration: null, pact: null, batch: null }, quantity: { value: '5', unit: 'member', op: '~', text: '约5家' }, source: { document: '通报', quote: '约5家' }, statedOn: null, ...more },
});
const claims = [claim('c1', {}), claim('c2', { quantity: { value: null, unit: 'member', op: '=', text: '多家' } }), claim('c3', { metric: 'alliances.bases' }), claim('c4', { scope: { ...claim('', {}).claim.scope, alliance: 'other' } })];
const ask = askOf({ entries, rows: { cooperation: [{ kind: 'alliance', state }], claims } });
const ofQuarter = { parameters: { alliance: ALLIANCE }, period: '2024-Q2' };

describe('the report on an alliance', () => {
  it('lists who is a member at the end of the quarter', async () => {
    const told = await alliances(ask, ofQuarter);
    expect(rowsAt(told, 'members')).toEqual(['b1', 'b2', 'b4', 'b5']);
    expect(['region', 'grade', 'since', 'standing'].map((column) => wordsAt(told, `members/b2/${column}`))).toEqual(['万州区', '会员', '2024-05-03', '中止']);
    expect(wordsAt(told, 'members/b4/grade')).toBe('副理事长');
    expect(told.tables[0]?.notes?.[0]?.en).toContain('1 of them');
    expect(told.about).toEqual({ from: '2024-04-01', to: '2024-06-30', validAt: '2024-06-30' });
  });

  it('counts them by region and grade, with what changed in the quarter', async () => {
    const told = await alliances(ask, ofQuarter);
    const row = (at: string) => ['before', 'now', 'change'].map((column) => valueAt(told, `${at}/${column}`));
    expect(row('by-region/all')).toEqual(['3', '3', '0']);
    expect(rowsAt(told, 'by-region')).toEqual(['all', '500000', '510000']);
    expect([row('by-region/500000'), row('by-region/510000')]).toEqual([['0', '1', '1'], ['3', '2', '-1']]);
    expect([row('by-grade/member'), row('by-grade/vice-chair')]).toEqual([['3', '2', '-1'], ['0', '1', '1']]);
    expect(figureAt(told, 'by-region/510000/now').origin).toMatchObject({ metric: 'alliances.members', question: { alliance: ALLIANCE, region: '510000', validAt: '2024-06-30' } });
    expect(told.tables.flatMap(untied)).toEqual([]);
  });

  it('names to the public no member, nor who was suspended, and no count of few', async () => {
    const { set } = publicEdition((await alliances(ask, ofQuarter)) as unknown as DataSet);
    expect(set.tables.map(({ id }) => id)).toEqual(['by-region', 'by-grade', 'announced']);
    expect(rowsAt(set, 'by-grade')).not.toContain('suspended');
    expect(JSON.stringify(set)).not.toMatch(/b[1-5]公司/);
    expect(['all', '500000', '510000'].map((region) => valueAt(set, `by-region/${region}/now`))).toEqual([null, null, null]);
  });

  it('tells each change once, and no suspension that never was', async () => {
    const told = await alliances(ask, ofQuarter);
    expect(rowsAt(told, 'changes')).toEqual(['b3.suspended', 'b3.resumed', 'b3.suspended.2', 'b3.resumed.2', 'b2.joined', 'b3.left', 'b2.suspended', 'b4.regraded']);
    expect(wordsAt(told, 'changes/b2.suspended/on')).toBe('2024-06-02');
    expect(rowsAt(await alliances(ask, { ...ofQuarter, period: '2024-Q1' }), 'changes')).toEqual(['b1.joined', 'b3.joined', 'b4.joined']);
  });

  it('sets what was announced beside what is recorded, and does not subtract words or what is not recorded', async () => {
    const told = await alliances(ask, ofQuarter);
    expect(rowsAt(told, 'announced')).toEqual(['c3', 'c1', 'c2']);
    expect(figureAt(told, 'announced/c1/announced')).toMatchObject({ value: '5', low: '4', high: '6', precision: 'approximate', origin: { kind: 'claim', claim: 'c1' } });
    expect(figureAt(told, 'announced/c1/recorded')).toMatchObject({ value: '3', origin: { question: { set: 'chuanyu', alliance: ALLIANCE, validAt: '2024-06-30' } } });
    expect(figureAt(told, 'announced/c1/difference')).toMatchObject({ value: '-2', low: '-3', high: '-1' });
    expect(figureAt(told, 'announced/c2/difference')).toMatchObject({ value: null, why: 'words-only' });
    expect(figureAt(told, 'announced/c3/recorded')).toMatchObject({ value: null, why: 'not-recorded' });
  });

  it('sets an announced level that names no day beside that of the last day it tells of', async () => {
    const open = claims.map((each) => (each.id === 'c1' ? { ...each, claim: { ...each.claim, scope: { ...each.claim.scope, to: null } } } : each));
    const told = await alliances(askOf({ entries, rows: { cooperation: [{ kind: 'alliance', state }], claims: open } }), { ...ofQuarter, period: '2024-Q1' });
    expect(figureAt(told, 'announced/c1/recorded').origin).toMatchObject({ question: { validAt: '2024-03-31' } });
  });

  it('is refused of an alliance that is not on record', async () => {
    await expect(alliances(ask, { parameters: { alliance: 'none' }, period: '2024-Q2' })).rejects.toMatchObject({ code: 'report/alliance-unknown', kind: 'invalid', faults: [{ pointer: '/parameters/alliance' }] });
  });
});
