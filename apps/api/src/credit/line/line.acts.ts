import { Injectable } from '@nestjs/common';
import { type LineCommand, lineStream, type NominateLine, seesTotalsOnly, tellsAmount } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { type ReadForm, ReadsLedger } from '@entente/infra/access/reads';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { withoutAmounts } from '../without-amounts.js';
import { Allocations } from './allocations.js';
import { CreditConstants, type LineIdentity } from './constants.js';
import { HandleLine } from './line.handler.js';
import { LineStreams } from './line.streams.js';

export type Answer = Promise<Accepted | Foreseen>;

type Type = Exclude<LineCommand['type'], 'NominateLine'>;
/** What an act says, without what is looked up for it. */
type Said<T extends Type> = Omit<Extract<LineCommand, { type: T }>['data'], 'programme' | 'parties' | 'allocation'>;
/** Those that take from a quota, or give back to it. */
type Taking = 'DeclineLine' | 'ReduceLine' | 'CloseLine';

const TRIES_MAX = 5;

/**
 * Sends acts on lines with what of a line never changes, so that a draw reads nothing that is not at hand already. What an
 * answer tells of a line is recorded as read before it is given; an act that is done tells nothing, and costs nothing here.
 */
@Injectable()
export class LineActs {
  constructor(
    private readonly commands: Commands,
    private readonly constants: CreditConstants,
    private readonly allocations: Allocations,
    private readonly reads: ReadsLedger,
    private readonly streams: LineStreams,
  ) {}

  async nominate(asked: Asked, data: Omit<NominateLine['data'], 'parties'>, reply: FastifyReply): Answer {
    const programme = await this.constants.programme(data.programme);
    const answer = await this.commands.send<LineCommand>(HandleLine, asked, 'NominateLine', { ...data, parties: programme ? [programme.bank.organisation] : [] }, reply, `/v1/credit-lines/${data.id}`);
    return 'dryRun' in answer && seesTotalsOnly(asked.actor) ? withoutAmounts(answer) : answer;
  }

  send<T extends Exclude<Type, Taking | 'ApproveLine' | 'ExplainDiscrepancy'>>(asked: Asked, type: T, data: Said<T> & { id: string }, reply: FastifyReply): Answer {
    return this.on(asked, type, data, async () => ({}), reply);
  }

  /** From the allocation that is named; where none is, from the nearest one that holds the borrower's region, or from the quota. */
  approve(asked: Asked, { allocation, ...data }: Said<'ApproveLine'> & { id: string; allocation?: string | null | undefined }, reply: FastifyReply): Answer {
    return this.on(asked, 'ApproveLine', data, async ({ programme, region }) => ({ allocation: allocation === undefined ? await this.allocations.nearest(programme, region) : allocation }), reply);
  }

  /** The issuer explains what is its own, so that it is looked up with the parties of the line. */
  explain(asked: Asked, data: Said<'ExplainDiscrepancy'> & { id: string }, reply: FastifyReply): Answer {
    return this.on(asked, 'ExplainDiscrepancy', data, async ({ programme, bank, borrower }) => {
      const issuer = (await this.constants.programme(programme))?.issuer.organisation;
      return { parties: [bank, borrower, ...(issuer === undefined ? [] : [issuer])] };
    }, reply);
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
        return await this.told(asked, data.id, await this.commands.send<LineCommand>(HandleLine, asked, type, said, reply));
      } catch (error) {
        if (error instanceof Refusal && tellsAmount(error.code)) await this.record(asked, data.id, 'refusal');
        if (!(error instanceof Refusal && error.code === 'credit-line/moved' && tries < TRIES_MAX)) throw error;
        this.constants.forget(data.id);
      }
    }
  }

  private async told(asked: Asked, id: string, answer: Accepted | Foreseen): Answer {
    if (!('dryRun' in answer)) return answer;
    await this.record(asked, id, 'dry-run');
    return (await this.mayRead(asked.actor, id)) ? answer : withoutAmounts(answer);
  }

  private async mayRead(actor: Actor, id: string): Promise<boolean> {
    try {
      await this.streams.of(id, actor);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private record({ actor, envelope: { trace } }: Asked, id: string, what: ReadForm): Promise<void> {
    return this.reads.record(actor, what, [lineStream(id)], trace === undefined ? {} : { trace });
  }
}
