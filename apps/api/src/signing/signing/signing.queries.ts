import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { codeRange } from '@entente/domain/kernel/region-code';
import { absent, concerns, evolve, type Known, type Signing, type SigningFact, termsAt } from '@entente/domain/signing/signing';
import type { SigningRow } from '@entente/domain/views/signings';
import { EventLog } from '@entente/infra/event-log/event-log';
import { encodeCursor } from '../../http/paging.js';
import { problems } from '../../http/problems.js';
import { AsOfResolver, type Moment } from '../../reading/as-of.js';
import { Node } from '../../reading/node.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import type { SigningQuery, SigningsQuery } from './signing.requests.js';

export type SigningAnswer = ReturnType<typeof shown> & { version: number; asOf: Moment; validAt: string | null; history: readonly object[] };

/** A signing as the reader sees it: flat, in the field names of its submission. */
const shown = (id: string, it: Known, validAt?: string) => ({
  id,
  status: statusAt(it, validAt),
  ...termsAt(it, validAt),
  grade: it.grade,
  owner: it.owner,
  submitter: it.submitter.organisation,
  source: it.source,
  confirmations: it.asked.map(({ region, as }) => ({ region, as, confirmed: it.confirmed.includes(region) })),
  change: it.status === 'admitted' && it.pending
    ? {
        act: it.pending.act, changes: it.pending.changes, effectiveOn: it.pending.effectiveOn, reason: it.pending.reason,
        confirmations: it.pending.asked.map(({ region, as }) => ({ region, as, confirmed: it.pending?.confirmed.includes(region) ?? false })),
      }
    : null,
  returned: it.status === 'returned' ? { reason: it.reason, fields: it.fields } : null,
  amendments: it.amendments.filter(({ on }) => hasBegun(on, validAt)).map(({ on, changes }) => ({ effectiveOn: on, changes })),
  terminatedOn: it.status === 'terminated' && hasBegun(it.on, validAt) ? it.on : null,
});

const statusAt = (it: Known, validAt: string | undefined): Known['status'] =>
  it.status === 'terminated' && !hasBegun(it.on, validAt) ? 'admitted' : it.status;

/** A coarse date begins with its first day. */
const hasBegun = (on: string, validAt: string | undefined): boolean => validAt === undefined || edtfInterval(on).from <= validAt;

/** One line of a signing's history: which act made which version, when it was known and by whom. */
const line = ({ version, position, type, recordedAt, effectiveOn, metadata, data }: Recorded): object => ({
  version, position, type, recordedAt, effectiveOn, by: { organisation: metadata.actor.organisation, role: metadata.actor.role }, data: impersonal(data),
});

/** The record answers for organisations; which of their people acted stays in the log. */
const impersonal = (data: object): object =>
  JSON.parse(JSON.stringify(data, (name, value: unknown) => (name === 'principal' ? undefined : value))) as object;

export class SigningById extends Query<SigningAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: SigningQuery,
  ) {
    super();
  }
}

/** Folds the signing's own stream, so that the answer holds everything that was acknowledged before the question. */
@QueryHandler(SigningById)
export class SigningByIdHandler implements IQueryHandler<SigningById> {
  constructor(
    private readonly log: EventLog,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
  ) {}

  async execute({ actor, id, query }: SigningById): Promise<SigningAnswer> {
    const asked = await this.moments.position(query.asOf);
    const { facts } = await this.log.read(`signing-${id}`, 0);
    const { head } = await this.progress.now();
    const wanted = Math.max(asked?.position ?? 0, query.minPosition ?? 0);
    if (wanted > head) throw problems.beyondHead();
    const position = asked?.position ?? Math.max(head, facts.at(-1)?.position ?? 0);
    const known = facts.filter((fact) => fact.position <= position);
    const state = (known as readonly Recorded<SigningFact>[]).reduce<Signing>(evolve, absent);
    const validAt = query.validAt === undefined ? undefined : edtfInterval(query.validAt).to;
    if (state.status === 'absent' || !concerns(state, actor)) throw problems.notFound();
    if (validAt !== undefined && edtfInterval(state.terms.signedOn).from > validAt) throw problems.notFound();
    return {
      ...shown(id, state, validAt),
      version: known.length,
      validAt: query.validAt ?? null,
      asOf: { instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position },
      history: known.map(line),
    };
  }
}

export type SigningsPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class SigningsBy extends Query<SigningsPage> {
  constructor(
    readonly actor: Actor,
    readonly query: SigningsQuery,
  ) {
    super();
  }
}

@QueryHandler(SigningsBy)
export class SigningsByHandler implements IQueryHandler<SigningsBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, query }: SigningsBy): Promise<SigningsPage> {
    await this.progress.reached('signings', query.minPosition);
    return this.model.ask('signings', actor, async ({ position, table, rows }) => {
      const pinned = query.cursor?.pinned ?? position;
      const hosts = query.host === undefined ? undefined : codeRange(query.host);
      const found = await rows<{ row: SigningRow; opened: string }>(
        `select row, opened from ${table()}
          where opened > $1 and opened <= $2 and ($3::text is null or exists (select 1 from unnest(hosts) as h(code) where h.code collate "C" between $3 and $7)) and ($4::text is null or edition = $4)
            and ($5::text is null or status = $5)
          order by opened limit $6`,
        [query.cursor?.after[0] ?? 0, pinned, hosts?.from ?? null, query.edition ?? null, query.status ?? null, query.limit + 1, hosts?.to ?? null],
      );
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return {
        items: page.map(({ row }) => ({ ...shown(row.id, row.state as Known), version: row.version, position: row.position })),
        next: found.length > query.limit && last ? encodeCursor({ pinned, after: [Number(last.opened)] }) : null,
      };
    });
  }
}
