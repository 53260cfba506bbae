import { catalogue } from '@entente/domain/catalogue';
import { z } from 'zod';
import { canonical } from '../event-log/canonical.js';
import { type Bundle, type Told, WITHHELD } from './bundle.js';
import { type Finding, finding } from './finding.js';

const types = new Map(catalogue.events.map((type) => [type.type as string, type]));

/** What a bundle tells of a fact: of a pact, all but what is withheld. */
const toldSchema = (schema: z.ZodType, of: string): z.ZodType => (of === 'pact' && schema instanceof z.ZodObject
  ? z.object(Object.fromEntries(Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).filter(([name]) => !WITHHELD.includes(name)))) : schema);

/** What happens to a pact before its text is agreed. */
const UNTOLD: readonly string[] = ['PactDrafted', 'PactProposed', 'PactCountered', 'PactFrozen', 'PactSigned', 'PactDeclined', 'PactFailed'];

const shapeFaults = ({ facts, bodies, pact }: Bundle): readonly string[] => {
  const first = facts.findIndex(({ data }) => data !== null);
  return [...facts.map((fact, n) => ({ fact, isTold: n >= first, of: 'pact', id: pact })), ...bodies.map((fact) => ({ fact, isTold: true, of: 'organisation', id: fact.stream.slice('organisation-'.length) }))]
    .flatMap(({ fact: { type, data, stream, position }, isTold, of, id }) => {
      if (stream !== `${of}-${id}`) return [`${type} at position ${position} is of another stream, ${stream}.`];
      if (data === null) return !isTold && UNTOLD.includes(type) ? [] : [`${type} at position ${position} is told without its content.`];
      const known = types.get(type);
      if (!known) return [`${type} at position ${position} is of a type that this verifier does not know.`];
      const read = toldSchema(known.schema, of).safeParse(data);
      if (!read.success || canonical(read.data) !== canonical(data)) return [`${type} at position ${position} is not as a fact of its type is.`];
      return data[of] === id ? [] : [`${type} at position ${position} is about another ${of}.`];
    });
};

const byStream = (facts: readonly Told[]): readonly (readonly [string, readonly Told[]])[] =>
  [...new Set(facts.map(({ stream }) => stream))].map((stream) => [stream, facts.filter((fact) => fact.stream === stream)] as const);

/** Versions of a stream run from 1 on, so that no fact before the last one is missing. */
const gaps = (facts: readonly Told[]): readonly string[] => byStream(facts).flatMap(([stream, all]) =>
  all.flatMap(({ version }, n) => (version === n + 1 ? [] : [`Of ${stream}, version ${n + 1} is missing or out of place: there stands ${version}.`])).slice(0, 1));

/** Positions rise in each stream, no two facts have the same one, and with them the time goes on. */
const disorders = ({ facts, bodies, asOf }: Bundle): readonly string[] => {
  const inLog = [...facts, ...bodies].toSorted((a, b) => a.position - b.position);
  return [
    ...byStream([...facts, ...bodies]).flatMap(([stream, all]) => (all.some(({ position }, n) => position <= (all[n - 1]?.position ?? 0)) ? [`The positions of ${stream} do not rise.`] : [])),
    ...inLog.flatMap(({ position, recordedAt }, n) => {
      const before = inLog[n - 1];
      if (before?.position === position) return [`Two facts stand at position ${position}.`];
      return before && recordedAt < before.recordedAt ? [`The fact at position ${position} was recorded before the one at ${before.position}.`] : [];
    }),
    ...(new Set(inLog.map(({ id }) => id)).size < inLog.length ? ['Two facts have the same id.'] : []),
    ...inLog.flatMap(({ position, recordedAt }) => (position > asOf.position || recordedAt > asOf.instant ? [`The fact at position ${position} came after the moment of which the bundle is.`] : [])),
  ];
};

/** Whether the facts are well formed, whole and in order, as far as that can be seen from them. */
export const orderFindings = (bundle: Bundle): readonly Finding[] => {
  const { facts, bodies } = bundle;
  return [
    finding('Every fact is of a known type and about this pact or a party to it', `${facts.length} of the pact, ${bodies.length} of the parties`, shapeFaults(bundle)),
    finding('No fact is missing in between', `versions run from 1 to ${facts.length} of the pact, and from 1 on of each party`, [...(facts.length === 0 ? ['There is no fact of the pact.'] : []), ...gaps([...facts, ...bodies])]),
    finding('The facts are in the order of the log', `up to position ${bundle.asOf.position}, ${bundle.asOf.instant}`, disorders(bundle)),
  ];
};
