import { metrics } from '@entente/domain/journals/metrics';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Figure, Origin } from '@entente/domain/reporting/dataset';
import { expressionOf, formulas } from '@entente/domain/reporting/formulas';
import { baseOf } from '@entente/infra/reports/render/reasons-told';

/** What a figure is by definition: of which metric or formula, in which version, and what that says. */
export type Defined = Readonly<{ kind: Origin['kind']; id: string | null; version: number | null; title: Words; describes: Words }>;

const joined = (first: Words, second: Words): Words => ({ en: `${first.en} ${second.en}`, zh: `${first.zh}${second.zh}` });

/** What the catalogue of today does not have. */
const forgotten = (id: string): Pick<Defined, 'title' | 'describes'> =>
  ({ title: { en: id, zh: id }, describes: { en: 'This version of the node does not know it any more.', zh: '本节点的现行版本已无此项定义。' } });

const ofMetric = ({ metric, definition }: Origin & { kind: 'metric' }): Defined => {
  const known = metrics.find((each) => each.metric === metric);
  const { title, describes } = known ?? forgotten(metric);
  const moved: Words = { en: `(The words are those of definition ${known?.definition}, which holds now.)`, zh: `（以上为现行口径版本 ${known?.definition} 的表述。）` };
  return { kind: 'metric', id: metric, version: definition, title, describes: known && known.definition !== definition ? joined(describes, moved) : describes };
};

const ofFormula = (origin: Origin & { kind: 'formula' }): Defined => {
  const known = formulas.find(({ id }) => id === origin.formula);
  const { title, describes } = known ? { title: known.title, describes: expressionOf(known) } : forgotten(origin.formula);
  const base = { en: baseOf({ origin } as Figure, 'en'), zh: baseOf({ origin } as Figure, 'zh') };
  return { kind: 'formula', id: origin.formula, version: origin.version, title, describes: base.en === undefined ? describes : { en: `${describes.en}; ${base.en}`, zh: `${describes.zh}；${base.zh}` } };
};

/** What stands behind a figure, in words. */
export const definedBy = (origin: Origin): Defined => {
  switch (origin.kind) {
    case 'metric': return ofMetric(origin);
    case 'formula': return ofFormula(origin);
    case 'funnel': return {
      kind: 'funnel', id: origin.measure, version: origin.definition, title: { en: 'What became of a cohort of signings', zh: '签约批次跟踪' },
      describes: { en: 'Projects by the dates that are verified, each counted once; GET /v1/funnel tells the same.', zh: '每个项目计一次，以经核实的日期为准；GET /v1/funnel 可查同一数字。' },
    };
    case 'published': return {
      kind: 'published', id: origin.issue, version: null, title: { en: 'As an earlier issue published it', zh: '往期公布数' },
      describes: { en: `The figure at ${origin.path} in the issue of ${origin.period}, as it was published.`, zh: `${origin.period} 期 ${origin.path} 处的公布数。` },
    };
    case 'records': return { kind: 'records', id: null, version: null, title: { en: 'A count of records', zh: '记录数' }, describes: { en: 'How many records were as the table says.', zh: '符合该表条件的记录数。' } };
    case 'claim': return { kind: 'claim', id: origin.claim, version: null, title: { en: 'Announced', zh: '公布数' }, describes: { en: `In the words of a source: ${origin.text}`, zh: `来源原文：${origin.text}` } };
  }
};

/** The region, set or everywhere whose record a figure tells; null where it is made of other figures. */
export const regionOf = (origin: Origin): string | null =>
  (origin.kind === 'metric' || origin.kind === 'funnel' ? origin.question['region'] ?? origin.question['set'] ?? '*' : null);
