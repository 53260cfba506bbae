import type { Batch } from '@entente/domain/credit/batch';
import { nothing, plus } from '@entente/domain/credit/ledger';
import type { Line } from '@entente/domain/credit/line';
import { metrics } from '@entente/domain/journals/metrics';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { type Claim, type ClaimFact, differenceOf, isReconciled } from '@entente/domain/reporting/claim';
import type pg from 'pg';
import type { Standings } from './recorded.js';

/** An announced total beside what is recorded under the same words; `recorded` is null, with no difference, where the record keeps no such sum. */
export type AnnouncedSum = Readonly<{ claim: string; metric: string; text: string; value: string | null; unit: string; recorded: string | null; difference: string | null; reconciled: boolean | null }>;

/** A batch with the sums of its lines, and what was announced of it. */
export type BatchSums = Readonly<{
  batch: string; programme: string; status: 'open' | 'released'; lines: number; granted: number; declined: number; undecided: number; total: Readonly<{ amount: string; currency: string }> | null;
  announced: readonly AnnouncedSum[];
}>;

type Known = Exclude<Batch, { status: 'absent' }>;
type Stated = Readonly<{ id: string; claim: Claim }>;

/** Every batch with what was announced of it and what is recorded, as they stand at the position. */
export const batchSums = async (pool: pg.Pool, entries: string, position: number, now: string, { batches, programmes }: Standings): Promise<readonly BatchSums[]> => {
  const claims = await claimsOfBatches(pool, position);
  const sums: BatchSums[] = [];
  for (const batch of batches.values()) {
    if (batch.status === 'absent') continue;
    const announced: AnnouncedSum[] = [];
    for (const stated of claims.get(batch.id) ?? []) announced.push(await besideRecorded(pool, entries, position, now, batch, stated));
    sums.push({ ...linesOf(batch, (id) => programmes.get(batch.programme)?.lines.get(id)), announced });
  }
  return sums;
};

const linesOf = (batch: Known, lineOf: (id: string) => Line | undefined): Omit<BatchSums, 'announced'> => {
  const all = batch.lines.flatMap((id) => {
    const line = lineOf(id);
    return line && line.status !== 'absent' ? [line] : [];
  });
  const count = (...statuses: readonly string[]): number => all.filter(({ status }) => statuses.includes(status)).length;
  const [declined, nominated] = [count('declined'), count('nominated')];
  const [first] = all;
  return {
    batch: batch.id, programme: batch.programme, status: batch.status, lines: batch.lines.length, granted: all.length - declined - nominated, declined, undecided: count('nominated', 'approved'),
    total: first ? { amount: all.reduce((sum, { limit }) => plus(sum, limit, first.currency), nothing(first.currency)), currency: first.currency } : null,
  };
};

const claimsOfBatches = async (pool: pg.Pool, position: number): Promise<ReadonlyMap<string, readonly Stated[]>> => {
  const { rows } = await pool.query<{ stream: string; data: ClaimFact['data'] }>(
    `select stream, data from log.events where stream >= 'claim-' and stream < 'claim.' and position <= $1 and type = 'ClaimRecorded' and data -> 'scope' ->> 'batch' is not null order by position, ordinal`, [position]);
  const claims = new Map<string, Stated[]>();
  for (const { stream, data } of rows) {
    const batch = data.scope.batch as string;
    claims.set(batch, [...(claims.get(batch) ?? []), { id: stream.slice('claim-'.length), claim: data }]);
  }
  return claims;
};

/** The record has a sum of the same scope where the claim speaks of the whole batch, and divides it by nothing that credit is not divided by. */
const hasSum = ({ metric, scope }: Stated['claim'], { territory }: Known): boolean =>
  metrics.some((each) => each.metric === metric && each.kind !== 'ratio' && each.journal === 'credit-metrics') && scope.territory === territory && !(scope.from !== null && scope.to === null)
  && [scope.edition, scope.session, scope.kind, scope.amountKind, scope.alliance, scope.declaration, scope.pact].every((each) => each === null);

const besideRecorded = async (pool: pg.Pool, entries: string, position: number, now: string, batch: Known, { id, claim }: Stated): Promise<AnnouncedSum> => {
  const { metric, quantity } = claim;
  const told = { claim: id, metric, text: quantity.text, value: quantity.value, unit: quantity.unit };
  if (!hasSum(claim, batch)) return { ...told, recorded: null, difference: null, reconciled: null };
  const recorded = await sumOf(pool, entries, position, now, batch.id, claim);
  return { ...told, recorded, difference: differenceOf(quantity, { value: recorded })?.difference ?? null, reconciled: isReconciled(quantity, { value: recorded }) ?? null };
};

/** As the metric tells it: a level at the end of what the claim speaks of, or now; firms once each; what moved, within its dates. */
const sumOf = async (pool: pg.Pool, entries: string, position: number, now: string, batch: string, { metric: name, scope, quantity }: Stated['claim']): Promise<string> => {
  const metric = metrics.find((each) => each.metric === name);
  const isStock = metric?.kind === 'stock';
  const to = scope.to === null ? (isStock ? dateInShanghai(now) : '9999-12-31') : edtfInterval(scope.to).to;
  const from = isStock || scope.from === null ? '0001-01-01' : edtfInterval(scope.from).from;
  const known = `${entries} where metric = $1 and dims ->> 'batch' = $2 and unit = $3 and position <= $4 and effective_from between $5::date and $6::date`;
  const { rows: [row] } = await pool.query<{ value: string }>(
    metric && !metric.additive ? `select count(*)::text as value from (select subject from ${known} group by subject having sum(value) > 0) f` : `select coalesce(sum(value), 0)::text as value from ${known}`,
    [name, batch, quantity.unit, position, from, to]);
  return row?.value ?? '0';
};
