import type pg from 'pg';
import { bigints, hashes, integers, jsons, smallints, texts, uuids } from '../database/binary-arrays.js';
import { canonical } from './canonical.js';
import { type Append, AppendRejected } from './event-log.js';
import { eventIdBytes } from './event-id.js';
import type { EventTypes } from './event-types.js';

type EncodedFact = Readonly<{
  stream: string; version: number; id: Buffer; type: string; schemaVersion: number; effectiveOn: string | null; text: string;
}>;

/** An append in the bytes that the log keeps. */
export type EncodedAppend = Append & Readonly<{ id: Buffer; hash: Buffer; metadataText: string; written: readonly EncodedFact[] }>;

/** Throws `NotCanonical` or `AppendRejected` for what cannot be kept, before it joins a group. */
export const encode = (append: Append, types: EventTypes): EncodedAppend => {
  const { commandId, expect, facts } = append;
  const written: EncodedFact[] = [];
  for (const fact of facts) {
    const stream = fact.stream ?? expect[0].stream;
    const before = written.findLast((each) => each.stream === stream) ?? expect.find((each) => each.stream === stream);
    if (!before) throw new Error(`A fact is written to ${stream}, which its command does not name.`);
    written.push({
      stream, version: before.version + 1, id: eventIdBytes(commandId, written.length), type: fact.type,
      schemaVersion: types.versionOf(fact.type), effectiveOn: fact.effectiveOn, text: canonical(fact.data),
    });
  }
  return { ...append, id: bytesOf(commandId), hash: Buffer.from(append.inputHash, 'hex'), metadataText: canonical(append.metadata), written };
};

const bytesOf = (uuid: string): Buffer => {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new AppendRejected(`The command id ${uuid} is no UUID.`);
  return bytes;
};

const ONE = { name: 'append one', text: 'select log.append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as settled' };
const GROUP = { name: 'append', text: 'select log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as settled' };

/** The call that writes a group; one event alone has a shorter one. */
export const statementOf = (appends: readonly EncodedAppend[]): pg.QueryConfig => {
  const [first] = appends;
  const [fact] = first?.written ?? [];
  const alone = appends.length === 1 && first?.expect.length === 1 && first.written.length === 1;
  return alone && fact ? { ...ONE, values: oneOf(first, fact) } : { ...GROUP, values: groupOf(appends) };
};

const oneOf = ({ id, hash, metadataText }: EncodedAppend, fact: EncodedFact): unknown[] => [
  id, hash, fact.stream, fact.version - 1, fact.id, fact.type, fact.schemaVersion, fact.effectiveOn, metadataText, fact.text,
];

const groupOf = (appends: readonly EncodedAppend[]): Buffer[] => {
  const streams = new Map<string, number>();
  const numberOf = (stream: string): number => {
    const known = streams.get(stream) ?? streams.size + 1;
    streams.set(stream, known);
    return known;
  };
  const expect: number[] = [];
  const facts: (EncodedFact & { append: number; ordinal: number })[] = [];
  appends.forEach((append, n) => {
    expect.push(append.expect.length);
    for (const { stream, version } of append.expect) {
      const after = append.written.findLast((fact) => fact.stream === stream)?.version ?? version;
      expect.push(numberOf(stream), version, after - version);
    }
    append.written.forEach((fact, ordinal) => facts.push({ ...fact, append: n + 1, ordinal }));
  });
  return [
    texts([...streams.keys()]),
    uuids(appends.map(({ id }) => id)),
    hashes(appends.map(({ hash }) => hash)),
    jsons(appends.map(({ metadataText }) => metadataText)),
    bigints(expect),
    integers(facts.map(({ append }) => append)),
    integers(facts.map(({ stream }) => numberOf(stream))),
    bigints(facts.map(({ version }) => version)),
    uuids(facts.map(({ id }) => id)),
    smallints(facts.map(({ ordinal }) => ordinal)),
    texts(facts.map(({ type }) => type)),
    smallints(facts.map(({ schemaVersion }) => schemaVersion)),
    texts(facts.map(({ effectiveOn }) => effectiveOn)),
    jsons(facts.map(({ text }) => text)),
  ];
};
