import type { StatementFact } from './statement.events.js';

type Reported = Extract<StatementFact, { type: 'StatementReported' }>['data'];
export type StatedEntry = Reported['unknown'][number];

/** What of a bank's files does not fit and is open: an entry that is none of our lines, or a line of ours that they leave out. */
export type OpenEntry = Readonly<{
  id: string; kind: 'unknown' | 'missing';
  /** As it was stated last; null of a line that is left out. */
  entry: StatedEntry | null; line: string | null;
  /** The day on which the first file told it, from which it has stood; and the cut-offs of the files that tell it. */
  since: string; cutOffs: readonly string[];
  explained: string | null;
}>;
/** By their names, in the order in which they were first told. */
export type OpenEntries = Readonly<Record<string, OpenEntry>>;

/** An entry goes by the bank's number, else by the credit code, else by the id that it gives. */
export const unknownId = ({ reference, creditCode, line }: Pick<StatedEntry, 'reference' | 'creditCode' | 'line'>): string => `unknown:${reference ?? creditCode ?? line ?? ''}`;
export const missingId = (line: string): string => `missing:${line}`;

/** All names under which an entry that was found may have been unknown before, and its line missing. */
const namesOf = ({ reference, creditCode, line }: NonNullable<Reported['found']>[number]): readonly string[] =>
  [...[reference, creditCode, line].flatMap((name) => (name === null ? [] : [`unknown:${name}`])), ...(line === null ? [] : [missingId(line)])];

const withEntry = (open: OpenEntries, told: Pick<OpenEntry, 'id' | 'kind' | 'entry' | 'line'>, { cutOff, reportedOn }: Reported): OpenEntries => {
  const before = open[told.id];
  // An explanation is of what was stated then: where that moves, it is open again.
  const isSame = before !== undefined && JSON.stringify(before.entry) === JSON.stringify(told.entry);
  return { ...open, [told.id]: { since: reportedOn, ...before, explained: isSame ? before.explained : null, ...told, cutOffs: [...new Set([...(before?.cutOffs ?? []), cutOff])] } };
};

/** What is open after another file: what it finds is open no longer, and what only the file that it corrects had told is gone with that. */
const afterFile = (open: OpenEntries, file: Reported): OpenEntries => {
  const found = new Set((file.found ?? []).flatMap(namesOf));
  const kept = Object.values(open).flatMap((each): readonly OpenEntry[] => {
    const cutOffs = each.cutOffs.filter((cutOff) => cutOff !== file.cutOff);
    const isTold = each.kind === 'unknown' ? file.unknown.some((entry) => unknownId(entry) === each.id) : file.missing.includes(each.line ?? '');
    return found.has(each.id) || (cutOffs.length === 0 && !isTold) ? [] : [{ ...each, cutOffs }];
  });
  const told = [
    ...file.unknown.map((entry) => ({ id: unknownId(entry), kind: 'unknown' as const, entry, line: entry.line })),
    ...file.missing.map((line) => ({ id: missingId(line), kind: 'missing' as const, entry: null, line })),
  ];
  return told.reduce((all, each) => withEntry(all, each, file), Object.fromEntries(kept.map((each) => [each.id, each])) as OpenEntries);
};

export const noEntries: OpenEntries = {};

/** Folds the facts of a bank's files, in the order in which they came. */
export const evolveOpen = (open: OpenEntries, fact: StatementFact): OpenEntries => {
  if (fact.type === 'StatementReported') return afterFile(open, fact.data);
  const explained = open[fact.data.discrepancy];
  return explained ? { ...open, [explained.id]: { ...explained, explained: fact.data.reason.text } } : open;
};
