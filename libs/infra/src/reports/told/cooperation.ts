import type { Words } from '@entente/domain/kernel/refusal';
import { daysOf } from '@entente/domain/reporting/report';
import { membersOn } from '@entente/domain/territory/territory';
import type { Telling } from '../asking.js';
import { exceptNotes, setNotes } from './cooperation.members.js';
import { squaresOf } from './cooperation.matrix.js';
import { pactsTable } from './cooperation.pacts.js';
import { datesOf, totalsTable } from './cooperation.totals.js';
import type { Measure } from './parts.measures.js';
import { mustKnowSet } from './parts.regions.js';
import { placeName } from './places.js';

const PAIRS: Words = { en: 'A pact of two regions stands in both of their rows, so these do not add up; on the diagonal stand pacts between bodies of one region.', zh: '两地协议在两地行中各列一次，不可相加；对角线为本地区各方之间的协议。' };
const HOSTS: Words = { en: 'Rows are hosts, columns are the regions on the other side.', zh: '行为落户地，列为合作对方地区。' };

const flowWords = ({ id, title }: Measure): Readonly<{ id: string; title: Words }> => ({
  id: id === 'count' ? 'flows' : `flows-${id.toLowerCase().replaceAll('.', '-')}`, title: { en: `${title.en}, region by region`, zh: `${title.zh}（地区间）` },
});

/** What regions of a set share in a quarter: pacts, region by region, and the flows between them. */
export const cooperation: Telling = async (ask, { parameters, period }) => {
  const { set = '' } = parameters;
  mustKnowSet(ask.territory, set);
  const { from, to } = daysOf(period);
  const nameOf = (code: string): Words => placeName(ask.territory, code, to);
  const all = membersOn(ask.territory, set, to);
  const members = all.map(({ region }) => region).sort();
  const of = (metric: string) => ({ ask, members, day: to, dates: datesOf(metric, period) });
  const flows = async (metric: string) => squaresOf(of(metric), metric, (measure) => ({ ...flowWords(measure), public: 'grouped', notes: [HOSTS] }));
  return {
    about: { from, to, validAt: to },
    title: { en: `Cooperation in ${nameOf(set).en}, ${period}`, zh: `${nameOf(set).zh}协同季报（${period}）` },
    tables: [
      await totalsTable(ask, set, period), await pactsTable(ask, members, to),
      ...(await squaresOf(of('pacts.present'), 'pacts.present', () => ({ id: 'matrix', title: { en: 'Pacts in force, region by region', zh: '有效协议（地区间）' }, public: 'closed', notes: [PAIRS] }))),
      ...(await flows('signings.count')), ...(await flows('signings.contracted')), ...(await flows('signings.received')),
    ],
    notes: [...setNotes(await ask.metric('signings.count', { set, ...datesOf('signings.count', period) }), nameOf), ...exceptNotes(all, nameOf)],
  };
};
