import type { Words } from '@entente/domain/kernel/refusal';
import type { Figure, Table } from '@entente/domain/reporting/dataset';
import type { MetricAnswer } from '../../metrics/answer.js';
import type { Ask, Question } from '../asking.js';
import type { Measure } from './parts.measures.js';
import { measuresIn, ofTotal, row } from './parts.js';
import { thoseWith } from './parts.regions.js';
import { placeName } from './places.js';

/** What is set against each other: these regions as they are called on a day, and how one of them is asked about. */
export type Square = Readonly<{ ask: Ask; members: readonly string[]; day: string; dates: Question }>;

type Across = Readonly<{ region: string; counterpart: string; question: Question; answer: MetricAnswer }>;

/** A pair that has nothing is not asked for: what the counterparts of a region are is asked first, at once. */
const answersFor = async ({ ask, members, dates }: Square, metric: string): Promise<readonly Across[]> => {
  const found: Across[] = [];
  for (const region of members) {
    const { rows } = await ask.metric(metric, { region, ...dates, by: 'counterpart' });
    const recorded = new Set(rows.flatMap(({ counterpart }) => counterpart ?? []));
    for (const counterpart of thoseWith(ask.territory, members, recorded)) {
      const question = { region, counterpart, ...dates };
      found.push({ region, counterpart, question, answer: await ask.metric(metric, question) });
    }
  }
  return found;
};

/** One square of regions for each measure of a metric. A cell that is not there is nothing. */
export const squaresOf = async (square: Square, metric: string, told: (measure: Measure) => Readonly<{ id: string; title: Words; notes?: readonly Words[]; public: Table['public'] }>): Promise<readonly Table[]> => {
  const { ask, members, day } = square;
  const all = await answersFor(square, metric);
  return measuresIn(metric, all.map(({ answer }) => answer)).map((measure): Table => {
    const cellsOf = (region: string): Readonly<Record<string, Figure>> =>
      Object.fromEntries(all.filter((each) => each.region === region).map(({ counterpart, question, answer }) => [counterpart, ofTotal(answer, question, measure)]));
    return {
      rowsTitle: { en: 'Region', zh: '地区' }, ...told(measure),
      columns: members.map((code) => ({ id: code, title: placeName(ask.territory, code, day), kind: 'figure' })),
      rows: members.map((code) => row(code, placeName(ask.territory, code, day), cellsOf(code))),
      chart: { kind: 'matrix', rows: members, columns: members },
    };
  });
};
