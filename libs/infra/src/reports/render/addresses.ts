import { metrics } from '@entente/domain/journals/metrics';
import type { DataSet, Figure, Known, Operand, Origin } from '@entente/domain/reporting/dataset';
import { metricsBehind } from '../cohort.js';

/**
 * Where one can ask for what stands behind a figure: `href` is an address of the api, `path` a figure of the same data set.
 * `of` names the operand of a formula, or the metric of a ratio, that it stands behind.
 */
export type Address = Readonly<{ href: string; of?: string }> | Readonly<{ path: string; of: string }>;

/** Which records can be read by their id, by how the names of their streams begin. */
const RECORDS = [
  ['signing-', 'signings'], ['pact-', 'pacts'], ['alliance-', 'alliances'], ['declaration-', 'declarations'], ['edition-', 'editions'], ['claim-', 'claims'],
  ['document-', 'documents'], ['organisation-', 'organisations'], ['report-', 'reports/issues'], ['credit-line-', 'credit-lines'],
  ['credit-programme-', 'credit-programmes'], ['credit-batch-', 'credit-batches'], ['credit-consent-', 'credit-consents'],
] as const;

const asked = (question: Readonly<Record<string, string>>, { position }: Known): string =>
  [...Object.entries(question).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`), `asOf=position:${position}`].join('&');

/** Entries are not divided: they are those of the whole filter. */
const entriesOf = (metric: string, { by: _, ...question }: Readonly<Record<string, string>>, known: Known, base: string): string =>
  `${base}/v1/metrics/${encodeURIComponent(metric)}/entries?${asked(question, known)}`;

/** A ratio has no entries of its own; those of the two metrics that it divides stand behind it. */
const ofMetric = (metric: string, question: Readonly<Record<string, string>>, known: Known, base: string): readonly Address[] => {
  const ratio = metrics.find((each) => each.metric === metric && each.kind === 'ratio');
  if (ratio?.kind !== 'ratio') return [{ href: entriesOf(metric, question, known, base) }];
  return [ratio.of, ratio.over].map((of) => ({ of, href: entriesOf(of, question, known, base) }));
};

/** Behind a member of a cohort stand the entries of the metric that it counts; of one that is made of several, those of each. */
const ofCohort = ({ question, measure }: Origin & { kind: 'funnel' }, known: Known, base: string): readonly Address[] => {
  const [present = '', ...behind] = metricsBehind(measure);
  const [only, ...others] = behind.length === 0 ? [present] : behind;
  if (only !== undefined && others.length === 0) return [{ href: entriesOf(only, question, known, base) }];
  return [{ of: 'cohort', href: `${base}/v1/funnel?${asked(question, known)}` }, ...behind.map((of) => ({ of, href: entriesOf(of, question, known, base) }))];
};

/** Streams that keep what is taken (codes, numbers) are no records that can be opened. */
const isRecord = (stream: string): boolean => !stream.startsWith('edition-code-');

const ofRecord = (stream: string, base: string): readonly Address[] => {
  const [beginning, route] = (isRecord(stream) ? RECORDS : []).find(([start]) => stream.startsWith(start)) ?? [];
  return beginning === undefined ? [] : [{ href: `${base}/v1/${route}/${encodeURIComponent(stream.slice(beginning.length))}` }];
};

const ofOperand = (name: string, operand: string | Operand, known: Known, base: string): readonly Address[] =>
  typeof operand === 'string' ? [{ path: operand, of: name }] : addressesOf(operand, known, base).map((address) => ({ ...address, of: name }));

/**
 * Every address behind a figure, at the position at which the data set was frozen: one for a metric, a cohort, a claim or a
 * published figure, one for each operand of a formula, and one for each record that is listed.
 */
export const addressesOf = ({ origin }: Pick<Figure, 'origin'>, known: Known, base: string): readonly Address[] => {
  switch (origin.kind) {
    case 'metric':
      return ofMetric(origin.metric, origin.question, known, base);
    case 'funnel':
      return ofCohort(origin, known, base);
    case 'formula':
      return Object.entries(origin.operands).flatMap(([name, operand]) => ofOperand(name, operand, known, base));
    case 'published':
      return [{ href: `${base}/v1/reports/issues/${encodeURIComponent(origin.issue)}` }];
    case 'records':
      return origin.streams.flatMap((stream) => ofRecord(stream, base));
    case 'claim':
      return [{ href: `${base}/v1/claims/${encodeURIComponent(origin.claim)}` }];
  }
};

/** The addresses behind a figure of a data set that its readers may open: where these are everybody, no address of the api, which asks for a key. */
export const addressesIn = ({ known, edition }: Pick<DataSet, 'known' | 'edition'>, figure: Pick<Figure, 'origin'>, base: string): readonly Address[] =>
  addressesOf(figure, known, base).filter((address) => edition !== 'public' || 'path' in address);

/** The one address of a figure's entries, or null where it is made of several others: `addressesOf` names them. */
export const entriesAddress = (figure: Pick<Figure, 'origin'>, known: Known, base: string): string | null => {
  const [first, ...more] = addressesOf(figure, known, base);
  return first !== undefined && more.length === 0 && 'href' in first ? first.href : null;
};

/** The number card of a figure, by its short code. */
export const cardAddress = (code: string, base: string): string => `${base}/cards/${encodeURIComponent(code)}`;
