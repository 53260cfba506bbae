import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { edition as editionDecider, activityShape, announceShape, openShape, outputShape } from '@entente/domain/convening/edition';
import { alliance as allianceDecider, membersOn, recordShape as allianceShape } from '@entente/domain/cooperation/alliance';
import { declaration as declarationDecider, issueShape } from '@entente/domain/cooperation/declaration';
import { audienceOf, pact as pactDecider, recordShape as pactShape } from '@entente/domain/cooperation/pact';
import type { Decider } from '@entente/domain/kernel/decider';
import { byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { claim as claimDecider, claimShape } from '@entente/domain/reporting/claim';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import { z } from 'zod';

import { announcedOfCooperation } from './announced.js';
import { bodies } from './bodies.js';
import { editions } from './conferences.js';
import { alliances, declarations, pacts } from './cooperation.js';
import { type Found, idOf } from './ids.js';
import { claims, signings } from './record.js';
import { setsOfRegions, setsOfSets } from './region-sets.js';
import { requestOf } from './requests.js';
import { conference } from './sources.js';

const found: Found = (kind, key) => {
  const known = kind === 'body' ? bodies.some((body) => body.key === key) : key in signings;
  if (!known) throw new Error(`There is no ${kind} ${key}.`);
  return commandIdOf('specification', kind, key);
};
const bodyBy = new Map(bodies.map(({ key, names, region, account = null }) => [found('body', key), { id: found('body', key), name: names[0]!.name, status: 'live', from: null, to: null, into: null, region, account } as const]));
const actor = { principal: 'administrator', organisation: 'hosting-association', role: 'administrator', region: '*' } as const;
const sets = new Set([...setsOfRegions, ...setsOfSets].map(({ id }) => id));

/** What each stream has come to, in the order in which the record is sent. */
const streams = new Map<string, Fact[]>();
const directory: Directory = {
  ...byCodes,
  regionFault: (code, date) => (sets.has(code) ? undefined : byCodes.regionFault(code, date)),
  body: (id) => bodyBy.get(id),
  edition: (code) => streams.has(`edition-code-${code}`),
  pact: (id) => {
    const { pact } = stateOf(pactDecider, [`pact-${id}`]);
    return pact.status === 'absent' ? undefined : { id, audience: audienceOf(pact), from: null, to: null };
  },
};
const stateOf = <State>(decider: Pick<Decider<State, never, never>, 'initialState' | 'evolve'>, of: readonly string[]): State =>
  of.flatMap((stream) => streams.get(stream) ?? []).reduce((state, fact) => decider.evolve(state, fact as never), decider.initialState);

/** Sends one item as the api would: the body put through its shape, the command to its decider, the facts to their streams. */
const enter = <State>(decider: unknown, stream: string, type: string, shape: z.ZodRawShape, sent: object, wrap: (data: object) => object = (data) => data): void => {
  const { decide, streamsOf, ...rest } = decider as Decider<State, Command<string, never>, Fact>;
  const { id = idOfStream(stream), ...body } = sent as { id?: string };
  const data = { id, ...wrap(z.strictObject(shape).parse(body)) };
  const command = { type, id: commandIdOf(stream, type), actor, at: '2026-01-05T00:00:00.000Z', directory, data } as never;
  try {
    for (const fact of decide(command, stateOf(rest as never, streamsOf(command)) as State)) {
      const to = (fact as { stream?: string }).stream ?? stream;
      streams.set(to, [...(streams.get(to) ?? []), { ...fact, stream: to } as Fact]);
    }
  } catch (error) {
    if (error instanceof Refusal) throw new Error(`${type} of ${stream}: ${error.code} ${JSON.stringify(error.faults)}`);
    throw error;
  }
};
const idOfStream = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

const streamOf = (code: string): string => `edition-${idOf('edition', code)}`;
for (const stream of Object.keys(signings).map((name) => `signing-${found('signing', name)}`)) streams.set(stream, [{ type: 'SigningSubmitted', effectiveOn: null, stream, data: { terms: { hosts: [], counterpart: null }, asked: [], owner: '510100' } } as Fact]);
for (const [code, { opening, announced, activities }] of Object.entries(editions)) {
  enter(editionDecider, streamOf(code), 'OpenEdition', openShape, opening);
  enter(editionDecider, streamOf(code), 'AnnounceEdition', announceShape, announced);
  for (const [key, activity] of Object.entries(activities)) enter(editionDecider, streamOf(code), 'RecordActivity', activityShape, requestOf.activity(key, activity, found));
}
for (const [key, pact] of Object.entries(pacts)) enter(pactDecider, `pact-${idOf('pact', key)}`, 'RecordPact', pactShape, requestOf.pact(key, pact, found), (stated) => ({ stated }));
for (const [key, alliance] of Object.entries(alliances)) enter(allianceDecider, `alliance-${idOf('alliance', key)}`, 'RecordAlliance', allianceShape, requestOf.alliance(key, alliance));
for (const [key, declaration] of Object.entries(declarations)) enter(declarationDecider, `declaration-${idOf('declaration', key)}`, 'IssueDeclaration', issueShape, requestOf.declaration(key, declaration), (issued) => ({ ...issued, text: null, sha256: null }));
for (const [code, { outputs }] of Object.entries(editions)) for (const [key, output] of Object.entries(outputs)) enter(editionDecider, streamOf(code), 'RecordOutput', outputShape, requestOf.output(key, output, found));
for (const [key, claim] of Object.entries(announcedOfCooperation)) enter(claimDecider, `claim-${commandIdOf('specification', key)}`, 'RecordClaim', claimShape, requestOf.claim(claim));

const editionOf = (code: string) => {
  const { edition } = stateOf(editionDecider, [streamOf(code)]);
  if (edition.status === 'absent') throw new Error(`There is no ${code}.`);
  return edition;
};
const pactOf = (key: string) => stateOf(pactDecider, [`pact-${idOf('pact', key)}`]).pact;
const allianceOf = (key: string) => stateOf(allianceDecider, [`alliance-${idOf('alliance', key)}`]).alliance;
const declarationOf = (key: string) => stateOf(declarationDecider, [`declaration-${idOf('declaration', key)}`]).declaration;

describe('The conferences of the opening record, as the domain decides them', () => {
  it('have numbers of their own, which are no years counted, and are of one series, founded once', () => {
    expect(readFileSync(join(__dirname, '..', '..', 'record', 'sources', conference), 'utf8')).toContain(`自${editions['cisc-21']!.opening.series.founded}年创办`);
    expect(['cisc-20', 'cisc-21'].map((code) => editionOf(code)).map(({ code, number, series, place, from, to }) => [code, number, series.founded, place, from, to])).toEqual([
      ['cisc-20', 20, '2003', null, null, null], ['cisc-21', 21, '2003', '510100', '2024-01-10', '2024-01-11'],
    ]);
  });

  it('hold two activities of the fourteen that are announced, with the attendance in its words', () => {
    const { activities, aspects } = editionOf('cisc-21');
    expect(aspects).toHaveLength(5);
    expect(Object.values(activities).map(({ name, attendance }) => [name.zh, attendance])).toEqual([
      ['主题大会', { value: '700', op: '<~', text: '近700人' }], ['区域协同合作洽谈', null],
    ]);
    expect(Object.values(editionOf('cisc-20').activities)).toMatchObject([{ name: { zh: '时空走廊' }, aspect: null, from: null, to: null, session: null, attendance: null, attendees: [], grade: 'attested' }]);
  });

  it('hold what came of them: with the session where the text says so, and what it is where that is recorded', () => {
    const told = Object.values(editionOf('cisc-21').outputs).map(({ kind, on, activity, refers, under, signatories }) =>
      [kind, on, activity === null ? null : editionOf('cisc-21').activities[activity]?.name.zh, refers?.kind ?? null, under === null ? null : pactOf('chengyu-software-framework').status, signatories.map(({ name }) => name)]);
    expect(told).toEqual([
      ['declaration', '2024-01-10', '区域协同合作洽谈', 'declaration', null, []],
      ['agreement', '2024-01-10', '区域协同合作洽谈', null, 'in-force', ['俄罗斯软件行业协会', '香港软件行业协会']],
      ['signing', '2024-01-10', '区域协同合作洽谈', null, null, []],
      ['list', null, '主题大会', null, null, []],
      ['credit', null, null, 'pact', null, []],
      ['report', null, null, null, null, []],
    ]);
    expect(Object.values(editionOf('cisc-20').outputs).map(({ kind, on, refers }) => [kind, on, refers?.kind])).toEqual([['signing', null, 'signing'], ['signing', null, 'signing']]);
  });
});

describe('The pacts, alliances and joint initiatives of the opening record, as the domain decides them', () => {
  it('are known from documents: no text, no signature, no day that none states', () => {
    for (const key of Object.keys(pacts)) expect(pactOf(key)).toMatchObject({ status: 'in-force', grade: 'attested', main: null, terms: null, from: null, to: null, signedOn: null });
    expect(declarationOf('western-software-initiative')).toMatchObject({ status: 'issued', grade: 'attested', text: null, issuer: null, issuedOn: '2024-01-10', edition: 'cisc-21' });
    for (const key of Object.keys(alliances)) expect(allianceOf(key)).toMatchObject({ status: 'founded', grade: 'attested', foundedOn: null });
  });

  it('have as parties whom their document names, and the framework none', () => {
    expect(Object.keys(pacts).map((key) => [key, (pactOf(key) as { parties: readonly { name: string }[] }).parties.map(({ name }) => name)])).toEqual([
      ['chengyu-software-framework', []], ['cluster-credit-scheme', ['中国工商银行成都分行']],
    ]);
  });

  it('count no park as an alliance, whatever it is called', () =>
    expect(Object.values(alliances).map(({ name }) => name.zh)).toEqual(['长三角软件产业基地服务联盟', '5G新材料产业技术创新战略联盟']));

  it('make no pact of the agreements of which one side only is named', () => {
    expect(Object.values(pacts).some(({ parties }) => parties.includes('russoft') || parties.includes('hong-kong-software-association'))).toBe(false);
  });

  it('have neither members nor endorsers, though ten of each are announced', () => {
    const alliance = allianceOf('delta-bases-alliance');
    expect(alliance.status === 'founded' && [alliance.founders, membersOn(alliance, '2026-01-05')]).toEqual([[], []]);
    expect(declarationOf('western-software-initiative')).toMatchObject({ endorsements: [] });
    const about = (metric: string): readonly unknown[] => Object.values(announcedOfCooperation).filter((claim) => claim.metric === metric).map(({ quantity, about: it }) => [quantity.value, it?.key]);
    expect([about('alliances.members'), about('declarations.endorsements'), about('alliances.bases-in-region')]).toEqual([
      [['10', 'delta-bases-alliance']], [['10', 'western-software-initiative']], [['11', 'delta-bases-alliance']],
    ]);
  });
});

type Dated = Readonly<{ from?: string; to?: string; on?: string; issuedOn?: string; source: Readonly<{ quote: string }> }>;

describe('What the record says of conferences and cooperation', () => {
  const items: readonly (readonly [string, Dated])[] = [
    ...Object.entries(editions).flatMap(([code, { opening, announced, activities, outputs }]) => [[code, opening], [`${code}, announced`, announced], ...Object.entries(activities), ...Object.entries(outputs)] as [string, Dated][]),
    ...[pacts, alliances, declarations].flatMap((all) => Object.entries(all) as [string, Dated][]),
  ];
  const NUMERALS: Readonly<Record<string, string>> = { 5: '五', 10: '十', 20: '二十', 21: '二十一' };

  it('has no date that its quote does not hold; the year stands once, with what was announced', () => {
    const days = items.flatMap(([name, { from, to, on, issuedOn, source }]) => [from, to, on, issuedOn].flatMap((date) => (date === undefined ? [] : [{ name, date, quote: source.quote }])));
    const isSaid = ({ date, quote }: (typeof days)[number]): boolean => {
      const [, month, day] = date.split('-').map(Number) as [number, number, number];
      return [`${month}月${day}日`, `January ${day}`, `January 10-${day}`].some((words) => quote.includes(words));
    };
    expect(days.filter((each) => !isSaid(each))).toEqual([]);
    expect(new Set(days.map(({ date }) => date.slice(0, 4)))).toEqual(new Set(['2024']));
    expect(editions['cisc-21']!.announced.source.quote).toContain('11 January 2024');
    expect(days.filter(({ name }) => name.startsWith('cisc-20'))).toEqual([]);
  });

  it('has no body that its quote does not name', () => {
    const named = [
      ...Object.entries(pacts).map(([name, { parties, source }]) => ({ name, keys: parties, quote: source.quote })),
      ...Object.values(editions).flatMap(({ activities, outputs }) => [
        ...Object.entries(activities).map(([name, { attendees = [], source }]) => ({ name, keys: attendees.flatMap(({ body }) => body ?? []), quote: source.quote })),
        ...Object.entries(outputs).map(([name, { signatories = [], source }]) => ({ name, keys: signatories, quote: source.quote })),
      ]),
    ];
    expect(named.flatMap(({ name, keys, quote }) => keys.filter((key) => !quote.includes(bodyBy.get(found('body', key))!.name)).map((key) => [name, key]))).toEqual([]);
    expect(named.flatMap(({ keys }) => keys)).toHaveLength(7);
    for (const { attendees = [], source } of Object.values(editions['cisc-21']!.activities)) for (const { name } of attendees) expect(source.quote).toContain(name);
  });

  it('has no number that its quote does not hold, and counts in the words of the quote', () => {
    expect(Object.entries(editions).filter(([, { opening: { number, source } }]) => !source.quote.includes(`第${NUMERALS[number]}届`))).toEqual([]);
    const counted = [...Object.values(announcedOfCooperation), ...Object.values(editions['cisc-21']!.activities).flatMap(({ attendance, source }) => (attendance ? [{ quantity: attendance, source }] : []))];
    for (const { quantity: { value, text }, source } of counted) {
      expect(source.quote).toContain(text);
      if (value !== undefined) expect([value, NUMERALS[value]].some((words) => words !== undefined && text.includes(words))).toBe(true);
      else expect(text).not.toMatch(/[\d一二两三四五六七八九十百]/);
    }
  });

  it('calls everything as its quote does, but for what is said of several', () => {
    const titled = [
      ...[pacts, declarations].flatMap((all) => Object.entries<{ title: { zh: string }; source: { quote: string } }>(all)).map(([name, { title, source }]) => ({ name, title: title.zh, quote: source.quote })),
      ...Object.entries(alliances).map(([name, it]) => ({ name, title: it.name.zh, quote: it.source.quote })),
      ...Object.values(editions).flatMap(({ outputs }) => Object.entries(outputs).map(([name, { title, source }]) => ({ name, title: title.zh, quote: source.quote }))),
    ];
    expect(titled.filter(({ title, quote }) => !quote.includes(title)).map(({ title }) => title)).toEqual([
      '优卡集团总部落户成都', '数聚智造人工智能总部落户成都', '成渝地区双城经济圈软件产业协同框架下的合作协议', '软件和信息服务集群主动授信创新方案：首批授信',
    ]);
  });

  it('gives a claim a name of its own among all claims', () => {
    expect(Object.keys(announcedOfCooperation).filter((name) => name in claims)).toEqual([]);
  });
});
