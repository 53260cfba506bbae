import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type KnownLine, lineStream } from '@entente/domain/credit/line';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { creditLines, type CreditLineRow } from '@entente/domain/views/credit-lines';
import { organisations } from '@entente/domain/views/organisations';
import { ReadsLedger } from '@entente/infra/access/reads';
import { EventLog } from '@entente/infra/event-log/event-log';
import { encodeCursor, positionAsked } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { Directories } from '../../territory/directories.js';
import type { LinesQuery } from './line.requests.js';
import { differencesOf, summaryOf } from './line.shown.js';
import type { RecordedLineFact } from './line.facts.js';
import { type By, maySee, mustSeeLines } from './who.js';

export type LinesPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class LinesBy extends Query<LinesPage> {
  constructor(
    readonly actor: Actor,
    readonly query: LinesQuery,
    readonly trace: string,
  ) {
    super();
  }
}

type Stood = Readonly<{ row: CreditLineRow; it: KnownLine }>;

/** Lines that he may see, in the order in which they came in; all pages stand at the position of the first one. Each line on a page is recorded as read. */
@QueryHandler(LinesBy)
export class LinesByHandler implements IQueryHandler<LinesBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
    private readonly directories: Directories,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, query, trace }: LinesBy): Promise<LinesPage> {
    mustSeeLines(actor);
    await Promise.all([this.progress.reached(creditLines.name, positionAsked(query)), this.progress.reached(organisations.name, query.minPosition)]);
    const at = new Date().toISOString();
    const day = dateInShanghai(at);
    const { page, next } = await this.page(actor, query, day);
    await this.reads.record(actor, 'list', page.map(({ it }) => lineStream(it.id)), { trace });
    return { items: page.map(({ it, row: { version, position } }) => ({ ...summaryOf(it, at, day), version, position })), next };
  }

  private page(actor: Actor, query: LinesQuery, day: string): Promise<Readonly<{ page: readonly Stood[]; next: string | null }>> {
    return this.model.ask(creditLines.name, actor, async (snapshot) => {
      const directory = await this.directories.current();
      const regions = query.region === undefined ? null : await this.directories.below(query.region);
      const pinned = query.cursor?.pinned ?? snapshot.position;
      const found: Stood[] = [];
      for (let after = query.cursor?.after[0] ?? 0; found.length <= query.limit; ) {
        const rows = await candidates(snapshot, query, regions, pinned, after);
        const standing: Stood[] = [];
        for (const stored of rows) {
          const row = stored.position <= pinned ? stored : await this.asOf(stored, pinned);
          if (row && row.state.status !== 'absent' && row.position > (query.changedAfter ?? 0) && matches(row.state, query, directory, day)) standing.push({ row, it: row.state });
        }
        found.push(...(await this.seen(standing, actor, directory, snapshot)));
        if (rows.length <= query.limit) break;
        after = rows.at(-1)?.opened ?? after;
      }
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { page, next: found.length > query.limit && last ? encodeCursor({ pinned, after: [last.row.opened] }) : null };
    });
  }

  private async seen(standing: readonly Stood[], actor: Actor, directory: Directory, snapshot: Snapshot): Promise<readonly Stood[]> {
    const today = await snapshot.today(standing.flatMap(({ it }) => [it.about.bank, it.about.borrower]));
    const by: By = { actor, directory: { ...directory, ...today } };
    return standing.filter(({ it }) => maySee(it, by));
  }

  private async asOf({ id }: CreditLineRow, position: number): Promise<CreditLineRow | undefined> {
    const { facts } = await this.log.read(lineStream(id), 0);
    const known = facts.filter((fact) => fact.position <= position) as unknown as readonly RecordedLineFact[];
    return known.length === 0 ? undefined : known.reduce<CreditLineRow>(creditLines.evolve, creditLines.initialRow(id));
  }
}

const matches = (it: KnownLine, { programme, batch, status, bank, borrower, creditCode, region, track, expiresBefore, differences }: LinesQuery, { within }: Directory, day: string): boolean => {
  const { about } = it;
  return (programme === undefined || about.programme === programme) && (batch === undefined || about.batch === batch) && (status === undefined || it.status === status)
    && (bank === undefined || about.bank === bank) && (borrower === undefined || about.borrower === borrower) && (creditCode === undefined || it.creditCode === creditCode)
    && (region === undefined || within(about.region, region)) && (track === undefined || about.track === track)
    && (expiresBefore === undefined || (it.expiresOn !== null && it.expiresOn < expiresBefore)) && (differences === undefined || differencesOf(it, undefined, day).some(({ open }) => open));
};

/** Rows that match as they stand, and those that have moved since the first page, which are looked at one by one. */
const candidates = async (snapshot: Snapshot, query: LinesQuery, regions: readonly string[] | null, pinned: number, after: number): Promise<readonly CreditLineRow[]> => {
  const { programme, batch, status, bank, borrower, creditCode, track, expiresBefore, differences, changedAfter, limit } = query;
  const about = [bank, borrower].flatMap((each) => each ?? []);
  const found = await snapshot.rows<{ row: CreditLineRow }>(
    `select row from ${snapshot.table()} where opened > $1 and opened <= $2 and ($3::bigint is null or position > $3)
        and ($4::text is null or programme = $4) and ($5::text is null or batch = $5) and about @> $6 and ($7::text is null or credit_code = $7)
        and ($8::text[] is null or region = any($8)) and ($9::text is null or track = $9)
        and (position > $2 or (($10::text is null or status = $10) and ($11::text is null or expires_on < $11) and (not $12::boolean or differences > 0)))
      order by opened limit $13`,
    [after, pinned, changedAfter ?? null, programme ?? null, batch ?? null, about, creditCode ?? null, regions, track ?? null, status ?? null, expiresBefore ?? null, differences === 'open', limit + 1]);
  return found.map(({ row }) => row);
};
