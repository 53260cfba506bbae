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

/** `byCode`: its number finds none, and so its credit code was tried. */
type Meant = Readonly<{ line: string | null; byCode: boolean; differs: boolean }>;

const none: Meant = { line: null, byCode: false, differs: false };

/** An id that is none of ours is not looked for by other names; all names that find something must be able to mean one line. */
const meant = ({ line, reference, creditCode }: Item, lines: readonly Candidate[]): Meant => {
  if (line !== null && !lines.some(({ id }) => id === line)) return none;
  const byNumber = reference === null ? [] : lines.filter((each) => each.reference === reference);
  const named = [line === null ? [] : lines.filter(({ id }) => id === line), byNumber, creditCode === null ? [] : lines.filter((each) => each.creditCode === creditCode)].filter((some) => some.length > 0);
  const common = lines.filter((each) => named.every((some) => some.includes(each)));
  if (named.length === 0) return none;
  return common.length === 0 ? { ...none, differs: true } : { line: onlyOf(common), byCode: line === null && reference !== null && byNumber.length === 0, differs: false };
};

/**
 * What each item of a bank's file speaks of, and which lines that stood at the cut-off it leaves out. One whose number finds none and
 * whose credit code finds a line that another item speaks of stays unknown: it is another line of that firm.
 */
export const matched = (items: readonly Item[], cutOff: string, lines: readonly Candidate[]): Readonly<{ found: readonly Found[]; missing: readonly string[] }> => {
  const all = items.map((item) => ({ item, ...meant(item, lines) }));
  const times = new Map<string, number>();
  for (const { line } of all) if (line !== null) times.set(line, (times.get(line) ?? 0) + 1);
  const found = all.map(({ item, line, byCode, differs }): Found => ({ item, line: line !== null && byCode && (times.get(line) ?? 0) > 1 ? null : line, ...(differs ? { differs } : {}) }));
  const taken = new Set(found.map(({ line }) => line));
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
