import { boundOn, called, type PACT_KINDS, situationOn, type Standing } from '@entente/domain/cooperation/pact';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Row, Table } from '@entente/domain/reporting/dataset';
import { covers, reachOf } from '@entente/domain/territory/territory';
import { cooperation } from '@entente/domain/views/cooperation';
import type { Ask } from '../asking.js';
import { memberWith } from './cooperation.members.js';
import { byId } from './parts.measures.js';
import { column, row, text } from './parts.js';
import { placeName } from './places.js';

const KIND_WORDS: Readonly<Record<(typeof PACT_KINDS)[number], Words>> = {
  framework: { en: 'Framework agreement', zh: '框架协议' }, cooperation: { en: 'Cooperation agreement', zh: '合作协议' }, memorandum: { en: 'Memorandum', zh: '备忘录' }, scheme: { en: 'Scheme', zh: '工作方案' }, other: { en: 'Other', zh: '其他' },
};

/** The members that a pact is about: where those lie that it binds, or, where no parties are stated, what its territory reaches. */
const membersIn = ({ territory }: Ask, it: Standing, members: readonly string[], day: string): ReadonlySet<string> => {
  const bound = boundOn(it, day);
  const reached = bound.length > 0 || it.territory === null ? [] : reachOf(territory, [it.territory]).filter(({ spans }) => covers(spans, day)).map(({ region }) => region);
  const regions = [...bound.flatMap(({ region }) => region ?? []), ...reached];
  return new Set(regions.flatMap((region) => memberWith(territory, members, region, day) ?? []));
};

/** Pacts in force on a day that are about two or more of some regions. */
const between = async (ask: Ask, members: readonly string[], day: string): Promise<readonly Standing[]> =>
  (await ask.rows(cooperation)).flatMap(({ kind, state }) => (kind === 'pact' && state.status === 'in-force' && situationOn(state, day) === 'in-force' ? [state as Standing] : []))
    .filter((it) => membersIn(ask, it, members, day).size > 1)
    .toSorted(byId);

const rowOf = ({ territory }: Ask, it: Standing, day: string): Row => {
  const parties = boundOn(it, day).toSorted((a, b) => (a.organisation < b.organisation ? -1 : 1));
  const named = parties.map(({ name, region }) => ({ name, place: region === null ? undefined : placeName(territory, region, day) }));
  const joined = (language: keyof Words, sign: string, open: string, close: string): string =>
    named.map(({ name, place }) => `${name}${place === undefined ? '' : `${open}${place[language]}${close}`}`).join(sign);
  const title = called(it.title);
  const area = it.territory === null ? undefined : placeName(territory, it.territory, day);
  const unnamed: Words = { en: `not stated; about ${area?.en ?? '—'}`, zh: `未载明；适用于${area?.zh ?? '—'}` };
  return row(it.id, { en: it.title.en ?? title, zh: it.title.zh ?? title }, {
    kind: text(KIND_WORDS[it.kind], `/v1/pacts/${it.id}`), parties: text(named.length === 0 ? unnamed : { en: joined('en', ', ', ' (', ')'), zh: joined('zh', '、', '（', '）') }), since: text(it.from ?? { en: 'not stated', zh: '未载明' }), until: text(it.to ?? { en: 'open', zh: '未定' }),
  });
};

const UNDATED: Words = { en: 'A pact whose first day is not stated is listed and counts on no day.', zh: '生效日未载明的协议列名，不计入任何一日的数量。' };

const UNNAMED: Words = { en: 'A pact whose parties are not stated is listed by what it is about and counts nowhere.', zh: '当事方未载明的协议按适用地区列名，不计入数量。' };

/**
 * Which pacts bind regions of the set to each other. Those that are open to their parties alone are counted and not listed; for
 * the public there is no such pact (docs/pacts.md).
 */
export const pactsTable = async (ask: Ask, members: readonly string[], day: string): Promise<Table> => {
  const all = await between(ask, members, day);
  const open = all.filter(({ access }) => access === 'open');
  const closed = all.length - open.length;
  const undated = open.some(({ from }) => from === null);
  return {
    id: 'pacts', title: { en: 'Pacts in force between regions of the set', zh: '集合内各地区间的有效协议' }, rowsTitle: { en: 'Pact', zh: '协议' }, public: 'open',
    columns: [column('kind', 'Kind', '类别', 'text'), column('parties', 'Parties bound', '受约束方', 'text'), column('since', 'In force since', '生效日', 'text'), column('until', 'Until', '期限', 'text')],
    rows: open.map((it) => rowOf(ask, it, day)),
    notes: [...(undated ? [UNDATED] : []), ...(open.some((it) => boundOn(it, day).length === 0) ? [UNNAMED] : []), ...(closed === 0 ? [] : [{ en: `${closed} more are open to their parties alone: they are counted in the matrix and not listed.`, zh: `另有 ${closed} 项仅向当事方公开：计入矩阵，不列名。`, public: 'closed' as const }])],
  };
};
