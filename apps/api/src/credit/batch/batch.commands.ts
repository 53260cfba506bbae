import { Injectable } from '@nestjs/common';
import { type BatchCommand, type KnownBatch, type OpenBatch, refuseBatch } from '@entente/domain/credit/batch';
import { refuseProgramme } from '@entente/domain/credit/programme';
import type { Claim, RecordClaims } from '@entente/domain/reporting/claim';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import { type Addressed, type Answer, CooperationActs } from '../../cooperation/cooperation.acts.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import type { Asked } from '../../http/asked.js';
import { Commands, naming } from '../../http/commands.js';
import { HandleClaim } from '../../reporting/claim/claim.handler.js';
import { BatchSights } from './batch-sights.js';
import { HandleBatch } from './batch.handler.js';
import type { AnnounceBody } from './batch.requests.js';
import { APPROVED, FIRMS } from './batch.shown.js';

/** Who stands in a batch is its programme's issuer and bank, who are named in what is sent. */
const addressed: Addressed<'credit-batch', BatchCommand> = {
  kind: 'credit-batch', Handle: HandleBatch, parties: (_, { data }) => (data.parties ?? []).map((organisation) => ({ organisation })), moved: 'credit-batch/moved',
};

/** What was announced, as claims about the batch: what it is now is what stands beside them, so no period goes with them. */
const claimsOf = (asked: Asked, { id: batch, territory }: KnownBatch, { total, firms, source, statedOn }: AnnounceBody): readonly (Claim & { id: string })[] => {
  const scope = { territory, edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch };
  const claim = (metric: string, quantity: Claim['quantity']) => ({ id: commandIdOf(asked.id, metric), metric, scope, quantity, source, statedOn });
  return [
    ...(total ? [claim(APPROVED, { value: total.amount, unit: total.currency, op: total.op, text: total.text })] : []),
    ...(firms ? [claim(FIRMS, { value: String(firms.value), unit: 'firm', op: firms.op, text: firms.text })] : []),
  ];
};

/** Sends acts on batches, with the programme's bodies as they are today and the lines as they were seen. */
@Injectable()
export class BatchCommands {
  constructor(
    private readonly acts: CooperationActs,
    private readonly commands: Commands,
    private readonly streams: CooperationStreams,
    private readonly sights: BatchSights,
  ) {}

  async open(asked: Asked, data: OpenBatch['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.commands.send<OpenBatch>(HandleBatch, asked, 'OpenBatch', { ...data, parties: await this.partiesOf(data.programme) }, reply, `/v1/credit-batches/${data.id}`);
  }

  /** It rests on how all of its lines stand; where one was put forward meanwhile, it is sent once more. */
  release(asked: Asked, id: string, reply: FastifyReply): Answer {
    return this.acts.send<'credit-batch', BatchCommand>(addressed, asked, 'ReleaseBatch', id, async (it) => {
      if (!it) throw refuseBatch('credit-batch/not-found');
      // Before anything is said of its version, by which lines can be counted.
      if (!(await this.sights.of(it.programme, asked.actor))?.sight.totals) throw refuseBatch('credit-batch/not-yours');
      return { id, programme: it.programme, lines: it.lines, parties: await this.partiesOf(it.programme) };
    }, reply);
  }

  /** Its total and its number of firms in one append, so that neither stands without the other. */
  async announce(asked: Asked, id: string, body: AnnounceBody, reply: FastifyReply): Answer {
    const it = await this.streams.standing('credit-batch', id);
    const programme = it && (await this.streams.standing('credit-programme', it.programme));
    if (!it || !programme) throw refuseBatch('credit-batch/not-found');
    if (body.total && body.total.currency !== programme.currency) throw refuseProgramme('credit-programme/another-currency', '/total/currency');
    const [first, ...others] = claimsOf(asked, it, body);
    if (!first) throw refuseBatch('credit-batch/nothing-announced');
    const answer = await this.commands.send<RecordClaims>(HandleClaim, asked, 'RecordClaims', { id: first.id, claims: [first, ...others] }, reply);
    return naming(answer, { id, claims: [first, ...others].map((claim) => claim.id) });
  }

  private async partiesOf(programme: string): Promise<readonly string[]> {
    const it = await this.streams.standing('credit-programme', programme);
    return it ? [it.issuer.organisation, it.bank.organisation] : [];
  }
}
