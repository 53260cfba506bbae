import { Injectable } from '@nestjs/common';
import { isNothing } from '@entente/domain/credit/ledger';
import { type KnownLine, outstandingOn } from '@entente/domain/credit/line';
import type { Found } from '@entente/domain/credit/statement';
import type { Actor } from '@entente/domain/kernel/message';
import { creditLines, type CreditLineRow } from '@entente/domain/views/credit-lines';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';

type Item = Found['item'];

/** A line of a programme, in what tells whether a bank's file speaks of it. */
export type Candidate = Readonly<{ id: string; reference: string | null; creditCode: string; status: KnownLine['status']; approved: string | null; balance: string | null }>;

/** Which of several lines is meant: one that stands goes before one that is over, and that before one that was never granted. */
const RANKS: readonly (readonly KnownLine['status'][])[] = [['approved', 'signed', 'active', 'expired'], ['closed'], ['nominated', 'declined']];

/** The only one that it can be; null where it is none, or could be several. */
const onlyOf = (lines: readonly Candidate[]): string | null => {
  const [ranked = []] = RANKS.map((statuses) => lines.filter(({ status }) => statuses.includes(status))).filter((some) => some.length > 0);
  return ranked.length === 1 ? (ranked[0]?.id ?? null) : null;
};

const meant = ({ line, reference, creditCode }: Item, lines: readonly Candidate[]): string | null => {
  if (line !== null) return lines.find(({ id }) => id === line)?.id ?? null;
  return onlyOf(lines.filter((each) => (reference !== null ? each.reference === reference : each.creditCode === creditCode)));
};

/** What each item of a bank's file speaks of, and which lines that stood at the cut-off it leaves out. A line that is named by two of its items is the first one's. */
export const matched = (items: readonly Item[], cutOff: string, lines: readonly Candidate[]): Readonly<{ found: readonly Found[]; missing: readonly string[] }> => {
  const taken = new Set<string>();
  const found = items.map((item): Found => {
    const line = meant(item, lines);
    if (line === null || taken.has(line)) return { item, line: null };
    taken.add(line);
    return { item, line };
  });
  const isStanding = ({ status, approved, balance }: Candidate): boolean =>
    approved !== null && approved <= cutOff && (status === 'approved' || status === 'signed' || status === 'active' || (status === 'expired' && balance !== null && !isNothing(balance)));
  return { found, missing: lines.filter((each) => isStanding(each) && !taken.has(each.id)).map(({ id }) => id).sort() };
};

type Row = Omit<Candidate, 'balance'> & Readonly<{ row: CreditLineRow | null }>;

/** Finds the lines that a bank's file speaks of. */
@Injectable()
export class StatementLines {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
  ) {}

  /** Among all lines of the programme, up to the end of the log; whether he may state anything of them is decided with the command. */
  async find(actor: Actor, programme: string, { lines, cutOff }: Readonly<{ lines: readonly Item[]; cutOff: string }>): Promise<ReturnType<typeof matched>> {
    const { head } = await this.progress.now();
    await this.progress.reached(creditLines.name, head);
    const rows = await this.model.ask(creditLines.name, { ...actor, role: 'administrator', region: '*' }, (snapshot) => snapshot.rows<Row>(
      `select key as id, reference, credit_code as "creditCode", status, row -> 'state' -> 'days' ->> 'approved' as approved, case when status = 'expired' then row end as row
         from ${snapshot.table()} where programme = $1 order by opened`, [programme]));
    return matched(lines, cutOff, rows.map(({ row, ...line }) => ({
      ...line, balance: row === null || row.state.status === 'absent' ? null : outstandingOn(row.state.mirror, cutOff, row.state.currency),
    })));
  }
}
