import type { Actor, Role } from '@entente/domain/kernel/message';

/** In which form something was read. */
export type ReadForm = 'document' | 'list' | 'statement' | 'entries' | 'exposure' | 'dry-run' | 'refusal';

/** One reading of one subject. */
export type Reading = Readonly<{
  /** Falls from page to page: the id of the last one is where the next page begins. */
  id: number;
  /** RFC 3339 instant in UTC. */
  at: string;
  principal: string;
  organisation: string;
  role: Role;
  region: string;
  what: ReadForm;
  purpose: string | null;
  trace: string | null;
}>;

/** A data source in the role of the api. */
type Database = Readonly<{ query: <Rows>(sql: string, values?: unknown[]) => Promise<Rows> }>;

/**
 * Who has read what. A reading is recorded before its answer is given, and whoever cannot record does not answer. Recording
 * takes a connection of its own, so it is asked for before or after a question and not while one is held.
 */
export class ReadsLedger {
  constructor(private readonly database: Database) {}

  /** Records in one round trip that an actor is given these subjects; one that is named twice is read once, and none is nothing. */
  async record(actor: Actor, what: ReadForm, subjects: readonly string[], more: Readonly<{ purpose?: string; trace?: string }> = {}): Promise<void> {
    if (subjects.length === 0) return;
    const { principal, organisation, role, region } = actor;
    await this.database.query('select access.record_reads($1, $2, $3, $4, $5, $6, $7, $8)', [[...subjects], what, principal, organisation, role, region, more.purpose ?? null, more.trace ?? null]);
  }

  /** The reads of a subject, the newest first: those before an id, or from the newest on. */
  async of(subject: string, before: number | undefined, limit: number): Promise<readonly Reading[]> {
    const rows = await this.database.query<readonly (Omit<Reading, 'at'> & Readonly<{ at: Date }>)[]>(
      `select id::float8 as id, at, principal, organisation, role, region, what, purpose, trace from access.reads_of($1, $2, $3)`, [subject, before ?? null, limit]);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
