import type { EditionCommand } from '../convening/edition/index.js';
import * as edition from '../convening/edition/edition.samples.js';
import * as alliance from '../cooperation/alliance/alliance.samples.js';
import type { AllianceCommand } from '../cooperation/alliance/index.js';
import * as declaration from '../cooperation/declaration/declaration.samples.js';
import type { PactCommand } from '../cooperation/pact/index.js';
import * as pact from '../cooperation/pact/pact.samples.js';
import type { Kept } from '../kernel/kept.js';
import type { Fact, Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import { cooperation, type CooperationFact, type CooperationRow, kindOf, kinds } from './cooperation.js';

const after = viewSpecOf(cooperation);

/** Facts as they stand in a log that begins at position 10; each is learned of a day after the one before. */
const recorded = (stream: string, facts: readonly Fact[], from = 10): readonly Recorded<CooperationFact>[] => facts.map((fact, n) => ({
  ...fact, id: `fact-${from + n}`, position: from + n, stream, version: n + 1, schemaVersion: 1, recordedAt: `2024-06-${String(n + 1).padStart(2, '0')}T02:00:00.000Z`,
  commandId: `command-${from + n}`, ordinal: 0, metadata: { actor: pact.association },
}) as Recorded<CooperationFact>);

const PACT = `pact-${pact.PACT}`;
const ALLIANCE = `alliance-${alliance.ALLIANCE}`;
const DECLARATION = `declaration-${declaration.DECLARATION}`;
const EDITION = `edition-${edition.EDITION}`;
const rowOf = (stream: string, facts: readonly Fact[]): CooperationRow => after(...recorded(stream, facts)).rows[stream] as CooperationRow;
const ofPact = (...commands: readonly PactCommand[]) => rowOf(PACT, pact.history(...commands));
const todo = ({ tasks }: CooperationRow): readonly (readonly string[])[] => tasks.map(({ task, about, since }) => [task, about, since.slice(0, 10)]);

describe('what regions do together beside signings', () => {
  it('has one row each, of its kind, with its state, its version, where it came in and where it stands', () => {
    const facts = pact.history(...pact.frozen());
    expect(ofPact(...pact.frozen())).toMatchObject({ kind: 'pact', id: pact.PACT, state: pact.stateAfter(facts), version: 3, opened: 10, position: 12 });
  });

  it('is told apart by its stream, and no row touches another', () => {
    const all = [
      ...recorded(PACT, pact.history(pact.draft())), ...recorded(ALLIANCE, alliance.history(...alliance.founding), 20),
      ...recorded(DECLARATION, declaration.history(declaration.issue(), declaration.endorse()), 30), ...recorded(EDITION, edition.history(edition.open()).filter(({ type }) => cooperation.handles.includes(type)), 40),
    ];
    const { rows } = after(...all);
    expect(Object.entries(rows).map(([stream, { kind, id, version, opened, position }]) => [stream, kind, id, version, opened, position])).toEqual([
      [PACT, 'pact', pact.PACT, 1, 10, 10], [ALLIANCE, 'alliance', alliance.ALLIANCE, 4, 20, 23], [DECLARATION, 'declaration', declaration.DECLARATION, 2, 30, 31], [EDITION, 'edition', edition.EDITION, 1, 40, 40],
    ]);
    // However they lie in the log, each comes out the same.
    expect(after(...[...all].reverse().sort((a, b) => a.version - b.version)).rows).toEqual(rows);
  });

  it('is called what it was last called, and else as one can', () => {
    expect([ofPact(pact.draft()), ofPact(pact.draft(), pact.propose(), pact.counter()), ofPact(pact.record())].map(({ name }) => name)).toEqual(['软件产业合作协议', '软件产业深度合作协议', '框架协议']);
    expect(rowOf(ALLIANCE, alliance.history(alliance.propose())).name).toBe('示例联盟');
    expect(rowOf(DECLARATION, declaration.history(declaration.issue())).name).toBe('示例倡议书');
    // An edition has its own title once one is announced; before, the number in its series serves.
    const ofEdition = (...commands: readonly EditionCommand[]) => rowOf(EDITION, edition.history(...commands).filter(({ type }) => cooperation.handles.includes(type)));
    expect([ofEdition(edition.open()), ofEdition(edition.open(), edition.announce())].map(({ name }) => name)).toEqual(['示例软件博览会 21', '第二十一届']);
    // Where there is no Chinese name, another serves.
    expect(ofEdition(edition.open(), edition.announce({ title: { en: 'Twenty-first example' } })).name).toBe('Twenty-first example');
  });

  it('is told to those whom it concerns: a draft to its drafter, a pact to its parties, the rest to everyone', () => {
    expect(ofPact(pact.draft()).audience).toEqual({ open: false, only: true, regions: [], accounts: ['chengdu-commerce'] });
    expect(ofPact(pact.draft(), pact.propose()).audience).toEqual({ open: false, regions: ['420100', '500000', '510100'], accounts: ['chengdu-commerce', 'chongqing-commerce', 'wuhan-commerce'] });
    const open = pact.without({ access: 'open' });
    expect([...[pact.frozen(open), pact.inForce(open), pact.inForce()].map((commands) => ofPact(...commands))].map(({ audience }) => audience.open)).toEqual([false, true, false]);
    expect(rowOf(ALLIANCE, alliance.history(alliance.propose())).audience).toEqual({ open: true, regions: ['320500', '330100', '340100'], accounts: ['body-1', 'body-2', 'body-3'] });
    expect(rowOf(DECLARATION, declaration.history(declaration.issue())).audience).toEqual({ open: true, regions: [], accounts: [] });
    expect(rowOf(DECLARATION, declaration.history(declaration.issue(), declaration.endorse())).audience).toEqual({ open: true, regions: ['510100'], accounts: ['example-branch'] });
  });

  it('is told by who its bodies are today, too; a draft by that alone', () => {
    const today = { id: pact.A, name: '', status: 'live', from: null, to: null, into: null, region: '510100', account: 'new-park' } as const;
    const directory = { body: (id: string) => (id === pact.A ? today : undefined) };
    const audience = (row: CooperationRow) => (kinds[row.kind] as Kept<unknown>).audience(row.state, directory);
    expect(audience(ofPact(pact.draft())).accounts).toEqual(['new-park']);
    expect(audience(ofPact(pact.draft(), pact.propose())).accounts).toEqual(['chengdu-commerce', 'chongqing-commerce', 'new-park', 'wuhan-commerce']);
    const bodies = (row: CooperationRow) => (kinds[row.kind] as Kept<unknown>).bodies(row.state);
    expect([bodies(ofPact(pact.draft())), bodies(ofPact(pact.draft(), pact.propose()))]).toEqual([[pact.A], [pact.A, pact.B, pact.C]]);
    expect(bodies(rowOf(ALLIANCE, alliance.history(alliance.propose())))).toHaveLength(3);
    expect(bodies(rowOf(DECLARATION, declaration.history(declaration.issue(), declaration.endorse())))).toHaveLength(1);
  });

  it('keeps since when something is to be done, while it is', () => {
    const [draft, propose, freeze] = [pact.draft(), pact.propose(), pact.freeze()] as const;
    const [first, second] = [pact.sign(pact.B), pact.sign(pact.A)] as const;
    expect(todo(ofPact(draft))).toEqual([]);
    expect(todo(ofPact(draft, propose))).toEqual([['answer-offer', pact.B, '2024-06-02'], ['answer-offer', pact.C, '2024-06-02']]);
    expect(todo(ofPact(draft, propose, freeze))).toEqual([pact.A, pact.B, pact.C].map((each) => ['sign-pact', each, '2024-06-03']));
    expect(todo(ofPact(draft, propose, freeze, first))).toEqual([pact.A, pact.C].map((each) => ['sign-pact', each, '2024-06-03']));
    expect(todo(ofPact(draft, propose, freeze, first, second))).toEqual([['sign-pact', pact.C, '2024-06-03']]);
    // In force, what is owed under it is to be done, since the day on which it came about: the seventh fact.
    expect(todo(ofPact(...pact.inForce()))).toEqual([['fulfil-obligation', 'work-plan', '2024-06-07']]);
    // What comes again is new.
    expect(todo(ofPact(...pact.inForce(), pact.report(), pact.verify()))).toEqual([]);
    expect(todo(ofPact(...pact.inForce(), pact.report(), pact.verify(), pact.reverse()))).toEqual([['fulfil-obligation', 'work-plan', '2024-06-10']]);
  });

  it('asks of an alliance the founders who have not agreed, and of a joint initiative nothing', () => {
    const asked = (...commands: readonly AllianceCommand[]) => todo(rowOf(ALLIANCE, alliance.history(...commands)));
    expect(asked(alliance.propose(), alliance.agree())).toEqual([['agree-to-found', alliance.idOf(3), '2024-06-01']]);
    expect(asked(...alliance.founding)).toEqual([]);
    expect(asked(...alliance.founding, alliance.apply())).toEqual([['answer-application', alliance.APPLICATION, '2024-06-05']]);
    expect(rowOf(DECLARATION, declaration.history(declaration.issue())).tasks).toEqual([]);
  });

  it('begins with nothing: no state, no name, no tasks, and nobody who may know of it', () => {
    for (const [kind, { prefix, initial }] of Object.entries(kinds)) {
      expect(cooperation.initialRow(`${prefix}1`)).toEqual({ kind, id: '1', state: initial, version: 0, opened: 0, position: 0, name: '', audience: { open: false, regions: [], accounts: [] }, tasks: [] });
    }
  });

  it('follows the facts of its kinds and no others: what reserves a code has no row', () => {
    expect(cooperation.handles).toEqual(Object.values(kinds).flatMap(({ handles }) => handles));
    expect(new Set(cooperation.handles).size).toBe(cooperation.handles.length);
    expect(['EditionCodeReserved', 'SigningSubmitted', 'ClaimRecorded'].filter((type) => cooperation.handles.includes(type))).toEqual([]);
  });

  it('knows no other kind, and says so', () => {
    expect(Object.values(kinds).map(({ prefix }) => kindOf(`${prefix}1`))).toEqual(['pact', 'alliance', 'declaration', 'edition', 'credit-programme', 'credit-batch', 'credit-consent']);
    for (const stream of ['signing-1', 'claim-1', 'pacts-1', '', 'another-pact-1', 'credit-line-1', 'credit-quota-1', 'credit-statement-1']) expect(() => cooperation.initialRow(stream)).toThrow(`'${stream}' is no stream of a kind that is kept here.`);
  });
});
