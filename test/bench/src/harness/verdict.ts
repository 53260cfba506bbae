import { type Bounds, ITSELF, type Measured, type Work } from '../work.js';
import { type Played, rounded } from './rounds.js';

export type Met = 'goal' | 'floor' | 'no';

/** One contender in one work: medians over the rounds, and for the subject its ratios to all others and what it met. */
export type Row = Readonly<{
  work: string;
  contender: string;
  median: number;
  unit: string;
  better: Work['better'];
  rounds: readonly number[];
  figures: Readonly<Record<string, number>>;
  ratios: Bounds;
  /** The ratio, or the figure itself, that is nearest to failing. */
  ratio: number | null;
  floor: number | Bounds | null;
  goal: number | Bounds | null;
  met: Met | null;
}>;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0 ? NaN : ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
};

export const verdicts = (work: Work, { rounds }: Played): readonly Row[] =>
  work.entrants.map(({ name }): Row => {
    const mine = rounds.get(name) ?? [];
    const row = {
      work: work.name, contender: name, median: rounded(median(mine.map(({ value }) => value))), unit: work.unit, better: work.better,
      rounds: mine.map(({ value }) => rounded(value)), figures: figuresOf(mine),
    };
    if (name !== work.subject) return { ...row, ratios: {}, ratio: null, floor: null, goal: null, met: null };
    const ratios = ratiosOf(work, rounds);
    const bounded: Bounds = { ...row.figures, ...ratios, [ITSELF]: row.median };
    return { ...row, ratios, ratio: decisive(work, bounded), floor: single(work.floors), goal: single(work.goals), met: metOf(work, bounded) };
  });

/** The median over the rounds of the subject's figure by the peer's of the same round. */
const ratiosOf = (work: Work, rounds: Played['rounds']): Bounds => {
  const subject = rounds.get(work.subject) ?? [];
  const peers = work.entrants.map(({ name }) => name).filter((name) => name !== work.subject);
  return Object.fromEntries(
    peers.map((peer) => [peer, rounded(median(subject.map(({ value }, round) => value / (rounds.get(peer)?.[round]?.value ?? NaN))))]),
  );
};

const figuresOf = (measured: readonly Measured[]): Record<string, number> => {
  const names = new Set(measured.flatMap(({ figures }) => Object.keys(figures)));
  return Object.fromEntries([...names].map((name) => [name, rounded(median(measured.map(({ figures }) => figures[name] ?? NaN)))]));
};

const holds = ({ better }: Work, bounds: Bounds, figures: Bounds): boolean =>
  Object.entries(bounds).every(([peer, bound]) => {
    const figure = figures[peer] ?? NaN;
    return better === 'higher' ? figure >= bound : figure <= bound;
  });

/** A work without bounds is context, and neither meets nor misses anything. */
const metOf = (work: Work, figures: Bounds): Met | null => {
  if (Object.keys(work.floors).length === 0) return null;
  if (!holds(work, work.floors, figures)) return 'no';
  return holds(work, work.goals, figures) ? 'goal' : 'floor';
};

const decisive = ({ better, floors }: Work, figures: Bounds): number | null => {
  const distances = Object.entries(floors).map(([peer, floor]) => {
    const figure = figures[peer] ?? NaN;
    return { figure, distance: better === 'higher' ? figure / floor : floor / figure };
  });
  return distances.sort((a, b) => a.distance - b.distance)[0]?.figure ?? null;
};

const single = (bounds: Bounds): number | Bounds | null => {
  const values = Object.values(bounds);
  return values.length === 0 ? null : values.length === 1 ? (values[0] as number) : bounds;
};
