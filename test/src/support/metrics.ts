import type { TestNode } from './node.js';

export type Row = Readonly<Record<string, string | null>>;
export type Total = Readonly<{
  unit: string; amountKind?: string; value: string; low: string; high: string | null; exact: string; approximate: string; unknown: string;
}>;
export type MetricBody = Readonly<{
  metric: string; kind: string; additive: boolean; validAt?: string; asOf: Readonly<{ instant: string; node: string; position: number }>;
  rows: readonly Row[]; totals: readonly Total[]; total: string | null;
}>;
export type EntryBody = Readonly<{
  position: number; event: Readonly<{ id: string; type: string; stream: string }>; subject: string; region: string; effectiveOn: string;
  unit: string | null; value: string | null; low: string | null; high: string | null; status: string; projects?: string; amountKind?: string;
}>;
export type EntriesBody = Readonly<{ entries: readonly EntryBody[]; next: string | null; asOf: MetricBody['asOf'] }>;

/** Decimals of up to nine places, added without floating point. */
const scaled = (text: string): bigint => {
  const [, sign = '', whole = '0', rest = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  const digits = BigInt(`${whole}${rest.padEnd(9, '0')}`);
  return sign === '-' ? -digits : digits;
};
export const plus = (values: readonly string[]): bigint => values.reduce((sum, value) => sum + scaled(value), 0n);

/** Every page of the entries behind a number; small pages, so that there are several. */
export const entriesOf = async (node: TestNode, metric: string, query: string, as = 'admin', limit = 7): Promise<readonly EntryBody[]> => {
  const all: EntryBody[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { status, body }: { status: number; body: EntriesBody } = await node.get<EntriesBody>(`/v1/metrics/${metric}/entries?${query}&limit=${limit}&cursor=${cursor}`, as);
    if (status !== 200) throw new Error(`The entries of ${metric}?${query}: ${status} ${JSON.stringify(body)}`);
    all.push(...body.entries);
    cursor = body.next;
  }
  return all;
};

/** What a number must be by its entries: one sum for each unit and kind of amount, in units of a billionth. */
export const summedUp = (entries: readonly EntryBody[]): Readonly<Record<string, string>> => {
  const keys = [...new Set(entries.map(({ unit, amountKind }) => `${unit ?? 'unknown'} ${amountKind ?? ''}`))].sort();
  const sums = keys.map((key): [string, string] => {
    const mine = entries.filter(({ unit, amountKind }) => `${unit ?? 'unknown'} ${amountKind ?? ''}` === key);
    const [values, lows] = [plus(mine.map(({ value, projects }) => value ?? projects ?? '0')), plus(mine.map(({ low }) => low ?? '0'))];
    return [key, `${values} from ${lows}`];
  });
  return Object.fromEntries(sums.filter(([, sum]) => sum !== '0 from 0'));
};

/** The same of an answer's totals. */
export const answered = ({ totals, rows }: MetricBody): Readonly<Record<string, string>> => {
  const known = totals.map((total): [string, string] => [`${total.unit} ${total.amountKind ?? ''}`, `${plus([total.value])} from ${plus([total.low])}`]);
  const unknown = rows.find(({ unit }) => unit === null)?.['unknown'];
  return Object.fromEntries([...known, ...(unknown ? [['unknown ', `${plus([unknown])} from 0`]] : [])].filter(([, sum]) => sum !== '0 from 0').sort());
};
