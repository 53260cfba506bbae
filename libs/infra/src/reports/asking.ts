import type { Fact } from '@entente/domain/kernel/message';
import type { Words } from '@entente/domain/kernel/refusal';
import type { View } from '@entente/domain/kernel/view';
import type { DataSet, Known, Table } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import type { Territory } from '@entente/domain/territory/territory';
import type { FunnelAnswer } from '../metrics/cohorts.js';
import type { MetricAnswer } from '../metrics/answer.js';

/** Something is wrong with this one report: it does not tie out, or what it rests on is not in the archive. */
export class Untellable extends Error {
  override readonly name = 'Untellable';
}

/** A question as it stands in an address: the parameters of `GET /v1/metrics/{metric}` or `GET /v1/funnel`, without `asOf`. */
export type Question = Readonly<Record<string, string>>;

/** A fact that moved a figure: which, when it was known, and the reason in its words where it states one. */
export type Cause = Readonly<{ id: string; type: string; stream: string; position: number; recordedAt: string; reason: string | null }>;

/** An issue that was published, with the data set that it froze. */
export type Former = Readonly<{ issue: PublishedIssue; set: DataSet }>;

/** What a report is told from: the record as it was known at one position, and nothing else. */
export type Ask = Readonly<{
  known: Known;
  /** What lay where, as it was known. */
  territory: Territory;
  metric: (metric: string, question: Question) => Promise<MetricAnswer>;
  funnel: (question: Question) => Promise<FunnelAnswer>;
  /** The rows of a view as they stood: folded from the log, and not the table of today. */
  rows: <Row, F extends Fact>(view: View<Row, F>) => Promise<readonly Row[]>;
  /** The issue of a period, if it may rest on one. */
  published: (report: string, parameters: Question, period: string) => Promise<Former | undefined>;
  /** All issues that had been published by then, in the order in which they were, with what was told of them by then. */
  issues: () => Promise<readonly PublishedIssue[]>;
  /** Those that it may rest on: told from no later position, and published when it was made. */
  earlier: () => Promise<readonly PublishedIssue[]>;
  setOf: (issue: PublishedIssue) => Promise<DataSet>;
  /** The same report, told once more from what is known here. */
  again: (issue: PublishedIssue) => Promise<DataSet>;
  /** The facts behind a question of a metric that were recorded after a position, the oldest first. */
  causes: (metric: string, question: Question, after: number) => Promise<readonly Cause[]>;
  /** The facts of some streams that were recorded after a position, the oldest first. */
  causesIn: (streams: readonly string[], after: number) => Promise<readonly Cause[]>;
}>;

/** What is asked of a report. */
export type Wanted = Readonly<{ parameters: Question; period: string }>;

/** What a report tells; the rest of its data set follows from what was asked. */
export type Told = Readonly<{ about: DataSet['about']; title: Words; tables: readonly Table[]; notes: readonly Words[] }>;

/**
 * How a report is told.
 * @throws Refusal (invalid) where the record does not hold what its parameters name.
 */
export type Telling = (ask: Ask, wanted: Wanted) => Promise<Told>;
