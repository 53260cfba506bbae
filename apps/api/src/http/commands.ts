import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { catalogue } from '@entente/domain/catalogue';
import { type Journal, wouldPost } from '@entente/domain/kernel/journal';
import type { Command } from '@entente/domain/kernel/message';
import { Doorbell } from '@entente/infra/doorbell/doorbell';
import type { Rehearsed } from '@entente/infra/event-log/rehearse';
import type { FastifyReply } from 'fastify';
import { posted, shownEntry } from '../metrics/entry.shown.js';
import { Node } from '../reading/node.js';
import type { Asked } from './asked.js';
import type { BusToken } from './slice.js';

/** What a command answers with. `position` is where the log stood with it; reads take it as minPosition. */
export type Accepted = Readonly<{ id: string; stream: string; version: number; node: string; position: number }>;

/** What a dry run answers with: the events that the command would record and the entries that these would make. */
export type Foreseen = Readonly<{ dryRun: true; id: string; stream: string; version: number; events: readonly object[]; entries: readonly object[] }>;

/** An answer that repeats under which id something lies within what the command was about; of what is only tried there is none. */
export const naming = <Named extends object>(answer: Accepted | Foreseen, named: Named): (Accepted & Named) | Foreseen => ('dryRun' in answer ? answer : { ...answer, ...named });

const foreseen = (id: string, { stream, version, before, facts }: Rehearsed): Foreseen => ({
  dryRun: true,
  id,
  stream,
  version,
  events: facts.map(({ type, effectiveOn, data }) => ({ type, effectiveOn, data })),
  entries: Object.values(catalogue.journals).flatMap((journal) => wouldPost(journal as Journal<unknown>, before, facts)).map((entry) => ({ metric: entry.metric, ...shownEntry(posted(entry)) })),
});

/** Sends commands over the bus and tells the caller where the log stands with them. */
@Injectable()
export class Commands {
  constructor(
    private readonly bus: CommandBus,
    private readonly doorbell: Doorbell,
    private readonly node: Node,
  ) {}

  async send<C extends Command>(
    Handle: BusToken<C>, asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply, location?: string,
  ): Promise<Accepted | Foreseen> {
    const command = { type, data, id: asked.id, actor: asked.actor, at: asked.at } as unknown as Omit<C, 'directory'>;
    const handled = await this.bus.execute(new Handle(command, asked.envelope, asked.dryRun));
    if ('facts' in handled) {
      void reply.status(200);
      return foreseen(data.id, handled);
    }
    const { replayed, stream, version, position } = handled;
    this.doorbell.ring();
    void reply.header('ETag', `"${version}"`);
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    if (location) void reply.header('Location', location);
    return { id: data.id, stream, version, node: await this.node.name(), position };
  }
}
