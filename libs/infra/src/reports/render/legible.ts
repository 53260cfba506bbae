import type { DataSet } from '@entente/domain/reporting/dataset';

/** Signs that no page can show: controls, which XML forbids, and those that turn the direction of reading around. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** The data set as it can be printed: unseen signs are spaces. What programs read (CSV, JSON) keeps them. */
export const legible = (set: DataSet): DataSet =>
  JSON.parse(JSON.stringify(set), (_, value: unknown) => (typeof value === 'string' ? value.replaceAll(UNSEEN, ' ') : value)) as DataSet;
