import { type Accepted, type Answer } from './http.js';
import { taken } from './keys.js';
import { entriesOf, type MetricBody, plus } from './metrics.js';
import type { CommandOptions, TestNode } from './node.js';
import { ADMIN, CHENGDU, CHONGQING, SHANGHAI } from './samples.js';

export type Member = Readonly<{ organisation: string; grade: string; since: string | null; gradeSince: string | null; suspended: boolean; known: string }>;
export type Ballot = Readonly<{ electorate: readonly Readonly<{ organisation: string; voted: boolean; byLetter: boolean; choice: string | null }>[]; quorum: number; voted: number; outcome: string; votes: object | null }>;
export type Alliance = Readonly<{
  id: string; status: string; version: number; count: number; founders: readonly Readonly<{ organisation: string; agreed: boolean | null }>[]; members: readonly Member[];
  applications: readonly Readonly<{ application: string; status: string; ballots: readonly Ballot[] }>[];
  secretariat: Readonly<{ organisation: string; to: string | null }> | null; history: readonly Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>[];
}>;
export type Members = Readonly<{
  day: string; count: number; undatedCount: number; withoutRegion: number; members: readonly Member[]; undated: readonly Member[]; question: string; asOf: Readonly<{ position: number }>;
  announced: readonly Readonly<{ claim: string; quantity: Readonly<{ value: string; text: string }>; recorded: Readonly<{ value: string | null; question?: string }> }>[];
}>;
export type Page = Readonly<{ items: readonly Readonly<{ id: string; count: number }>[]; next: string | null }>;


export const charter = { document: '长三角软件产业基地联盟章程', quote: '联盟由十家基地共同发起。' };
export const called = (zh: string) => ({ name: { zh }, kind: 'industry' });

/** Bodies that found and join alliances, and what is sent about them; the body of Chengdu asks, and runs the secretariat. */
export type Alliances = Readonly<{
  chengdu: string; chongqing: string; shanghai: string;
  /** Bodies without an account, for which the officers of their region speak. */
  parks: readonly string[];
  register: (name: string, region?: string, account?: string) => Promise<string>;
  act: <T = Accepted>(id: string, verb: string, as: string, body: object, options?: CommandOptions) => Promise<Answer<T>>;
  get: (id: string, query?: string, api?: number) => Promise<Alliance>;
  membersOf: (id: string, query: string, api?: number) => Promise<Members>;
  /** The number of members, told by the list, by the metric and by the entries behind the metric. */
  counted: (id: string, query: string) => Promise<readonly string[]>;
  /** An alliance that all founders founded. */
  founded: (zh: string, founders: readonly string[], rules?: object) => Promise<string>;
  /** The application of a body to join. */
  applied: (id: string, organisation: string | undefined) => Promise<string>;
}>;

const PARKS = 9;

export const alliancesOn = async (node: TestNode): Promise<Alliances> => {
  const register: Alliances['register'] = async (name, region, account) =>
    (await taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type: 'park' }], ...(region && { region }), ...(account && { account }), source: charter }))).id;
  const chengdu = await register('成都软件基地', '510100', 'region-510100');
  const chongqing = await register('重庆软件基地', '500000', 'region-500000');
  const shanghai = await register('上海软件基地', '310000', 'region-310000');
  const parks: string[] = [];
  for (let n = 1; n <= PARKS; n += 1) parks.push(await register(`成都第${n}软件园`, n % 2 === 0 ? '510107' : '510104'));

  const act: Alliances['act'] = (id, verb, as, body, options = {}) => node.command(`/v1/alliances/${id}/${verb}`, as, body, options);
  const membersOf: Alliances['membersOf'] = (id, query, api = 0) => taken(node.call<Members>('GET', `/v1/alliances/${id}/members?${query}`, { as: 'report', api }));
  return {
    chengdu, chongqing, shanghai, parks, register, act, membersOf,
    get: (id, query = '', api = 0) => taken(node.call<Alliance>('GET', `/v1/alliances/${id}${query}`, { as: SHANGHAI, api })),
    counted: async (id, query) => {
      const { count, question, withoutRegion } = await membersOf(id, query);
      const metric = await taken(node.get<MetricBody>(`/v1/metrics/alliances.members?alliance=${id}&${query}`));
      const entries = await entriesOf(node, 'alliances.members', question.split('?')[1] ?? '');
      return [String(count - withoutRegion), metric.totals[0]?.value ?? '0', String(plus(entries.map(({ value }) => value ?? '0')) / 1_000_000_000n)];
    },
    founded: async (zh, founders, rules = {}) => {
      const { id } = await taken(node.command('/v1/alliances', CHENGDU, { ...called(zh), founders, rules, secretariat: { organisation: chengdu }, as: chengdu }));
      const speaker = (body: string): string => (body === chongqing ? CHONGQING : body === shanghai ? SHANGHAI : CHENGDU);
      for (const founder of founders.filter((each) => each !== chengdu)) await taken(act(id, 'found', speaker(founder), { as: founder }));
      return id;
    },
    applied: async (id, organisation) => (await taken(act<Accepted & { application: string }>(id, 'apply', CHENGDU, { organisation }))).application,
  };
};
