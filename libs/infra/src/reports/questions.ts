import { metrics } from '@entente/domain/journals/metrics';
import { metricAnswer } from '../metrics/answer.js';
import { type FunnelGroup, funnelAnswer } from '../metrics/cohorts.js';
import { bound, entriesSource } from '../metrics/figures.sql.js';
import type { Filter, Group } from '../metrics/filter.js';
import { metricNamed, settle, summedFor } from '../metrics/settling.js';
import { askedOf } from '../metrics/summing.js';
import type { Known } from '../metrics/tables.js';
import type { Ask, Cause, Question } from './asking.js';
import { causesBy } from './recorded.js';

/** The filter that the parameters of an address mean, and what they divide by. */
const filterOf = ({ by, set, boundary = 'then', ...rest }: Question): { filter: Filter; by: readonly Group[] } => ({
  filter: { ...rest, ...(set === undefined ? {} : { set: set.split(',') }), boundary: boundary as Filter['boundary'] },
  by: by === undefined ? [] : (by.split(',') as Group[]),
});

const mustBeMetric = (name: string): void => {
  if (!metrics.some(({ metric }) => metric === name)) throw new RangeError(`There is no metric '${name}'.`);
};

/** Asks the engine of metrics by the parameters that the api takes, each question once. */
export const questionsTo = (known: Known): Pick<Ask, 'metric' | 'funnel' | 'causes'> => {
  const answered = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, answer: () => Promise<T>): Promise<T> => {
    const before = answered.get(key) as Promise<T> | undefined;
    const answering = before ?? answer();
    answered.set(key, answering);
    return answering;
  };
  const keyOf = (name: string, question: Question): string => JSON.stringify([name, Object.entries(question).sort()]);
  return {
    metric: (name, question) => once(keyOf(name, question), () => {
      mustBeMetric(name);
      const { filter, by } = filterOf(question);
      return metricAnswer(known, metricNamed(name), filter, by);
    }),
    funnel: (question) => once(keyOf('funnel', question), () => {
      const { filter, by } = filterOf(question);
      return funnelAnswer(known, filter, by as readonly FunnelGroup[]);
    }),
    causes: (name, question, after) => once(keyOf(`${name} after ${after}`, question), async (): Promise<readonly Cause[]> => {
      const ids = new Set<string>();
      for (const metric of summedFor(metricNamed(name))) {
        const settled = await settle(known, metric, filterOf(question).filter, []);
        const b = bound();
        const source = entriesSource(known.tables.table('entries', metric.journal), askedOf(metric, settled), b);
        for (const { event_id: id } of await known.tables.rows<{ event_id: string }>(`select distinct event_id from ${source} and position > ${b.add(after)}`, b.values)) ids.add(id);
      }
      return causesBy(known.tables.rows, [...ids]);
    }),
  };
};
