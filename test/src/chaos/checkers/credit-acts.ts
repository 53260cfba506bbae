import type { Operation } from '../history.js';

type Money = Readonly<{ amount: string; currency: string }>;
export type CreditBody = Readonly<{
  id?: string; programme?: string; amount?: Money | null; limit?: Money | null; quota?: Money; allocation?: string | null; region?: string; reservation?: string; expiresAt?: string | null;
}>;

/** An act on a programme or a line, taken apart: on what, what was asked for, by whom, between which instants, and what was sent. */
export type CreditAct = Readonly<{ on: 'line' | 'programme'; id: string; verb: string; stream: string; as: string; at: string; until: string; body: CreditBody }>;

export const isCredit = ({ path }: Pick<Operation, 'path'>): boolean => path.startsWith('/v1/credit-');

export const creditActOf = ({ path, body, as, at, invoked, answered }: Pick<Operation, 'path' | 'body' | 'as' | 'at' | 'invoked' | 'answered'>): CreditAct => {
  const [, , kind, id = (body as CreditBody).id ?? '', verb = 'open'] = path.split('/');
  const on = kind === 'credit-lines' ? 'line' : 'programme';
  return { on, id, verb, stream: `credit-${on}-${id}`, as, at, until: new Date(Date.parse(at) + Math.ceil(answered - invoked)).toISOString(), body: body as CreditBody };
};
