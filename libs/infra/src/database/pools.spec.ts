import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import pg from 'pg';
import { poolAs, SteadyClient } from './pools.js';

const message = (type: string, ...body: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(body);
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
};
const ready = [message('R', Buffer.from([0, 0, 0, 0])), message('Z', Buffer.from('I'))];
const farewell = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'));

/** A server that says ready and farewell in one breath. */
const serverThatEnds = async (): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([...ready, farewell])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

describe('a connection that breaks while it is handed over', () => {
  let server: Server;
  let url: string;
  beforeEach(async () => {
    server = await serverThatEnds();
    url = `postgres://nobody@127.0.0.1:${(server.address() as AddressInfo).port}/nothing`;
  });
  afterEach(() => server.close());

  it.each<[what: string, pool: () => pg.Pool]>([
    ['in a pool of our own', () => poolAs(url, 'entente_query', 1)],
    ['in any other pool that is given this client', () => new pg.Pool({ connectionString: url, max: 1, Client: SteadyClient })],
  ])('is told by the next statement, %s', async (_, make) => {
    const pool = make();
    const client = await pool.connect();
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    await pool.end();
  });
});
