import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { type DataSet, figuresIn, type Placed } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import { directoryOf, type Territory } from '@entente/domain/territory/territory';
import { type IssueRow, issues } from '@entente/domain/views/issues';
import type { Rows } from '@entente/infra/metrics/tables';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import { EVERYWHERE } from '../everywhere.js';
import { isHis } from '../report/wanted.js';
import { cardNotFound } from './card.problems.js';

/** Where a figure was printed: in an issue, in the public edition of one, or in a draft that somebody's body asked for. */
export type Edition =
  | Readonly<{ edition: 'issue' | 'public'; issue: PublishedIssue }>
  | Readonly<{ edition: 'draft'; run: string; organisation: string }>;

/** A printed figure with its data set, the codes of all figures of that by their paths, and what lies where. */
export type Printed = Readonly<{ code: string; placed: Placed; set: DataSet; codes: ReadonlyMap<string, string>; from: Edition; territory: Territory }>;

type Kept = Readonly<{ of: string; path: string; bytes: Buffer }>;
type Draft = Readonly<{ id: string; parameters: string; organisation: string | null }>;

const KEPT = 'select c.of, c.path, s.bytes from reports.codes c join reports.sets s on s.sha256 = c.of where c.code = $1';
const PUBLIC = `released and row -> 'state' -> 'released' ->> 'output'`;

/** Finds the figures of codes. */
@Injectable()
export class CardFinding {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  /** @throws Problem (404) where there is none, or none that the asker may read. */
  async for(actor: Actor, code: string, minPosition: number | undefined): Promise<Printed> {
    await this.progress.reached(issues.name, minPosition);
    const found = await this.model.ask(issues.name, actor, async ({ territory, table, rows }) => {
      const [kept] = await rows<Kept>(KEPT, [code]);
      if (!kept) return undefined;
      const [seen] = await rows<{ row: IssueRow }>(`select row from ${table()} where output = $1`, [kept.of]);
      return { kept, from: editionOf('issue', seen?.row) ?? (await draftOf(rows, territory, actor, kept.of)), codes: await codesOf(rows, kept.of), territory };
    });
    // What is public is for everybody, whatever his region.
    const printed = found?.from ? printedOf(code, found.kept, found.from, found.codes, found.territory) : await this.public(code);
    if (!printed) throw cardNotFound();
    return printed;
  }

  /** The figure of a public edition. Whether the code is nobody's or that of another figure is not told, nor by how long it takes. */
  public(code: string): Promise<Printed | undefined> {
    return this.model.ask(issues.name, EVERYWHERE, async ({ territory, table, rows }) => {
      const [kept] = await rows<Kept & { row: IssueRow }>(
        `select c.of, c.path, s.bytes, i.row from reports.codes c join ${table()} i on ${PUBLIC} = c.of join reports.sets s on s.sha256 = c.of where c.code = $1`, [code]);
      const from = editionOf('public', kept?.row);
      return kept && from && printedOf(code, kept, from, await codesOf(rows, kept.of), territory);
    });
  }
}

/** A draft that was made of the data set, of regions of the asker. */
const draftOf = async (rows: Rows, territory: Territory, actor: Actor, output: string): Promise<Edition | undefined> => {
  const drafts = await rows<Draft>(`select id, parameters, asked ->> 'organisation' as organisation from jobs.runs where job like 'draft/%' and state = 'done' and result ->> 'output' = $1 order by finished_at, id`, [output]);
  const { within } = directoryOf(territory);
  const his = drafts.find(({ parameters }) => isHis(actor, (JSON.parse(parameters) as { parameters: Readonly<Record<string, string>> }).parameters, within));
  return his && { edition: 'draft', run: his.id, organisation: his.organisation ?? '' };
};

const editionOf = (edition: 'issue' | 'public', row: IssueRow | undefined): Edition | undefined => (row?.state.status === 'published' ? { edition, issue: row.state } : undefined);

const codesOf = async (rows: Rows, of: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await rows<{ path: string; code: string }>('select path, code from reports.codes where of = $1', [of])).map(({ path, code }) => [path, code]));

const printedOf = (code: string, { path, bytes }: Kept, from: Edition, codes: ReadonlyMap<string, string>, territory: Territory): Printed | undefined => {
  const set = JSON.parse(bytes.toString('utf8')) as DataSet;
  const placed = figuresIn(set).find((each) => each.path === path);
  return placed && { code, placed, set, codes, from, territory };
};
