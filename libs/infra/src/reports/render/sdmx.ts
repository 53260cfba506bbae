import { metrics } from '@entente/domain/journals/metrics';
import { type DataSet, type Figure, figuresIn, type Origin } from '@entente/domain/reporting/dataset';
import { comparatorOf } from './comparator.js';
import { csvForPrograms } from './csv-text.js';
import { sdmxTime } from './sdmx-period.js';

const DIMENSIONS = ['FREQ', 'REF_AREA', 'COUNTERPART_AREA', 'INDICATOR', 'AMOUNT_KIND', 'UNIT_MEASURE', 'BREAKDOWN', 'ACCUMULATION', 'TIME_PERIOD'] as const;
const ATTRIBUTES = ['OBS_STATUS', 'COMPARATOR', 'LOW', 'HIGH', 'UNIT_MULT', 'DECIMALS', 'DEFINITION', 'AS_OF_POSITION'] as const;
/** Columns of an SDMX-CSV 2.0 message: the structure, what is to be done (`I`: information), the key, the value, attributes. */
const HEADER: readonly string[] = ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', ...DIMENSIONS, 'OBS_VALUE', ...ATTRIBUTES];
const STRUCTURE = ['dataflow', 'ENTENTE:COOPERATION(1.0.0)', 'I'] as const;

/** Parts of a question that have a dimension of their own, or are no part of what is counted. */
const APART = new Set(['region', 'set', 'counterpart', 'amountKind', 'currency', 'month', 'from', 'to', 'validAt', 'by']);
const ALL = '_T';

/** What else a question filters by, so that no two observations share a key: `edition=21+track=software`. */
const breakdownOf = (question: Readonly<Record<string, string>>): string => {
  const parts = Object.entries(question).filter(([name]) => !APART.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? ALL : parts.join('+');
};

type Observed = Readonly<{ figure: Figure; origin: Origin & { kind: 'metric' } }>;

/** What is dated to a year alone lies within that year, and is no observation of it. */
const isOfNoPeriod = ({ question }: Observed['origin']): boolean => /^\d{4}$/.test(question['month'] ?? '');

const codeOf = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, '_');
const decimalsOf = (value: string): string => String(value.split('.')[1]?.length ?? 0);

const observation = ({ figure, origin }: Observed, set: DataSet): readonly string[] => {
  const { metric, question, definition } = origin;
  const time = sdmxTime(question, metrics.find((each) => each.metric === metric)?.kind === 'stock', set.about);
  const { value, low, high, precision, unit, amountKind } = figure;
  const status = value === null ? 'M' : precision === 'approximate' ? 'E' : 'A';
  return [
    ...STRUCTURE, time.frequency, question['region'] ?? question['set'] ?? ALL, question['counterpart'] ?? ALL, codeOf(metric),
    codeOf(amountKind ?? question['amountKind'] ?? ALL), codeOf(unit), breakdownOf(question), time.accumulation, time.period,
    // Of what is missing on purpose, SDMX says NaN and not nothing.
    value ?? 'NaN', status, value === null ? '' : comparatorOf(figure), low ?? '', high ?? '', '0', value === null ? '' : decimalsOf(value), String(definition), set.edition === 'public' ? '' : String(set.known.position),
  ];
};

/**
 * The series of a data set as SDMX-CSV 2.0: every figure that is a metric, exact and in its own unit (`UNIT_MULT` is 0), with
 * the words of approximation as `COMPARATOR`. A figure that is printed twice is one observation; where two of one key differ,
 * the key does not say what they are, and neither is told.
 */
export const sdmxOf = (set: DataSet): Buffer => {
  const rows = figuresIn(set).flatMap(({ figure }) => (figure.origin.kind === 'metric' && !isOfNoPeriod(figure.origin) ? [observation({ figure, origin: figure.origin }, set)] : []));
  const byKey = new Map<string, readonly string[] | null>();
  for (const row of rows) {
    const key = row.slice(0, HEADER.indexOf('OBS_VALUE')).join('\n');
    const before = byKey.get(key);
    byKey.set(key, before === undefined || before?.join('\n') === row.join('\n') ? row : null);
  }
  return csvForPrograms([HEADER, ...[...byKey.values()].filter((row) => row !== null)]);
};
