import type { Server } from './harness/server.js';
import type { Settings } from './settings.js';

/** What one contender did in one round: the figure that is compared, and others that are only told. */
export type Measured = Readonly<{ value: number; figures: Readonly<Record<string, number>> }>;

export type Place = Readonly<{ url: string; pool: number; settings: Settings }>;

/** A contender in one work. */
export type Entrant = Readonly<{
  name: string;
  /** Numbers of connections of which the best is chosen before the rounds; the usual one stands first. */
  pools: readonly number[];
  /** Entrants of a work that share one prepared database say so by its name. */
  template?: string;
  /** Fills the database of which every round gets a fresh copy. */
  prepare: (place: Place) => Promise<void>;
  measure: (place: Place) => Promise<Measured>;
}>;

/** Bounds of ratios by the name of the peer; that of `itself` bounds the value and no ratio, and one by the name of a figure that figure. */
export type Bounds = Readonly<Record<string, number>>;
export const ITSELF = 'itself';

export type Work = Readonly<{
  name: string;
  unit: string;
  better: 'higher' | 'lower';
  /** Where it needs another server than the one that all others share. */
  server?: () => Promise<Server>;
  /** Where it is played less often than the others, because it takes long. */
  rounds?: number;
  /** The entrant whose ratios to all others are taken. */
  subject: string;
  entrants: readonly Entrant[];
  floors: Bounds;
  goals: Bounds;
}>;
