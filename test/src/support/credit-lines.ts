import type { Accepted, Answer } from './http.js';
import { taken } from './keys.js';
import type { TestNode } from './node.js';
import { person, type Person } from './people.js';
import { ADMIN, CHECKER, CHENGDU, reason } from './samples.js';

/** Development keys of two people of one bank. */
export const BANK = 'bank';
export const BANK_CHECKER = 'bank:checker';
export const BANK_ACCOUNT = 'icbc-chengdu-branch';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weighted = (text: string, weights: readonly number[], alphabet: string): number => weights.reduce((sum, weight, n) => sum + weight * alphabet.indexOf(text.charAt(n)), 0);

/** The n-th unified social credit code of a company of Chengdu, with both check characters, worked out without the code of the api. */
export const creditCode = (n: number): string => {
  const digits = `MA${String(n).padStart(6, '0')}`;
  const check = 11 - (weighted(digits, [3, 7, 9, 10, 5, 8, 4, 2], '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') % 11);
  const body = `91510100${digits}${check === 11 ? '0' : check === 10 ? 'X' : check}`;
  return `${body}${ALPHABET.charAt((31 - (weighted(body, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], ALPHABET) % 31)) % 31)}`;
};

export const cny = (amount: string) => ({ amount, currency: 'CNY' });

export type Firm = Readonly<{ id: string; code: string; account: string | null }>;

/** A firm with a credit code; with an account, its people act for it themselves. */
export const firm = async (node: TestNode, n: number, { region = '510104', account = null, parents }: Readonly<{ region?: string; account?: string | null; parents?: readonly object[] }> = {}): Promise<Firm> => {
  const code = creditCode(n);
  const { id } = await taken(node.command('/v1/organisations', ADMIN, {
    names: [{ language: 'zh', name: `示例软件企业${n}` }], types: [{ type: 'enterprise' }], region, creditCode: code, source: { document: '企业名录', quote: `示例软件企业${n}` },
    ...(account === null ? {} : { account }), ...(parents === undefined ? {} : { parents }),
  }));
  return { id, code, account };
};

/** A body of another kind, such as a bank or the issuer of a programme. */
export const body = async (node: TestNode, name: string, type: string, account?: string, region = '510100'): Promise<string> =>
  (await taken(node.command('/v1/organisations', ADMIN, {
    names: [{ language: 'zh', name }], types: [{ type }], region, source: { document: '机构名录', quote: name }, ...(account === undefined ? {} : { account }),
  }))).id;

/** A person of a firm or a bank, who sees what it is party to. */
export const personOf = (node: TestNode, account: string, principal = `${account}-officer`, region = '510100'): Promise<Person> => person(node, { principal, organisation: account, role: 'bank', region });

type Programme = Readonly<{ bank: string; issuer: string; mode?: 'ledger' | 'mirror'; disclosure?: 'totals' | 'lines'; quota?: string | null; more?: object }>;

/** A programme that two people of the association have opened. */
export const programme = async (node: TestNode, { bank, issuer, mode = 'ledger', disclosure = 'totals', quota = '1000000000.00', more = {} }: Programme): Promise<string> => {
  const { id, version } = await taken(node.command('/v1/credit-programmes', ADMIN, {
    name: { zh: '软件企业活力授信' }, issuer, bank, territory: '510000', quota: quota === null ? null : cny(quota), mode, disclosure, ...more,
  }));
  await taken(node.command(`/v1/credit-programmes/${id}/approve`, CHECKER, {}, { ifMatch: version }));
  return id;
};

export type Opened = Readonly<{ programme: string; firm: Firm; limit?: string; more?: object }>;

export const nominated = (node: TestNode, { programme: id, firm: { code }, limit = '1000000.00', more = {} }: Opened, as = CHENGDU): Promise<Answer<Accepted>> =>
  node.command('/v1/credit-lines', as, { programme: id, creditCode: code, limit: cny(limit), ...more });

/** A line that is open to draws: put forward by the region, granted by one person of the bank and opened by another, and signed as a document states. */
export const activeLine = async (node: TestNode, opened: Opened): Promise<string> => {
  const { id } = await taken(nominated(node, opened));
  await taken(node.command(`/v1/credit-lines/${id}/approve`, BANK, {}, { ifMatch: 1 }));
  if (opened.firm.account === null) await taken(node.command(`/v1/credit-lines/${id}/sign`, CHENGDU, { source: { document: '授信合同', quote: '双方已签署。' } }, { ifMatch: 2 }));
  else await taken((await personOf(node, opened.firm.account)).command(`/v1/credit-lines/${id}/sign`, {}, 2));
  await taken(node.command(`/v1/credit-lines/${id}/activate`, BANK_CHECKER, {}, { ifMatch: 3 }));
  return id;
};

export const act = <T = Accepted>(node: TestNode, id: string, verb: string, as: string, said: object, options: Readonly<{ key?: string; api?: number; ifMatch?: number }> = {}): Promise<Answer<T>> =>
  node.command<T>(`/v1/credit-lines/${id}/${verb}`, as, said, options);

export type Running = Readonly<{ committed: string | null; available: string | null; reserved: string; outstanding: string; used: string | null; drawn: string }>;
export type Difference = Readonly<{ id: string; kind: string; cutOff: string; stated: string; recorded: string; open: boolean; explained: string | null; ageDays: number; owner: Readonly<{ as: string; organisation: string | null }>; line?: string }>;
export type LineBody = Readonly<{
  id: string; status: string; version: number; limit: string; allocation: string | null; balances: Running; overdue: string; score: number | null; frozen: object | null; openDifferences?: number;
  reservations: readonly Readonly<{ reservation: string; amount: string }>[]; lapsed: readonly Readonly<{ reservation: string }>[]; dues: readonly Readonly<{ on: string | null; amount: string }>[];
  differences: readonly Difference[]; asOf: Readonly<{ position: number }>; history: readonly Readonly<{ type: string }>[];
}>;
export type StatementBody = Readonly<{
  opening: Running; closing: Running; asOf: Readonly<{ position: number }>; next: string | null;
  items: readonly Readonly<{ version: number; position: number; type: string; on: string; debit: string | null; credit: string | null; amount: string | null; stated: string | null; balances: Running }>[];
}>;

export const line = (node: TestNode, id: string, as = BANK, query = ''): Promise<LineBody> => taken(node.get<LineBody>(`/v1/credit-lines/${id}${query}`, as));

/** Every page of a statement, as one. */
export const statement = async (node: TestNode, id: string, query = '', as = BANK, limit = 50): Promise<StatementBody> => {
  const at = (cursor: string): Promise<StatementBody> => taken(node.get<StatementBody>(`/v1/credit-lines/${id}/statement?limit=${limit}&cursor=${cursor}${query}`, as));
  let whole = await at('');
  for (let { next } = whole; next !== null; ) {
    const page = await at(next);
    whole = { ...whole, closing: page.closing, items: [...whole.items, ...page.items] };
    next = page.next;
  }
  return whole;
};

export { reason };
