import { Injectable } from '@nestjs/common';
import type { Command } from '@entente/domain/kernel/message';
import type { Party } from '@entente/domain/kernel/party';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { Kind } from '@entente/domain/views/cooperation';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../http/commands.js';
import type { BusToken } from '../http/slice.js';
import { CooperationStreams, type There } from './cooperation.streams.js';

export type Answer = Promise<Accepted | Foreseen>;

/** Who may take part in pacts, alliances and joint initiatives. */
export const PARTIES = ['region', 'administrator', 'bank'] as const;

/** An act, without its circumstances. */
export type Said<C extends Command> = C extends Command ? Pick<C, 'type' | 'data'> : never;

/** To which aggregate acts go, and of how it stood which bodies are looked up with them. */
export type Addressed<K extends Kind, C extends Command> = Readonly<{
  kind: K;
  Handle: BusToken<C>;
  parties: (it: There<K>, said: Said<C>) => readonly Pick<Party, 'organisation'>[];
  /** The refusal which says that what was sent rests on how it stood before, so that it is sent once more. */
  moved?: string;
}>;

type Data<C extends Command> = C['data'] & { id: string };

const TRIES_MAX = 5;

/** Sends acts on what is there with the bodies that were seen to take part, who are who they are today. */
@Injectable()
export class CooperationActs {
  constructor(
    private readonly commands: Commands,
    private readonly streams: CooperationStreams,
  ) {}

  /** @param dataOf what is sent, which may rest on how it stood a moment ago. */
  async send<K extends Kind, C extends Command>(
    { kind, Handle, parties, moved }: Addressed<K, C>, asked: Asked, type: C['type'], id: string, dataOf: (it: There<K> | undefined) => Promise<Data<C>>, reply: FastifyReply,
  ): Answer {
    for (let tries = 1; ; tries += 1) {
      const it = await this.streams.standing(kind, id);
      const data = await dataOf(it);
      const seen = it ? [...new Set(parties(it, { type, data } as unknown as Said<C>).map(({ organisation }) => organisation))] : [];
      try {
        return await this.commands.send<C>(Handle, asked, type, { ...data, parties: seen }, reply);
      } catch (error) {
        if (!(error instanceof Refusal && moved !== undefined && error.code === moved && tries < TRIES_MAX)) throw error;
      }
    }
  }
}
