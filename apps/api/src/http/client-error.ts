import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Problem, problems } from './problems.js';
import { traceIdOf } from './trace.js';

/** What Node makes of bytes that are no request: why, the bytes, and how many of them it could read. */
export type ClientError = Error & Readonly<{ code?: string; rawPacket?: unknown; bytesParsed?: number }>;

const problemOf = ({ code }: ClientError): Problem => {
  if (code === 'HPE_INVALID_URL') return problems.addressNotAscii();
  if (code === 'HPE_HEADER_OVERFLOW') return problems.headersTooLarge();
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? problems.requestTimedOut() : problems.notReadable();
};

/** The path of the line in which reading came to an end, as it is to be written; empty where there is none. */
const instanceOf = ({ rawPacket, bytesParsed }: ClientError): string => {
  const bytes = Buffer.isBuffer(rawPacket) ? rawPacket : Buffer.alloc(0);
  const [line = ''] = bytes.subarray(bytes.lastIndexOf('\n', bytesParsed) + 1).toString('utf8').split('\n');
  const [, path = ''] = /^[A-Z]+ (\/[^ ?]*)/.exec(line) ?? [];
  return encodeURI(path).replaceAll('%25', '%');
};

/** The answer to what is no request: nobody has said in which language he reads, so it is in both. */
export const answerTo = (error: ClientError, trace: string): string => {
  const { status, code, words } = problemOf(error);
  const said = `${words.en} ${words.zh}`;
  const body = JSON.stringify({ type: `urn:entente:problem:${code}`, title: said, status, code, detail: said, instance: instanceOf(error), trace, errors: [] });
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Content-Type: application/problem+json; charset=utf-8', 'Content-Language: en, zh', `Content-Length: ${Buffer.byteLength(body)}`, `Trace-Id: ${trace}`, 'Connection: close',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
};

/**
 * Answers bytes that are no request with a problem document like any other, and lets the connection go: what would follow on it
 * cannot be told apart from them.
 * @param note writes the code and the trace id of the answer down.
 */
export const tellOfRequest = (error: ClientError, socket: Socket, note: (told: Readonly<{ code: string; cause: string | undefined; trace: string }>) => void): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const trace = traceIdOf(undefined);
  note({ code: problemOf(error).code, cause: error.code, trace });
  if (!socket.writable) return void socket.destroy(error);
  socket.end(answerTo(error, trace), () => socket.destroy());
};
