import { Injectable } from '@nestjs/common';
import { discrepanciesOf, evolveLine, type Line, type LineFact, lineStream, seesTotalsOnly } from '@entente/domain/credit/line';
import type { ProgrammeCommand, ProposeProgramme } from '@entente/domain/credit/programme';
import { type ExplainDifference, type ReportStatement, type StatementFact, statementStream } from '@entente/domain/credit/statement';
import { ReadsLedger } from '@entente/infra/access/reads';
import { EventLog } from '@entente/infra/event-log/event-log';
import type { FastifyReply } from 'fastify';
import { type Addressed, type Answer, CooperationActs } from '../../cooperation/cooperation.acts.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import type { Asked } from '../../http/asked.js';
import { Commands, naming } from '../../http/commands.js';
import { withoutAmounts } from '../without-amounts.js';
import { HandleProgramme } from './programme.handler.js';
import type { StatementBody } from './programme.requests.js';
import { StatementLines } from './statement-lines.js';
import { HandleStatement } from './statement.handler.js';

const addressed: Addressed<'credit-programme', ProgrammeCommand> = { kind: 'credit-programme', Handle: HandleProgramme, parties: ({ issuer, bank }) => [issuer, bank] };

/** How many lines are folded at a time. */
const TOGETHER = 16;

/** Sends acts on programmes, with issuer and bank as they are today; and what a bank states, with the lines that it speaks of. */
@Injectable()
export class ProgrammeCommands {
  constructor(
    private readonly acts: CooperationActs,
    private readonly commands: Commands,
    private readonly streams: CooperationStreams,
    private readonly lines: StatementLines,
    private readonly log: EventLog,
    private readonly reads: ReadsLedger,
  ) {}

  propose(asked: Asked, data: ProposeProgramme['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.commands.send<ProposeProgramme>(HandleProgramme, asked, 'ProposeProgramme', data, reply, `/v1/credit-programmes/${data.id}`);
  }

  send<C extends ProgrammeCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.acts.send<'credit-programme', ProgrammeCommand>(addressed, asked, type, data.id, async () => data, reply);
  }

  /** Why a line stands in the bank's files, or in none of them, as issuer or bank. */
  async explain(asked: Asked, id: string, data: Omit<ExplainDifference['data'], 'id' | 'parties'>, reply: FastifyReply): Answer {
    const it = await this.streams.standing('credit-programme', id);
    return this.commands.send<ExplainDifference>(HandleStatement, asked, 'ExplainDifference', { id, ...data, parties: it ? [it.issuer.organisation, it.bank.organisation] : [] }, reply);
  }

  async reportStatement(asked: Asked, id: string, body: StatementBody, reply: FastifyReply): Answer {
    const it = await this.streams.standing('credit-programme', id);
    const { found, missing } = await this.lines.find(asked.actor, id, body);
    const parties = it ? [it.issuer.organisation, it.bank.organisation] : [];
    const answer = await this.commands.send<ReportStatement>(HandleStatement, asked, 'ReportStatement', { id, from: body.from, cutOff: body.cutOff, found, missing, parties }, reply);
    if ('dryRun' in answer) {
      if (seesTotalsOnly(asked.actor)) return withoutAmounts(answer);
      const { trace } = asked.envelope;
      await this.reads.record(asked.actor, 'dry-run', [...new Set(found.flatMap(({ line }) => (line === null ? [] : [lineStream(line)])))], trace === undefined ? {} : { trace });
      return answer;
    }
    // Told from the fact that was recorded, so that a repetition is answered as the first one was.
    const { facts: [recorded] } = await this.log.read(statementStream(id), answer.version - 1);
    const { count, unknown, missing: without, cutOff } = (recorded as unknown as Extract<StatementFact, { type: 'StatementReported' }>).data;
    const openDifferences = await this.differences(found.flatMap(({ line }) => line ?? []), cutOff, answer.position);
    return naming(answer, { found: count - unknown.length, unknown: unknown.length, missing: without.length, openDifferences });
  }

  /** How many differences the statement of a cut-off left open in these lines, as they stood at a position. */
  private async differences(lines: readonly string[], cutOff: string, position: number): Promise<number> {
    let open = 0;
    for (let n = 0; n < lines.length; n += TOGETHER) {
      const folded = await Promise.all(lines.slice(n, n + TOGETHER).map((line) => this.lineAt(line, position)));
      open += folded.flatMap((line) => (line.status === 'absent' ? [] : discrepanciesOf(line.mirror))).filter((each) => each.cutOff === cutOff && each.explained === null).length;
    }
    return open;
  }

  private async lineAt(id: string, position: number): Promise<Line> {
    const { facts } = await this.log.read(lineStream(id), 0);
    return facts.filter((fact) => fact.position <= position).reduce<Line>((line, fact) => evolveLine(line, fact as unknown as LineFact), { status: 'absent' });
  }
}
