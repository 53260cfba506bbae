/** What was checked, whether it holds, and why, or of what. */
export type Finding = Readonly<{ what: string; holds: boolean; why: string }>;

/** One finding of a check: `faults` says what is wrong, and where there is nothing wrong, `why` says of what it holds. */
export const finding = (what: string, why: string, faults: readonly string[]): Finding => ({ what, holds: faults.length === 0, why: faults.length === 0 ? why : faults.join(' ') });
