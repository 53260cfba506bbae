import type { LineFact } from './line.events.js';
import { absentLine, evolveLine, type Line } from './state.js';

/** Many lines, put by the last letter of their ids: a fact of one of a thousand then copies some eighty places, and not a thousand. */
export type Lines = Readonly<Record<string, Readonly<Record<string, Line>>>>;

export const noLines: Lines = {};

export const lineAmong = (lines: Lines, id: string): Line => lines[id.slice(-1)]?.[id] ?? absentLine;

/** The lines after a fact of one of them. */
export const evolveLines = (lines: Lines, fact: LineFact): Lines => {
  const { line: id } = fact.data;
  const drawer = id.slice(-1);
  return { ...lines, [drawer]: { ...lines[drawer], [id]: evolveLine(lineAmong(lines, id), fact) } };
};
