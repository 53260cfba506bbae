import { Injectable } from '@nestjs/common';
import type { Recorded } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { absent, evolve, type Known, type Signing, type SigningCommand, type SigningFact, type Terms } from '@entente/domain/signing/signing';
import { EventLog } from '@entente/infra/event-log/event-log';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Directories } from '../../territory/directories.js';
import { Numbers } from '../numbers.js';
import { HandleSigning } from './signing.handler.js';

const KEPT_MAX = 20_000;
const TRIES_MAX = 5;

/** The answer to an act on a signing: with the number that people say. */
export type Answer = Promise<(Accepted | Foreseen) & Readonly<{ number: string | null }>>;

/** Sends acts on signings, with what comes in beside what was asked: the number of a new one, and the outside numbers of one that leaves. */
@Injectable()
export class SigningCommands {
  /** A number never changes, so it is looked up once. */
  private readonly numbers = new Map<string, string | null>();

  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly commands: Commands,
    private readonly log: EventLog,
    private readonly next: Numbers,
    private readonly directories: Directories,
  ) {}

  async send<C extends SigningCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply, location?: string): Answer {
    const send = (): Promise<Accepted | Foreseen> => this.commands.send<SigningCommand>(HandleSigning, asked, type, data, reply, location);
    // All that refers to one document writes to its stream: those of this process take turns, as they would not in a lane of their own signing.
    const accepted = await ('evidence' in data ? this.inTurn(data.evidence[0]?.document ?? data.id, send) : send());
    if ('dryRun' in accepted) return { ...accepted, number: type === 'SubmitSigning' ? null : await this.numberOf(data.id) };
    if ('number' in data && reply.getHeader('Idempotent-Replayed') === undefined) this.keep(data.id, data.number);
    return { ...accepted, number: await this.numberOf(data.id) };
  }

  /** The number of what is submitted: after the region that submits it and the year of signing. A rehearsal takes none. */
  async numberFor({ actor, dryRun }: Asked, { hosts, signedOn }: Pick<Terms, 'hosts' | 'signedOn'>): Promise<string | null> {
    if (dryRun) return null;
    const { within } = await this.directories.current();
    const owner = (hosts.find(({ region }) => within(region, actor.region)) ?? hosts[0])?.region;
    return owner === undefined ? null : this.next.next(owner, signedOn.slice(0, 4));
  }

  /** Sends an act that names what the signing holds at this moment; where that moved in between, once more with what it holds then. */
  async sendKnowing<C extends SigningCommand>(asked: Asked, type: C['type'], id: string, dataOf: (it: Known | undefined) => C['data'] & { id: string }, reply: FastifyReply): Answer {
    for (let tries = 1; ; tries += 1) {
      const state = await this.stateOf(id);
      try {
        return await this.send<C>(asked, type, dataOf(state.status === 'absent' ? undefined : state), reply);
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'signing/moved-meanwhile' && tries < TRIES_MAX)) throw error;
      }
    }
  }

  private async inTurn<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.turns.get(key) ?? Promise.resolve();
    const mine = before.then(act, act);
    const settled = mine.then(() => undefined, () => undefined);
    this.turns.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.turns.get(key) === settled) this.turns.delete(key);
    }
  }

  private async numberOf(id: string): Promise<string | null> {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    const state = await this.stateOf(id);
    const number = state.status === 'absent' ? null : state.number;
    this.keep(id, number);
    return number;
  }

  private keep(id: string, number: string | null): void {
    if (this.numbers.size >= KEPT_MAX) this.numbers.clear();
    this.numbers.set(id, number);
  }

  private async stateOf(id: string): Promise<Signing> {
    const { facts } = await this.log.read(`signing-${id}`, 0);
    return (facts as readonly Recorded<SigningFact>[]).reduce<Signing>(evolve, absent);
  }
}
