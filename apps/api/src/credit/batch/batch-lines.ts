import { Injectable } from '@nestjs/common';
import { absentLine, evolveLine, type Line, type LineFact, lineStream } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';
import { creditLines } from '@entente/domain/views/credit-lines';
import { EventLog } from '@entente/infra/event-log/event-log';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';

type Row = Readonly<{ id: string; status: Line['status']; position: number }>;

/** How many lines are folded at a time. */
const TOGETHER = 16;

/** How far the lines of a batch have come: numbers, and no single line. */
@Injectable()
export class BatchLines {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
  ) {}

  /** Of these lines of a batch, how many are in each status at a position, as far as the view has read; what has moved since is looked at one by one. */
  async byStatus(actor: Actor, batch: string, lines: readonly string[], position: number, minPosition: number | undefined): Promise<Readonly<Record<string, number>>> {
    await this.progress.reached(creditLines.name, minPosition);
    // Whether he is told how many there are is settled by whoever asks; which they are is told to nobody here.
    const rows = await this.model.ask(creditLines.name, { ...actor, role: 'administrator', region: '*' }, (snapshot) => snapshot.rows<Row>(
      `select key as id, status, position::float8 as position from ${snapshot.table()} where batch = $1`, [batch]));
    const seen = new Map(rows.map((row) => [row.id, row]));
    const counts: Record<string, number> = {};
    for (let n = 0; n < lines.length; n += TOGETHER) {
      const statuses = await Promise.all(lines.slice(n, n + TOGETHER).map(async (id) => {
        const row = seen.get(id);
        return row && row.position <= position ? row.status : this.statusAt(id, position);
      }));
      for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  }

  private async statusAt(id: string, position: number): Promise<Line['status']> {
    const { facts } = await this.log.read(lineStream(id), 0);
    return facts.filter((fact) => fact.position <= position).reduce<Line>((line, fact) => evolveLine(line, fact as unknown as LineFact), absentLine).status;
  }
}
