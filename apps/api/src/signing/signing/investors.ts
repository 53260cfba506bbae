import { Injectable } from '@nestjs/common';
import { type Body, stoodIn } from '@entente/domain/kernel/directory';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { evolveOne, nameOf, type Organisation, type OrganisationFact } from '@entente/domain/parties/organisation';
import type { Terms } from '@entente/domain/signing/signing';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { EventLog } from '@entente/infra/event-log/event-log';
import { holderOf } from '../../parties/holder.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';

type Investor = Terms['investors'][number];

/** An investor as it was printed, and the body that it is known to be. */
export type Known = Investor & Readonly<{ body: Readonly<{ id: string; name: string }> | null }>;

/** Under which ids a body stands in signings, and under which credit codes while it was there. */
export type Standing = Readonly<{ ids: readonly string[]; codes: ReadonlyMap<string, Pick<Body, 'from' | 'to'>> }>;

/** Whether an investor is the body, by its id, or else by a code that was the body's when it was signed. */
export const isOf = ({ ids, codes }: Standing, { organisation, creditCode }: Investor, signedOn: string): boolean => {
  if (organisation !== undefined) return ids.includes(organisation);
  const holder = codes.get(creditCode ?? '');
  return holder !== undefined && stoodIn(holder, signedOn);
};

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
  of(investors: readonly Investor[], signedOn: string, position: number): Promise<Known[]> {
    return Promise.all(investors.map(async (investor) => {
      const id = investor.organisation ?? (investor.creditCode === null ? undefined : await this.holder(investor.creditCode, signedOn, position));
      const body = id === undefined ? undefined : await this.standing(id, position);
      return { ...investor, body: body ? { id: body.id, name: nameOf(body) } : null };
    }));
  }

  /** The ids and codes of a body and of all that were merged into it. */
  standingFor(id: string, actor: Actor): Promise<Standing> {
    return this.model.ask('organisations', actor, async (snapshot) => {
      const rows = await absorbedBy(snapshot, id);
      return { ids: [...new Set([id, ...rows.map((row) => row.id)])], codes: new Map(rows.flatMap(({ state }) => (state?.creditCode ? [[state.creditCode, lifeOf(state)] as const] : []))) };
    });
  }

  /** Who held the code; a body that was not there when it was signed is none of the signing's. */
  private async holder(code: string, signedOn: string, position: number): Promise<string | undefined> {
    const id = holderOf(await this.facts(`credit-code-${code}`, position));
    const body = id === undefined ? undefined : await this.body(id, position);
    return body && stoodIn(lifeOf(body), signedOn) ? id : undefined;
  }

  private async standing(id: string, position: number): Promise<Organisation | undefined> {
    const body = await this.body(id, position);
    return body?.status === 'merged' ? this.standing(body.into.organisation, position) : body;
  }

  private async body(id: string, position: number): Promise<Organisation | undefined> {
    return (await this.facts(`organisation-${id}`, position)).reduce<Organisation | undefined>(evolveOne, undefined);
  }

  private async facts(stream: string, position: number): Promise<readonly Recorded<OrganisationFact>[]> {
    const { facts } = await this.log.read(stream, 0);
    return (facts as unknown as readonly Recorded<OrganisationFact>[]).filter((fact) => fact.position <= position);
  }
}

const lifeOf = (it: Organisation): Pick<Body, 'from' | 'to'> => ({ from: it.existsFrom, to: it.status === 'closed' ? it.on : null });

const absorbedBy = async ({ rows, table }: Snapshot, id: string): Promise<readonly OrganisationRow[]> => {
  const found = await rows<{ row: OrganisationRow }>(
    `with recursive standing(key) as (
       select $1::text collate "C" union select o.key from ${table()} o join standing s on o.merged_into collate "C" = s.key)
     select row from ${table()} join standing using (key)`, [id]);
  return found.map(({ row }) => row);
};
