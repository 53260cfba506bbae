import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tellOfRequest } from './client-error.js';

type Told = Readonly<{ head: readonly string[]; body: Readonly<{ type: string; status: number; code: string; detail: string; instance: string; trace: string; errors: readonly object[] }> }>;

describe('bytes that are no request', () => {
  const noted: { code: string; trace: string }[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer({ maxHeaderSize: 2_000 }, (_, response) => void response.end('fine')).on('clientError', (error, socket) => tellOfRequest(error, socket as never, (told) => void noted.push(told)));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => void (await once(server.close(), 'close')));

  /** All that is answered to these bytes, until the connection is let go. */
  const send = async (bytes: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('error', () => undefined).write(Buffer.from(bytes, 'utf8'));
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('utf8');
  };
  const told = (answer: string): Told => {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    return { head: head.split('\r\n'), body: JSON.parse(body) as Told['body'] };
  };
  const host = 'Host: here\r\n\r\n';

  it('are answered with a problem that says in both languages what to do with an address that is not ASCII', async () => {
    const { head, body } = told(await send(`GET /v1/resolve?q=演示 HTTP/1.1\r\n${host}`));
    expect(head.slice(0, 3)).toEqual(['HTTP/1.1 400 Bad Request', 'Content-Type: application/problem+json; charset=utf-8', 'Content-Language: en, zh']);
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(JSON.stringify(body))}`);
    expect(head).toContain(`Trace-Id: ${body.trace}`);
    expect(body).toMatchObject({ type: 'urn:entente:problem:request/address-not-ascii', status: 400, code: 'request/address-not-ascii', instance: '/v1/resolve', errors: [] });
    expect(body.detail).toMatch(/--data-urlencode.*百分号编码/);
    expect(noted.at(-1)).toMatchObject({ code: 'request/address-not-ascii', cause: 'HPE_INVALID_URL', trace: body.trace });
  });

  it('name the path as it is to be written, and that of the request which was wrong', async () => {
    expect(told(await send(`GET /v1/路%20径/a HTTP/1.1\r\n${host}`)).body.instance).toBe('/v1/%E8%B7%AF%20%E5%BE%84/a');
    const both = await send(`GET /first HTTP/1.1\r\n${host}GET /second?q=二 HTTP/1.1\r\n${host}`);
    expect(both).toContain('"instance":"/second"');
  });

  it('are told apart by what is wrong with them', async () => {
    expect(told(await send('no request at all\r\n\r\n')).body).toMatchObject({ status: 400, code: 'request/not-http', instance: '' });
    const large = told(await send(`GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(4_000)}\r\n${host}`));
    expect([large.head[0], large.body.code]).toEqual(['HTTP/1.1 431 Request Header Fields Too Large', 'request/headers-too-large']);
  });

  it('are not answered where nobody is left to read it', () => {
    const ended: unknown[] = [];
    const socket = { destroyed: false, writable: true, end: (text: unknown) => void ended.push(text), destroy: () => void ended.push('destroyed') };
    tellOfRequest(Object.assign(new Error('reset'), { code: 'ECONNRESET' }), socket as never, () => undefined);
    tellOfRequest(new Error('gone'), { ...socket, destroyed: true } as never, () => undefined);
    expect(ended).toEqual([]);
    tellOfRequest(new Error('half'), { ...socket, writable: false } as never, () => undefined);
    expect(ended).toEqual(['destroyed']);
  });
});
