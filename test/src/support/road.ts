import type { Accepted } from './http.js';
import type { TestNode } from './node.js';
import { ADMIN, CHECKER, reason, source } from './samples.js';

type Body = Readonly<Record<string, unknown>>;
type Asked = readonly Readonly<{ region: string; as: string; confirmed: boolean }>[];

/** A signing as the api shows it, in what the tests look at. */
export type SigningBody = Readonly<{
  id: string; status: string; version: number; grade: string; project: string; owner: string; terminatedOn: string | null;
  hosts: readonly Readonly<{ region: string; share: string }>[];
  amount: Readonly<{ amount: string }> | null;
  confirmations: Asked;
  change: Readonly<{ act: string; confirmations: Asked }> | null;
  asOf: Readonly<{ instant: string; node: string; position: number }>;
  history: readonly Readonly<{ version: number; position: number; type: string; recordedAt: string }>[];
}>;

const accepted = async (answer: Promise<Readonly<{ status: number; body: Accepted }>>): Promise<Accepted> => {
  const { status, body } = await answer;
  if (status !== 200 && status !== 201) throw new Error(`Not accepted: ${status} ${JSON.stringify(body)}`);
  return body;
};

/** An association enters it from a document, and another of its people admits it: nobody is asked to confirm. */
export const attested = async (node: TestNode, body: Body): Promise<Accepted> => {
  const { id, version } = await accepted(node.command('/v1/signings', ADMIN, { source, ...body }));
  return accepted(node.command(`/v1/signings/${id}/approve`, CHECKER, {}, { ifMatch: version }));
};

/** An attested signing is corrected or amended and the change approved. */
export const changed = async (node: TestNode, id: string, act: 'correct' | 'amend', body: Body): Promise<Accepted> => {
  const { version } = await accepted(node.command(`/v1/signings/${id}/${act}`, ADMIN, { reason, ...body }));
  return accepted(node.command(`/v1/signings/${id}/approve`, CHECKER, {}, { ifMatch: version }));
};

export const terminated = (node: TestNode, id: string, on: string): Promise<Accepted> =>
  accepted(node.command(`/v1/signings/${id}/terminate`, ADMIN, { reason, on }));

export const submitted = (node: TestNode, as: string, body: Body): Promise<Accepted> => accepted(node.command('/v1/signings', as, body));

/** Everyone who is asked confirms what waits, and the association admits it. */
export const confirmedAndApproved = async (node: TestNode, id: string): Promise<Accepted> => {
  const { body } = await node.get<SigningBody>(`/v1/signings/${id}`);
  let { version } = body;
  for (const { region } of (body.change?.confirmations ?? body.confirmations).filter(({ confirmed }) => !confirmed)) {
    ({ version } = await accepted(node.command(`/v1/signings/${id}/confirm`, `region:${region}`, {}, { ifMatch: version })));
  }
  return accepted(node.command(`/v1/signings/${id}/approve`, ADMIN, {}, { ifMatch: version }));
};

/** The whole road of a submission by a region: submitted, confirmed by all who are asked, admitted. */
export const admitted = async (node: TestNode, as: string, body: Body): Promise<Accepted> =>
  confirmedAndApproved(node, (await submitted(node, as, body)).id);

/** A page of a list of signings, or of claims. */
export type Page<T> = Readonly<{ items: readonly T[]; next: string | null }>;
