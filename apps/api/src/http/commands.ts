import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from '@entente/domain/kernel/message';
import { Doorbell } from '@entente/infra/doorbell/doorbell';
import type { FastifyReply } from 'fastify';
import { Node } from '../reading/node.js';
import type { Asked } from './asked.js';
import type { BusToken } from './slice.js';

/** What a command answers with. `position` is where the log stood with it; reads take it as minPosition. */
export type Accepted = Readonly<{ id: string; stream: string; version: number; node: string; position: number }>;

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
  ): Promise<Accepted> {
    const command = { type, data, id: asked.id, actor: asked.actor, at: asked.at } as unknown as C;
    const { replayed, stream, version, position } = await this.bus.execute(new Handle(command, asked.envelope));
    this.doorbell.ring();
    void reply.header('ETag', `"${version}"`);
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    if (location) void reply.header('Location', location);
    return { id: data.id, stream, version, node: await this.node.name(), position };
  }
}
