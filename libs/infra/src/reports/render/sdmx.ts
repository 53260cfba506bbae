import { metrics } from '@entente/domain/journals/metrics';
import { type DataSet, type Figure, figuresIn, type Origin } from '@entente/domain/reporting/dataset';
import { comparatorOf, isSame } from './comparator.js';
import { csvForPrograms } from './csv-text.js';
import { type SdmxTime, sdmxTime } from './sdmx-period.js';

const DIMENSIONS = ['FREQ', 'REF_AREA', 'COUNTERPART_AREA', 'INDICATOR', 'AMOUNT_KIND', 'UNIT_MEASURE', 'BREAKDOWN', 'ACCUMULATION', 'TIME_PERIOD'] as const;
const ATTRIBUTES = ['OBS_STATUS', 'COMPARATOR', 'LOW', 'HIGH', 'UNIT_MULT', 'DECIMALS', 'DEFINITION', 'AS_OF_POSITION'] as const;
/** Columns of an SDMX-CSV 2.0 message: the structure, what is to be done (`I`: information), the key, the value, attributes. */
const HEADER: readonly string[] = ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', ...DIMENSIONS, 'OBS_VALUE', ...ATTRIBUTES];
const STRUCTURE = ['dataflow', 'ENTENTE:COOPERATION(1.0.0)', 'I'] as const;

/** Parts of a question that have a dimension of their own, or divide what is counted and narrow nothing. */
const APART = new Set(['region', 'counterpart', 'amountKind', 'month', 'from', 'to', 'validAt', 'by']);
const ALL = '_T';

type Observed = Readonly<{ path: string; figure: Figure; origin: Origin & { kind: 'metric' }; time: SdmxTime }>;

/** A set is a dimension where no region is, and a currency where it is the unit of what is told. */
const isApart = (name: string, value: string, { figure: { unit }, origin: { question } }: Observed): boolean =>
  APART.has(name) || (name === 'set' && !('region' in question)) || (name === 'currency' && value === unit);

/** What else a question filters by, so that no two observations share a key: `edition=21+track=software`. */
const breakdownOf = (it: Observed): string => {
  const parts = Object.entries(it.origin.question).filter(([name, value]) => !isApart(name, value, it)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? ALL : parts.join('+');
};

const codeOf = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9_]+/g, '_');
const decimalsOf = (value: string): string => String(value.split('.')[1]?.length ?? 0);

const keyOf = (it: Observed): readonly string[] => {
  const { figure: { unit, amountKind }, origin: { metric, question }, time } = it;
  return [
    time.frequency, question['region'] ?? question['set'] ?? ALL, question['counterpart'] ?? ALL, codeOf(metric),
    codeOf(amountKind ?? question['amountKind'] ?? ALL), codeOf(unit), breakdownOf(it), time.accumulation, time.period,
  ];
};

const saidOf = ({ figure, origin }: Observed, { known, edition }: DataSet): readonly string[] => {
  const { value, low, high, precision } = figure;
  const status = value === null ? 'M' : precision === 'approximate' ? 'E' : 'A';
  return [
    // Of what is missing on purpose, SDMX says NaN and not nothing.
    value ?? 'NaN', status, value === null ? '' : comparatorOf(figure), low ?? '', high ?? '', '0', value === null ? '' : decimalsOf(value), String(origin.definition), edition === 'public' ? '' : String(known.position),
  ];
};

const observedIn = (set: DataSet): readonly Observed[] => figuresIn(set).flatMap(({ path, figure }): readonly Observed[] => {
  const { origin } = figure;
  if (origin.kind !== 'metric') return [];
  const time = sdmxTime(origin.question, metrics.find(({ metric }) => metric === origin.metric)?.kind === 'stock', set.about);
  return time === undefined ? [] : [{ path, figure, origin, time }];
});

const byKey = (set: DataSet): readonly (readonly Observed[])[] => {
  const keys = new Map<string, readonly Observed[]>();
  for (const it of observedIn(set)) {
    const key = keyOf(it).join('\n');
    keys.set(key, [...(keys.get(key) ?? []), it]);
  }
  return [...keys.values()];
};
const hasTwoValues = (told: readonly Observed[]): boolean =>
  told.some((a) => told.some((b) => a.figure.value !== null && b.figure.value !== null && !isSame(a.figure.value, b.figure.value)));

/** Paths of figures that have one key and not one value, so that the key does not say what they are. */
export const contestedIn = (set: DataSet): readonly (readonly string[])[] => byKey(set).filter(hasTwoValues).map((told) => told.map(({ path }) => path));

/**
 * The series of a data set as SDMX-CSV 2.0: every figure that is a metric, exact and in its own unit (`UNIT_MULT` is 0), with
 * the words of approximation as `COMPARATOR`. A figure that is printed twice is one observation, and what is contested is none.
 */
export const sdmxOf = (set: DataSet): Buffer =>
  csvForPrograms([HEADER, ...byKey(set).filter((told) => !hasTwoValues(told)).flatMap((told) => {
    const it = told.find(({ figure }) => figure.value !== null) ?? told[0];
    return it === undefined ? [] : [[...STRUCTURE, ...keyOf(it), ...saidOf(it, set)]];
  })]);
