import { Injectable } from '@nestjs/common';
import { type LineCommand, type NominateLine } from '@entente/domain/credit/line';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Allocations } from './allocations.js';
import { CreditConstants, type LineIdentity } from './constants.js';
import { HandleLine } from './line.handler.js';

export type Answer = Promise<Accepted | Foreseen>;

type Type = Exclude<LineCommand['type'], 'NominateLine'>;
/** What an act says, without what is looked up for it. */
type Said<T extends Type> = Omit<Extract<LineCommand, { type: T }>['data'], 'programme' | 'parties' | 'allocation'>;
/** Those that take from a quota, or give back to it. */
type Taking = 'DeclineLine' | 'ReduceLine' | 'CloseLine';

const TRIES_MAX = 5;

/** Sends acts on lines with what of a line never changes, so that a draw reads nothing that is not at hand already. */
@Injectable()
export class LineActs {
  constructor(
    private readonly commands: Commands,
    private readonly constants: CreditConstants,
    private readonly allocations: Allocations,
  ) {}

  async nominate(asked: Asked, data: Omit<NominateLine['data'], 'parties'>, reply: FastifyReply): Answer {
    const programme = await this.constants.programme(data.programme);
    return this.commands.send<LineCommand>(HandleLine, asked, 'NominateLine', { ...data, parties: programme ? [programme.bank.organisation] : [] }, reply, `/v1/credit-lines/${data.id}`);
  }

  send<T extends Exclude<Type, Taking | 'ApproveLine'>>(asked: Asked, type: T, data: Said<T> & { id: string }, reply: FastifyReply): Answer {
    return this.on(asked, type, data, async () => ({}), reply);
  }

  /** From the allocation that is named; where none is, from the nearest one that holds the borrower's region, or from the quota. */
  approve(asked: Asked, { allocation, ...data }: Said<'ApproveLine'> & { id: string; allocation?: string | null | undefined }, reply: FastifyReply): Answer {
    return this.on(asked, 'ApproveLine', data, async ({ programme, region }) => ({ allocation: allocation === undefined ? await this.allocations.nearest(programme, region) : allocation }), reply);
  }

  /** What comes back goes where it came from. */
  giveBack<T extends Taking>(asked: Asked, type: T, data: Said<T> & { id: string }, reply: FastifyReply): Answer {
    return this.on(asked, type, data, async () => ({ allocation: (await this.constants.granted(data.id)).allocation }), reply);
  }

  /** What was looked up may have moved when the decision is made; then it is looked up anew, and sent again. */
  private async on(asked: Asked, type: Type, data: object & { id: string }, more: (line: LineIdentity) => Promise<object>, reply: FastifyReply): Answer {
    for (let tries = 1; ; tries += 1) {
      const line = await this.constants.line(data.id);
      const said = { ...data, programme: line.programme, parties: [line.bank, line.borrower], ...(await more(line)) } as LineCommand['data'];
      try {
        return await this.commands.send<LineCommand>(HandleLine, asked, type, said, reply);
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'credit-line/moved' && tries < TRIES_MAX)) throw error;
        this.constants.forget(data.id);
      }
    }
  }
}
