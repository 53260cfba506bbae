import fastify from 'fastify';
import { filledPool } from '../contenders/connections.js';

/** A route that somebody writes in an afternoon: no key, no schema, one INSERT. Reads DATABASE_URL, POOL, HOST and PORT. */
const { DATABASE_URL = '', POOL = '8', HOST = '127.0.0.1', PORT = '0' } = process.env;
const pool = await filledPool(DATABASE_URL, Number(POOL));
const app = fastify();

app.get('/health/ready', async () => ({ status: 'ok' }));
app.post<{ Body: { id: string } }>('/v1/signings', async (request, reply) => {
  const { id } = request.body;
  await pool.query({
    name: 'insert', text: 'insert into events (id, stream, version, type, metadata, data) values ($1, $2, $3, $4, $5, $6)',
    values: [id, `signing-${id}`, 1, 'SigningSubmitted', '{}', JSON.stringify(request.body)],
  });
  return reply.status(201).send({ id });
});

await app.listen({ host: HOST, port: Number(PORT) });
