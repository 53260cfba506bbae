/**
 * As much of the PostgreSQL protocol (version 3) as is needed to know where in a conversation one stands: where a
 * message begins and ends, and which statement it is about.
 */
export type Frame = Readonly<{
  /** The type byte; empty for what comes before a connection is started, which has none. */
  type: string;
  bytes: Buffer;
}>;

/** What a message of the client says of a statement: its text where it is parsed or sent plainly, its name where it is bound. */
export type Statement = Readonly<{ text: string } | { bound: string }>;

const STARTUP = 196_608;
const NOTHING = Buffer.alloc(0);

/** Cuts a stream into messages, whatever the packets were; what is not whole yet is kept until it is. */
export const framer = (from: 'client' | 'server'): ((packet: Buffer) => readonly Frame[]) => {
  let rest: Buffer = NOTHING;
  let typed = from === 'server';
  const next = (): Frame | undefined => {
    const header = typed ? 5 : 4;
    if (rest.length < header) return undefined;
    const length = rest.readInt32BE(header - 4) + header - 4;
    if (rest.length < length) return undefined;
    const bytes = rest.subarray(0, length);
    rest = rest.subarray(length);
    const frame = { type: typed ? String.fromCharCode(bytes[0] as number) : '', bytes };
    // A client may ask for encryption first, which is another message without a type.
    if (!typed && bytes.readInt32BE(4) === STARTUP) typed = true;
    return frame;
  };
  return (packet) => {
    rest = rest.length === 0 ? packet : Buffer.concat([rest, packet]);
    const frames: Frame[] = [];
    for (let frame = next(); frame; frame = next()) frames.push(frame);
    return frames;
  };
};

const textFrom = (bytes: Buffer, from: number): string => bytes.toString('utf8', from, bytes.indexOf(0, from));

/** The statement of a Parse, Bind or Query; undefined for every other message. */
export const statementOf = ({ type, bytes }: Frame): Statement | undefined => {
  if (type === 'Q') return { text: textFrom(bytes, 5) };
  // Parse: the statement's name, then its text. Bind: the portal's name, then the statement's.
  if (type === 'P') return { text: textFrom(bytes, bytes.indexOf(0, 5) + 1) };
  if (type === 'B') return { bound: textFrom(bytes, bytes.indexOf(0, 5) + 1) };
  return undefined;
};
