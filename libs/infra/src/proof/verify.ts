import { type Pact, situationOn } from '@entente/domain/cooperation/pact';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { type Bundle, readBundle } from './bundle.js';
import type { Finding } from './finding.js';
import { type Giver, giverOf, nodeFindings, type NodeKeys } from './node.js';
import { orderFindings } from './order.js';
import { signatureFindings } from './signatures.js';
import { signaturesOf, type Story, storyOf } from './story.js';
import { authoritiesOf, type KnownAuthority, type KnownKey, keysOf, trustFindings } from './trust.js';

/**
 * What came of a bundle: each check, what the pact is by it, who gave it, the keys that an outsider compares with what the
 * bodies publish, and the authorities with how each is known.
 */
export type Verdict = Readonly<{
  holds: boolean; findings: readonly Finding[]; node: Giver | null; stands: readonly string[]; keys: readonly KnownKey[]; authorities: readonly KnownAuthority[];
}>;

const verdict = (findings: readonly Finding[], more: Partial<Pick<Verdict, 'node' | 'stands' | 'keys' | 'authorities'>> = {}): Verdict =>
  ({ holds: findings.every(({ holds }) => holds), findings, node: null, stands: [], keys: [], authorities: [], ...more });

/** What nobody signed with a key: the node says so, and the bundle does not prove it. */
const unsigned = (state: Extract<Pact, { status: 'in-force' }>, renewals: Story['renewals']): readonly string[] => [
  ...renewals.map(({ to, how, clause }) => `it was renewed to ${to} ${how === 'clause' ? `by clause ${clause}` : 'by all'}`),
  ...state.suspensions.map(({ from, to }) => `it was suspended from ${from}${to === null ? '' : ` until ${to}`}`),
  ...state.bound.flatMap(({ name, until }) => (until === null ? [] : [`${name} left it on ${until}`])),
  ...(state.terminated ? [`it ended on ${state.terminated.on}`] : []),
  ...Object.keys(state.fulfilments).map((obligation) => `obligation ${obligation} was reported as fulfilled`),
];

const standsOf = ({ asOf }: Bundle, { state, signedTo, renewals }: Story): readonly string[] => {
  if (state.status === 'absent') return [];
  const day = dateInShanghai(asOf.instant);
  const signed = signaturesOf(state).filter(({ document }) => document === 'main').map(({ name }) => name);
  const lines = [`On ${day}, position ${asOf.position} of node ${asOf.node}, the pact is ${situationOn(state, day)}.`, `Signed by: ${signed.join(', ') || 'nobody'}.`];
  if (state.status !== 'in-force') return lines;
  const said = unsigned(state, renewals);
  const supplements = Object.values(state.supplements).map(({ id, status, from, signatures }) => `Supplementary agreement ${id}: ${status}${from === null ? '' : ` from ${from}`}, signed by ${signatures.map(({ name }) => name).join(', ') || 'nobody'}.`);
  return [
    ...lines, `In force from ${state.from}${signedTo === null ? '' : ` to ${signedTo}`}.`, ...supplements,
    ...(said.length === 0 ? [] : [`The node says, and no signature of a party covers it: ${said.join('; ')}.`]),
  ];
};

/**
 * Checks the bytes of a bundle, with no server and nothing else at hand. What is out of order is not looked at further.
 * @param known the keys of the node, where the outsider has them from elsewhere; then the bundle must be signed by one of them.
 */
export const verifyProof = async (bytes: Uint8Array, known?: NodeKeys): Promise<Verdict> => {
  const { findings: read, bundle } = readBundle(bytes);
  if (!bundle) return verdict(read);
  const given = await nodeFindings(bundle, known);
  const node = giverOf(bundle, known !== undefined && verdict(given).holds);
  const order = orderFindings(bundle);
  const ordered = [...read, ...given, ...order];
  if (!verdict(order).holds) return verdict(ordered, { node });
  const story = storyOf(bundle);
  const told = [...ordered, ...story.findings];
  if (story.state.status === 'absent') return verdict(told, { node });
  const { parties } = story.state;
  const trusted = trustFindings(bundle, parties);
  const signed = await signatureFindings(bundle, story.state);
  return verdict([...told, ...trusted, ...signed], { node, stands: standsOf(bundle, story), keys: keysOf(bundle, parties), authorities: authoritiesOf(bundle, parties) });
};
