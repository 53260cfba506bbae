import type { Words } from '@entente/domain/kernel/refusal';
import { daysOf } from '@entente/domain/reporting/report';
import type { Telling } from '../asking.js';
import { flowsTable } from './monthly-brief.flows.js';
import { levelsTable } from './monthly-brief.levels.js';
import { monthsTables } from './monthly-brief.months.js';
import { regionsTables } from './monthly-brief.regions.js';
import { monthOf } from './monthly-brief.spans.js';
import { stocksTable } from './monthly-brief.stocks.js';
import { mustKnowRegion } from './parts.regions.js';
import { placeName } from './places.js';

const KINDS: Words = {
  en: 'Amounts of different kinds and currencies stand in rows of their own and are never added. What is approximate stays so; projects that state no amount are counted beside the sums and not in them.',
  zh: '金额按口径与币种分列，互不相加。约数按约数列示；未载明金额的项目另行计数，不计入合计。',
};

/** The festival moves between the two, so neither month is like that of the year before. */
const BEGINNING: Words = {
  en: 'Each month stands by itself here. The Spring Festival lies in January or February, so the change of one of them on the year before is best read with that of the other.',
  zh: '本报表按单月列示。春节在一月或二月，两月的同比宜合并看待。',
};

/** The brief of a month: the month and the year to date, 同比 and 环比, and how each cumulative sum follows from what was published last. */
export const monthlyBrief: Telling = async (ask, { parameters, period }) => {
  const { region } = parameters;
  mustKnowRegion(ask.territory, region);
  const { from, to } = daysOf(period);
  const name: Words = region === undefined ? { en: 'all regions', zh: '全部地区' } : placeName(ask.territory, region, to);
  const month = await monthOf(ask, parameters, period);
  return {
    about: { from, to, validAt: to },
    title: { en: `Monthly brief, ${name.en}, ${period}`, zh: `${name.zh}月度运行快报（${period}）` },
    tables: [await flowsTable(month), await stocksTable(month), ...(await monthsTables(month)), ...(await regionsTables(month)), await levelsTable(month)],
    notes: [KINDS, ...(/-0[12]$/.test(period) ? [BEGINNING] : [])],
  };
};
