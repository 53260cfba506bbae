import { called } from '@entente/domain/cooperation/pact';
import type { Known } from '@entente/domain/convening/edition';
import { edtfInterval } from '@entente/domain/kernel/period';
import type { Words } from '@entente/domain/kernel/refusal';
import type { DataSet, Row, Table } from '@entente/domain/reporting/dataset';
import { type Days, refuseReport } from '@entente/domain/reporting/report';
import { termsAt } from '@entente/domain/signing/signing';
import { cooperation } from '@entente/domain/views/cooperation';
import { signings } from '@entente/domain/views/signings';
import type { Ask } from '../asking.js';
import { column, text } from './parts.js';
import { placeName } from './places.js';

/**
 * The edition of a code, as it was known.
 * @throws Refusal (invalid) where none is on record.
 */
export const editionOf = async (ask: Ask, code: string): Promise<Known> => {
  const found = (await ask.rows(cooperation)).flatMap(({ kind, state }) => (kind === 'edition' && state.status === 'open' && state.code === code ? [state] : []))[0];
  if (found) return found;
  throw refuseReport('report/edition-unknown', '/parameters/edition');
};

/** The days of a conference; `stated` tells whether they are its own, or those of its signings. */
export type Held = Days & Readonly<{ stated: boolean }>;

/**
 * The days on which an edition was held; of one that is dated coarsely, all days that its dates cover. Where no source states
 * them, they are those of its signings that are on record.
 * @throws Refusal (invalid) where its signings state none either.
 */
export const heldDays = async (ask: Ask, { code, from, to }: Pick<Known, 'code' | 'from' | 'to'>): Promise<Held> => {
  const [first, last] = [from ?? to, to ?? from];
  if (first !== null && last !== null) return { from: edtfInterval(first).from, to: edtfInterval(last).to, stated: true };
  const days = (await ask.rows(signings)).flatMap(({ state }) => {
    if (state.status !== 'admitted' && state.status !== 'terminated') return [];
    const { edition, signedOn } = termsAt(state);
    return edition === code && signedOn !== null ? [edtfInterval(signedOn)] : [];
  });
  const [earliest, latest] = [days.map((day) => day.from).toSorted()[0], days.map((day) => day.to).toSorted().at(-1)];
  if (earliest === undefined || latest === undefined) throw refuseReport('report/edition-undated', '/parameters/edition');
  return { from: earliest, to: latest, stated: false };
};

/** An edition by its title, or by its series and number. */
export const editionName = ({ title, series, number }: Known): Words => {
  const name = (of: Readonly<{ zh?: string | undefined; en?: string | undefined }>): Words => ({ en: of.en ?? called(of), zh: called(of) });
  return title ? name(title) : { en: `${name(series.name).en} ${number}`, zh: `${name(series.name).zh}第${number}届` };
};

const UNSTATED: Words = { en: 'not stated', zh: '未载明' };

/** Whether a data set tells of a conference whose days no source states. */
export const isUndated = ({ tables }: DataSet): boolean => {
  const days = tables.find(({ id }) => id === 'edition')?.rows.find(({ id }) => id === 'days')?.cells['fact'];
  return days !== undefined && 'text' in days && days.text.zh === UNSTATED.zh;
};

/** What is known of an edition, in words. */
export const editionTable = ({ territory }: Ask, it: Known, held: Held): Table => {
  const { place, from, to, theme, venue, code } = it;
  const plain = (value: string | null): Words => (value === null ? UNSTATED : { en: value, zh: value });
  const row = (id: string, title: Words, fact: Words): Row => ({ id, title, cells: { fact: text(fact) } });
  return {
    id: 'edition', title: { en: 'The edition', zh: '会议概况' }, rowsTitle: { en: 'About', zh: '项目' }, public: 'open', columns: [column('fact', 'As recorded', '登记内容', 'text')],
    rows: [
      { id: 'name', title: { en: 'Name', zh: '名称' }, cells: { fact: text(editionName(it), `/v1/editions/${it.id}`) } },
      row('code', { en: 'Code', zh: '代码' }, plain(code)),
      row('place', { en: 'Place', zh: '举办地' }, place === null ? UNSTATED : placeName(territory, place, held.to)),
      row('days', { en: 'Days', zh: '会期' }, plain(from === to || to === null ? from : `${from ?? '?'} – ${to}`)),
      row('theme', { en: 'Theme', zh: '主题' }, theme ? { en: theme.en ?? called(theme), zh: called(theme) } : UNSTATED),
      row('venue', { en: 'Venue', zh: '会场' }, plain(venue)),
    ],
  };
};
