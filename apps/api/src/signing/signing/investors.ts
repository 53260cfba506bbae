import { Injectable } from '@nestjs/common';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { evolveOne, nameOf, type Organisation, type OrganisationFact } from '@entente/domain/parties/organisation';
import type { Terms } from '@entente/domain/signing/signing';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { EventLog } from '@entente/infra/event-log/event-log';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';

type Investor = Terms['investors'][number];

/** An investor as it was printed, and the body that it is known to be. */
export type Known = Investor & Readonly<{ body: Readonly<{ id: string; name: string }> | null }>;

/** Under which ids and credit codes a body stands in signings. */
export type Standing = Readonly<{ ids: readonly string[]; codes: readonly string[] }>;

const MERGERS_MAX = 16;

/**
 * Who the investors are. A signing keeps what was printed and, where it was given, the body; which body that is, and which
 * one stands for it after a merger, is looked up when it is asked, so that a merger that is undone leaves nothing behind.
 */
@Injectable()
export class Investors {
  constructor(
    private readonly log: EventLog,
    private readonly model: ReadModel,
  ) {}

  /** As it was known at a position: by its id, and else by its credit code. */
  of(investors: readonly Investor[], position: number): Promise<Known[]> {
    return Promise.all(investors.map(async (investor) => {
      const id = investor.organisation ?? (investor.creditCode === null ? undefined : await this.holder(investor.creditCode, position));
      const body = id === undefined ? undefined : await this.standing(id, position);
      return { ...investor, body: body ? { id: body.id, name: nameOf(body) } : null };
    }));
  }

  /** The ids and codes of a body and of all that were merged into it. */
  standingFor(id: string, actor: Actor): Promise<Standing> {
    return this.model.ask('organisations', actor, async (snapshot) => {
      const rows = await absorbedBy(snapshot, id);
      return { ids: [...new Set([id, ...rows.map((row) => row.id)])], codes: rows.flatMap(({ state }) => state?.creditCode ?? []) };
    });
  }

  private async holder(code: string, position: number): Promise<string | undefined> {
    return (await this.facts(`credit-code-${code}`, position)).at(-1)?.data.organisation;
  }

  private async standing(id: string, position: number): Promise<Organisation | undefined> {
    let body = await this.body(id, position);
    for (let mergers = 0; body?.status === 'merged' && mergers < MERGERS_MAX; mergers += 1) body = (await this.body(body.into.organisation, position)) ?? body;
    return body;
  }

  private async body(id: string, position: number): Promise<Organisation | undefined> {
    return (await this.facts(`organisation-${id}`, position)).reduce<Organisation | undefined>(evolveOne, undefined);
  }

  private async facts(stream: string, position: number): Promise<readonly Recorded<OrganisationFact>[]> {
    const { facts } = await this.log.read(stream, 0);
    return (facts as unknown as readonly Recorded<OrganisationFact>[]).filter((fact) => fact.position <= position);
  }
}

const absorbedBy = async ({ rows, table }: Snapshot, id: string): Promise<readonly OrganisationRow[]> => {
  const found = await rows<{ row: OrganisationRow }>(
    `with recursive standing(key) as (
       select $1::text collate "C" union select o.key from ${table()} o join standing s on o.merged_into collate "C" = s.key)
     select row from ${table()} join standing using (key)`, [id]);
  return found.map(({ row }) => row);
};
