import { type Bounds, ITSELF, type Work } from '../work.js';
import type { Row } from './verdict.js';

export type Outcome = Readonly<{ work: Work; rows: readonly Row[] }>;

const HEAD = ['work', 'contender', 'median', 'unit', 'ratio to it', 'floor', 'goal', 'met', 'besides'];

/** A line a contender; the ratio in a peer's line is that of the subject to this peer. */
export const table = (outcomes: readonly Outcome[]): string => {
  const lines = outcomes.flatMap(({ work, rows }) => {
    const ratios = rows.find(({ contender }) => contender === work.subject)?.ratios ?? {};
    return rows.map((row): string[] => {
      const against = row.contender === work.subject ? ITSELF : row.contender;
      const of = (bounds: Bounds): string => format(bounds[against]);
      const besides = Object.entries(row.figures).map(([name, figure]) => `${name} ${format(figure)}`).join(', ');
      return [work.name, row.contender, format(row.median), row.unit, of(ratios), of(work.floors), of(work.goals), row.met ?? '', besides];
    });
  });
  const widths = HEAD.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)));
  return [HEAD, ...lines].map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
};

const format = (value: number | undefined): string => (value === undefined ? '' : value.toLocaleString('en', { maximumSignificantDigits: 6 }));
