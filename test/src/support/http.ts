/** What an api answered. A body that is no JSON is its text. */
export type Answer<T> = Readonly<{ status: number; headers: Headers; body: T }>;

/** A problem document (RFC 9457) as the api sends it. */
export type ProblemBody = Readonly<{
  type: string; title: string; status: number; code: string; detail: string; instance: string; trace: string;
  errors: readonly Readonly<{ pointer: string; code: string; message: string }>[];
}>;

/** What a command answers with. */
export type Accepted = Readonly<{ id: string; stream: string; version: number; node: string; position: number }>;

export type Request = Readonly<{
  /** The name of a development key; left out, no key is sent. */
  as?: string;
  /** A string goes out as it is, everything else as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}>;

const WAIT_MS_MAX = 40_000;

const read = (text: string, type: string): unknown => (/json/.test(type) && text !== '' ? JSON.parse(text) : text);

/** One request. Throws where no answer came, as after a process was killed: nobody knows then what it did. */
export const request = async <T>(
  url: string, method: string, key: string | undefined, { body, headers = {} }: Request,
): Promise<Answer<T>> => {
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(WAIT_MS_MAX),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: read(text, response.headers.get('content-type') ?? '') as T };
};

/** A refusal in one line, "409 signing/exists"; a success as "201", and what is no problem document says so. */
export const told = ({ status, headers, body }: Answer<unknown>): string => {
  if (status < 400) return String(status);
  const type = headers.get('content-type') ?? 'nothing';
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`;
  const problem = body as ProblemBody;
  return problem.status === status && problem.type === `urn:entente:problem:${problem.code}` ? `${status} ${problem.code}` : `${status} in disorder`;
};

/** The faults of a problem, each in one line: pointer and code. */
export const faults = ({ body }: Answer<unknown>): readonly string[] => (body as ProblemBody).errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
