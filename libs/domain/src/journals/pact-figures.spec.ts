import type { PactCommand } from '../cooperation/pact/index.js';
import {
  A, after, among, association, B, C, chongqing, chengdu, D, directoryOf, draft, frozen, inForce, known, record, report, resume, reverse, sign, source, suspend, terminate, terms, verify, without, withdraw, wuhan,
} from '../cooperation/pact/pact.samples.js';
import type { Entry } from '../kernel/journal.js';
import { sums, upTo } from './figures.samples.js';
import { pactEntries } from './pact-figures.js';

const entries = (...commands: readonly PactCommand[]): readonly Entry[] => pactEntries(after(...commands));
const inForceOn = (day: string, ...commands: readonly PactCommand[]) => sums(upTo(entries(...commands), 'pacts.in-force', day), ({ region }) => region);
const pairsOn = (day: string, ...commands: readonly PactCommand[]) => sums(upTo(entries(...commands), 'pacts.present', day), ({ region, counterpart }) => `${region} ${counterpart ?? 'nobody'}`);
const overdueOn = (day: string, ...commands: readonly PactCommand[]) => sums(upTo(entries(...commands), 'pacts.obligations-overdue', day), ({ dims }) => dims.owner ?? '');

describe('pacts in force', () => {
  it('count one, split evenly among the regions of those who are bound', () => {
    expect(inForceOn('2024-03-31', ...inForce())).toEqual({});
    expect(inForceOn('2024-04-01', ...inForce())).toEqual({ 420100: '0.333333334', 500000: '0.333333333', 510100: '0.333333333' });
    expect(sums(upTo(entries(...inForce()), 'pacts.in-force', '2024-04-01'))).toEqual({ all: '1' });
    expect(inForceOn('2024-12-31', ...inForce(among([A, B])))).toEqual({ 500000: '0.5', 510100: '0.5' });
  });

  it('count on their last day, and on none after; and not while suspended', () => {
    expect(sums(upTo(entries(...inForce()), 'pacts.in-force', '2024-12-31'))).toEqual({ all: '1' });
    expect(sums(upTo(entries(...inForce()), 'pacts.in-force', '2025-01-01'))).toEqual({});
    const paused = [...inForce(), suspend({ clause: '3', from: '2024-06-01' }), ...[chengdu, chongqing, wuhan].map((by) => resume({ on: '2024-07-01' }, by, '2024-06-10T00:00:00.000Z'))];
    expect(['2024-05-31', '2024-06-01', '2024-06-30', '2024-07-01'].map((day) => sums(upTo(entries(...paused), 'pacts.in-force', day)).all ?? '0')).toEqual(['1', '0', '0', '1']);
  });

  it('are split anew when one leaves', () => {
    const left = [...inForce(), withdraw({ clause: '2', on: '2024-07-01' }, wuhan)];
    expect(inForceOn('2024-07-01', ...left)).toEqual({ 500000: '0.5', 510100: '0.5' });
    expect(pairsOn('2024-07-01', ...left)).toEqual({ '500000 510100': '1', '510100 500000': '1' });
  });

  it('count once for a region in which several lie, and pair it with itself', () => {
    const together = directoryOf({ ...known, [B]: { ...(known[B] as (typeof known)[string]), region: '510100' } });
    const of = inForce(among([A, B, C])).map((command) => ({ ...command, directory: together }));
    expect(inForceOn('2024-04-01', ...of)).toEqual({ 420100: '0.5', 510100: '0.5' });
    expect(pairsOn('2024-04-01', ...of)).toEqual({ '420100 510100': '1', '510100 420100': '1', '510100 510100': '1' });
  });

  it('count under the regions that are known', () => {
    const nowhere = directoryOf({ ...known, [B]: { ...(known[B] as (typeof known)[string]), region: null } });
    const of = inForce(among([A, B])).map((command) => ({ ...command, directory: nowhere }));
    expect(inForceOn('2024-04-01', ...of)).toEqual({ 510100: '1' });
    expect(pairsOn('2024-04-01', ...of)).toEqual({ '510100 nobody': '1' });
  });

  it('count from the day on which a document says, and not at all where it says none', () => {
    const { stated } = record().data;
    expect(sums(upTo(entries(record()), 'pacts.in-force', '2024-01-01'))).toEqual({ all: '1' });
    expect(entries(record({ stated: { ...stated, inForceFrom: null } }))).toEqual([]);
    expect(entries(record({ stated: { ...stated, parties: [] } }))).toEqual([]);
    expect(sums(upTo(entries(record(), terminate({ on: '2024-03', source }, association)), 'pacts.in-force', '2024-03-01'))).toEqual({});
    expect(entries(record()).map(({ grade }) => grade)).toEqual(entries(record()).map(() => 'attested'));
  });

  it('are none before they are signed', () => {
    expect(entries(draft())).toEqual([]);
    expect(entries(...frozen(), sign(A))).toEqual([]);
  });

  it('bind who accedes from his day on', () => {
    const late = [...frozen(among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }])), sign(A), sign(B), sign(C, {}, wuhan, '2024-07-01T00:00:00.000Z')];
    expect(Object.keys(pairsOn('2024-06-30', ...late))).toHaveLength(2);
    expect(Object.keys(pairsOn('2024-07-01', ...late))).toHaveLength(6);
  });
});

describe('obligations', () => {
  it('are due on their date, and overdue from the day after to the end', () => {
    expect(entries(...inForce()).filter(({ metric }) => metric === 'pacts.obligations-due')).toMatchObject([{ effectiveOn: '2024-06-30', region: '510100', value: '1', dims: { owner: A, obligation: 'work-plan' } }]);
    expect(['2024-06-30', '2024-07-01', '2024-12-31', '2025-01-01'].map((day) => overdueOn(day, ...inForce()))).toEqual([{}, { [A]: '1' }, { [A]: '1' }, {}]);
  });

  it('are fulfilled on the day that was reported, once verified, and open again when reversed', () => {
    const done = [...inForce(), report(), verify()];
    expect(entries(...done).filter(({ metric }) => metric.startsWith('pacts.obligations')).map(({ metric, effectiveOn }) => `${metric} ${effectiveOn}`)).toEqual(['pacts.obligations-due 2024-06-30', 'pacts.obligations-fulfilled 2024-05-06']);
    expect(overdueOn('2024-07-01', ...done, reverse())).toEqual({ [A]: '1' });
    expect(overdueOn('2024-07-01', ...inForce(), report())).toEqual({ [A]: '1' });
  });

  it('that were fulfilled count though they had no date, or it ended before', () => {
    const open = without({ obligations: [{ ...(terms.obligations[0] as (typeof terms.obligations)[number]), due: null }] });
    expect(entries(...inForce(open), report(), verify()).filter(({ metric }) => metric.startsWith('pacts.obligations')).map(({ metric }) => metric)).toEqual(['pacts.obligations-fulfilled']);
    const short = [...inForce(), report(), verify(), ...[chengdu, chongqing, wuhan].map((by) => terminate({ on: '2024-05-31' }, by))];
    expect(entries(...short).filter(({ metric }) => metric.startsWith('pacts.obligations')).map(({ metric }) => metric)).toEqual(['pacts.obligations-fulfilled']);
  });

  it('of a body without region count under none', () => {
    const nowhere = directoryOf({ ...known, [D]: { ...(known[D] as (typeof known)[string]), region: null, account: 'shanghai-commerce' } });
    const of = among([A, D], undefined, { obligations: [{ obligation: 'o', clause: null, owner: D, describes: 'x', due: '2024-05-01' }] });
    expect(entries(...inForce(of).map((command) => ({ ...command, directory: nowhere }))).filter(({ metric }) => metric.startsWith('pacts.obligations'))).toEqual([]);
  });
});
