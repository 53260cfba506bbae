import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { nothing, plus } from '@entente/domain/credit/ledger';
import { type KnownLine, lineStream, seesTotalsOnly } from '@entente/domain/credit/line';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { isAssociationOver, isSpeakerOf } from '@entente/domain/kernel/party';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { creditLines, type CreditLineRow } from '@entente/domain/views/credit-lines';
import { organisations } from '@entente/domain/views/organisations';
import { ReadsLedger } from '@entente/infra/access/reads';
import { encodeCursor } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { Directories } from '../../territory/directories.js';
import { CreditConstants, type ProgrammeIdentity } from './constants.js';
import type { DiscrepanciesQuery } from './line.requests.js';
import { differencesOf } from './line.shown.js';
import { type By, maySee } from './who.js';

type Difference = ReturnType<typeof differencesOf>[number];
type Total = Readonly<{ programme: string; kind: string; owner: string; currency: string; count: number; lines: number; stated: string; recorded: string }>;
export type DiscrepanciesAnswer = Readonly<{ items: readonly object[]; totals: readonly Total[] | null; asOf: Readonly<{ position: number }>; next: string | null }>;

export class DiscrepanciesBy extends Query<DiscrepanciesAnswer> {
  constructor(
    readonly actor: Actor,
    readonly query: DiscrepanciesQuery,
    readonly trace: string,
  ) {
    super();
  }
}

type Line = Readonly<{ row: CreditLineRow; it: KnownLine; programme: ProgrammeIdentity; differences: readonly Difference[] }>;
type Found = Readonly<{ lines: readonly Line[]; by: By; position: number }>;

/** Who is told sums and no line: associations over the borrower's region or the programme's territory, those who report, and the programme's issuer. */
const maySum = ({ it, programme }: Line, by: By): boolean => {
  const { actor, directory } = by;
  const isOver = (actor.role === 'administrator' || actor.role === 'report') && directory.within(it.about.region, actor.region);
  return isOver || isAssociationOver([programme.territory], by) || (actor.role !== 'report' && isSpeakerOf(programme.issuer, by));
};

/** Who is told of an issuer's own differences that they are there, so that he can clear or explain them: without amounts, and without whose line it is. */
const isIssuers = ({ programme, differences }: Line, by: By): boolean => isSpeakerOf(programme.issuer, by) && differences.some(({ owner }) => owner.as === 'issuer');

const itemsOf = (line: Line, by: By): readonly object[] => {
  const { it, differences } = line;
  const of = { line: it.id, programme: it.about.programme, bank: named(it.bank) };
  if (maySee(it, by)) return differences.map((each) => ({ ...each, ...of, borrower: named(it.borrower) }));
  return differences.filter(({ owner }) => owner.as === 'issuer').map((each) => ({ ...each, stated: null, recorded: null, ...of, borrower: null }));
};

const totalsOf = (lines: readonly Line[]): readonly Total[] => {
  const totals = new Map<string, Total>();
  for (const { it: { about, currency }, differences } of lines) {
    for (const [n, { kind, owner, stated, recorded }] of differences.entries()) {
      const key = `${about.programme} ${kind} ${currency}`;
      const before = totals.get(key) ?? { programme: about.programme, kind, owner: owner.as, currency, count: 0, lines: 0, stated: nothing(currency), recorded: nothing(currency) };
      const isFirst = differences.findIndex((each) => each.kind === kind) === n;
      totals.set(key, { ...before, count: before.count + 1, lines: before.lines + (isFirst ? 1 : 0), stated: plus(before.stated, stated, currency), recorded: plus(before.recorded, recorded, currency) });
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
};

/** Differences between what banks stated and what is recorded: line by line for those who see the lines, and else as sums. */
@QueryHandler(DiscrepanciesBy)
export class DiscrepanciesByHandler implements IQueryHandler<DiscrepanciesBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly directories: Directories,
    private readonly constants: CreditConstants,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, query, trace }: DiscrepanciesBy): Promise<DiscrepanciesAnswer> {
    await Promise.all([creditLines.name, organisations.name].map((reader) => this.progress.reached(reader, query.minPosition)));
    const day = dateInShanghai(new Date().toISOString());
    // Whoever is told sums is told them of lines that he does not see: the question is asked for everywhere, and what he sees is looked at line by line.
    const { lines, by, position } = await this.model.ask(creditLines.name, { ...actor, region: '*' }, (snapshot) => this.found(snapshot, actor, query, day));
    const seesLines = !seesTotalsOnly(actor);
    const pinned = query.cursor?.pinned ?? position;
    const after = query.cursor?.after[0] ?? 0;
    const his = seesLines ? lines.filter((line) => line.row.opened > after && line.row.opened <= pinned && (maySee(line.it, by) || isIssuers(line, by))) : [];
    const page = firstOf(his, query.limit);
    await this.reads.record(actor, 'list', page.map(({ it }) => lineStream(it.id)), { trace });
    const summed = lines.filter((line) => maySum(line, by));
    return {
      items: page.flatMap((line) => itemsOf(line, by)),
      totals: summed.length > 0 || !seesLines ? totalsOf(summed) : null,
      asOf: { position }, next: page.length < his.length ? encodeCursor({ pinned, after: [page.at(-1)?.row.opened ?? 0] }) : null,
    };
  }

  private async found(snapshot: Snapshot, actor: Actor, { programme: asked, status }: DiscrepanciesQuery, day: string): Promise<Found> {
    const rows = await snapshot.rows<{ row: CreditLineRow }>(
      `select row from ${snapshot.table()} where ($1::text is null or programme = $1) and row -> 'state' -> 'about' ->> 'mode' = 'mirror' and ($2::boolean or differences > 0) order by opened`, [asked ?? null, status !== 'open']);
    const programmes = new Map(await Promise.all([...new Set(rows.flatMap(({ row: { state } }) => (state.status === 'absent' ? [] : state.about.programme)))].map(async (id) => [id, await this.constants.programme(id)] as const)));
    const lines = rows.flatMap(({ row }): readonly Line[] => {
      const programme = row.state.status === 'absent' ? undefined : programmes.get(row.state.about.programme);
      if (row.state.status === 'absent' || !programme) return [];
      const differences = differencesOf(row.state, programme, day).filter(({ open }) => status === 'all' || open === (status === 'open'));
      return differences.length === 0 ? [] : [{ row, it: row.state, programme, differences }];
    });
    const today = await snapshot.today(lines.flatMap(({ it, programme }) => [it.about.bank, it.about.borrower, programme.issuer.organisation]));
    return { lines, by: { actor, directory: { ...(await this.directories.current()), ...today } satisfies Directory }, position: snapshot.position };
  }
}

const named = ({ organisation, name, region }: KnownLine['bank']) => ({ organisation, name, region });

/** Whole lines, until their differences fill a page. */
const firstOf = (lines: readonly Line[], limit: number): readonly Line[] => {
  let count = 0;
  const end = lines.findIndex(({ differences }) => (count += differences.length) >= limit);
  return end < 0 ? lines : lines.slice(0, end + 1);
};
