import type { Entry } from '@entente/domain/kernel/journal';
import { inUnit } from '@entente/infra/metrics/figures';

/** An entry as the record has it: values with their sign, and texts that are empty where nothing is stated. */
export type EntryLine = Pick<Entry, 'subject' | 'region' | 'effectiveOn' | 'cohortOn' | 'unit' | 'value' | 'low' | 'high' | 'precision' | 'grade' | 'kind' | 'dims'> & Readonly<{ counterpart: string | null }>;

/** An entry as it is answered, whether it stands in the record or is only foreseen. */
export const shownEntry = ({ subject, region, counterpart, effectiveOn, cohortOn, unit, value, low, high, precision, grade, kind, dims }: EntryLine): object => {
  const isKnown = precision !== 'unknown';
  const { amountKind: _, ...others } = dims;
  return {
    subject, region, counterpart: counterpart || null, effectiveOn, cohort: cohortOn, unit: unit || null,
    value: isKnown ? inUnit(value, unit) : null, low: isKnown ? inUnit(low, unit) : null, high: isKnown && high !== null ? inUnit(high, unit) : null, status: precision,
    ...(isKnown ? {} : { projects: inUnit(value, '') }),
    grade,
    ...(kind === '' ? {} : { amountKind: kind }),
    ...Object.fromEntries(Object.entries(others).map(([name, each]) => [name, each || null])),
  };
};

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : /[1-9]/.test(decimal) ? `-${decimal}` : decimal);

/** A posting as the record would write it: what is taken back is below zero. */
export const posted = (entry: Entry): EntryLine => (entry.sign === 1 ? entry
  : { ...entry, value: negated(entry.value), low: negated(entry.low), high: entry.high === null ? null : negated(entry.high) });
