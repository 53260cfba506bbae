import type { Accepted, Answer } from './http.js';
import type { TestNode } from './node.js';
import type { SigningBody } from './road.js';

type Body = Readonly<Record<string, unknown>>;

/** What becomes of a signing, as the api shows it. */
export type Progress = SigningBody & Readonly<{
  number: string | null; level: string; externalIds: readonly Body[];
  confirmations: readonly Readonly<{ region: string; confirmed: boolean; due: string | null; reminded: string | null }>[];
  unconfirmed: readonly Readonly<{ region: string; as: string; objection: Body | null }>[];
  milestones: readonly Readonly<{ milestone: string; planned: Body | null; reported: Body | null }>[];
  receipts: readonly Readonly<Body & { receipt: string; status: string; evidence: readonly Readonly<{ document: string; sha256: string }>[] }>[];
  funds: Readonly<{ sums: readonly Readonly<{ currency: string; verified: string; reported: string }>[]; comparison: string; why: string | null }>;
  annulled: Body | null;
}>;

/** The signing as it stands, with the version that is to be named in If-Match. */
export const progress = async (node: TestNode, id: string, as = 'admin', query = ''): Promise<Progress> => {
  const { status, body } = await node.get<Progress>(`/v1/signings/${id}${query}`, as);
  if (status !== 200) throw new Error(`No signing: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** Acts on a signing at the version that stands now. */
export const act = async <T = Accepted>(node: TestNode, id: string, verb: string, as: string, body: Body, options: Readonly<{ api?: number; query?: string }> = {}): Promise<Answer<T>> => {
  const { version } = await progress(node, id);
  return node.command<T>(`/v1/signings/${id}/${verb}${options.query ?? ''}`, as, body, { ifMatch: version, ...(options.api === undefined ? {} : { api: options.api }) });
};
