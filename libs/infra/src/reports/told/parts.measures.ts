import { type Metric, metrics } from '@entente/domain/journals/metrics';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Question } from '../asking.js';

/** What is measured: a metric in one unit and, of amounts, of one kind. Currencies and kinds are never added to each other. */
export type Measure = Readonly<{
  /** Stable, as paths are made of it: `count`, `received.CNY`, `contracted.CNY.contract-value`. */
  id: string;
  title: Words;
  metric: string;
  unit: string;
  /** The kind of an amount; empty of all else. */
  kind: string;
}>;

const KINDS: Readonly<Record<string, Words>> = {
  'total-investment': { en: 'total investment', zh: '总投资' },
  'contract-value': { en: 'contract value', zh: '合同金额' },
  'agreed-investment': { en: 'agreed investment', zh: '协议投资额' },
  'fund-size': { en: 'fund size', zh: '基金规模' },
  unspecified: { en: 'kind not stated', zh: '口径未载明' },
};

const definedAs = (name: string): Metric => {
  const found = metrics.find(({ metric }) => metric === name);
  if (!found) throw new RangeError(`There is no metric '${name}'; see GET /v1/metrics.`);
  return found;
};

/** The title of a metric of the catalogue. */
export const titleOf = (metric: string): Words => definedAs(metric).title;

const isMoney = (metric: string): boolean => definedAs(metric).unit === 'money';

/** What a metric is called among the rows of a report: `contracted` of `signings.contracted`. */
export const shortOf = (metric: string): string => metric.slice(metric.indexOf('.') + 1);

/** A metric in one of its units, which for money is a currency, and kinds. */
export const measureOf = (metric: string, unit: string, kind = ''): Measure => {
  const { title } = definedAs(metric);
  const id = [shortOf(metric), ...(isMoney(metric) ? [unit] : []), ...(kind === '' ? [] : [kind])].join('.');
  if (!isMoney(metric)) return { id, title, metric, unit, kind };
  const words = kind === '' ? undefined : (KINDS[kind] ?? { en: kind, zh: kind });
  return {
    id, metric, unit, kind,
    title: { en: `${title.en} (${[words?.en, unit].filter(Boolean).join(', ')})`, zh: `${title.zh}（${[words?.zh, unit].filter(Boolean).join('，')}）` },
  };
};

/** The measures of a metric that need no answer to be known: the one of a count, and none of money. */
export const plainMeasures = (metric: string): readonly Measure[] => (isMoney(metric) ? [] : [measureOf(metric, definedAs(metric).unit)]);

/** A measure of a metric by its id, as an earlier issue has it; undefined where it is one of another metric. */
export const measureWithId = (metric: string, id: string): Measure | undefined => {
  const [name, unit = definedAs(metric).unit, kind = ''] = id.split('.');
  const measure = name === shortOf(metric) ? measureOf(metric, unit, kind) : undefined;
  return measure?.id === id ? measure : undefined;
};

/** What a question says beside the rest, so that it asks for this measure alone. */
export const onlyIn = ({ metric, unit, kind }: Measure): Question => (isMoney(metric) ? { currency: unit, ...(kind === '' ? {} : { amountKind: kind }) } : {});

export const byId = (a: Readonly<{ id: string }>, b: Readonly<{ id: string }>): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
