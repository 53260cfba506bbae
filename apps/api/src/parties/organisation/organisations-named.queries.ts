import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { bigramsOf } from '@entente/domain/kernel/likeness';
import { type Match, matchOf, nameOf, plainCode } from '@entente/domain/parties/organisation';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';

/** A body that a text as printed may mean. */
export type OrganisationCandidate = Readonly<{ kind: 'organisation'; id: string; name: string }> & Match;

/** Which bodies a text as printed may mean, the likeliest first. */
export class OrganisationsNamed extends Query<readonly OrganisationCandidate[]> {
  constructor(
    readonly actor: Actor,
    readonly text: string,
    readonly minPosition?: number,
  ) {
    super();
  }
}

const CANDIDATES_MAX = 20;
/** Rows that share most of the text's bigrams; a likeness of one half needs many of them. */
const LOOKED_AT_MAX = 400;
const MERGERS_MAX = 16;

@QueryHandler(OrganisationsNamed)
export class OrganisationsNamedHandler implements IQueryHandler<OrganisationsNamed> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, text, minPosition }: OrganisationsNamed): Promise<readonly OrganisationCandidate[]> {
    await this.progress.reached('organisations', minPosition);
    const found = await this.model.ask('organisations', actor, async (snapshot) => {
      const rows = await alike(snapshot, text);
      const matched = rows.flatMap((row) => {
        const match = row.state ? matchOf(row.state, text) : undefined;
        return match ? [{ row, match }] : [];
      });
      const standingFor: typeof matched = [];
      for (const { row, match } of matched) standingFor.push({ row: await standing(snapshot, row), match });
      return standingFor;
    });
    const best = new Map<string, OrganisationCandidate>();
    for (const { row, match } of found) {
      if (!row.state || (best.get(row.id)?.score ?? '') >= match.score) continue;
      best.set(row.id, { kind: 'organisation', id: row.id, name: nameOf(row.state), ...match });
    }
    return [...best.values()].sort((a, b) => (a.score < b.score ? 1 : a.score > b.score ? -1 : a.id < b.id ? -1 : 1)).slice(0, CANDIDATES_MAX);
  }
}

const alike = async ({ rows, table }: Snapshot, text: string): Promise<readonly OrganisationRow[]> => {
  const found = await rows<{ row: OrganisationRow }>(
    `select row from ${table()} where bigrams && $1::text[] or credit_code = $2
      order by (credit_code is not distinct from $2) desc, cardinality(array(select unnest(bigrams) intersect select unnest($1::text[]))) desc, opened limit ${LOOKED_AT_MAX}`,
    [bigramsOf(text), plainCode(text)],
  );
  return found.map(({ row }) => row);
};

/** The record that stands for one that was merged, over as many mergers as there were. */
const standing = async ({ rows, table }: Snapshot, row: OrganisationRow): Promise<OrganisationRow> => {
  let at = row;
  for (let mergers = 0; at.state?.status === 'merged' && mergers < MERGERS_MAX; mergers += 1) {
    const [next] = await rows<{ row: OrganisationRow }>(`select row from ${table()} where key = $1`, [at.state.into.organisation]);
    if (!next) break;
    at = next.row;
  }
  return at;
};
