import type { FastifyRequest } from 'fastify';

export const DRAIN_BYTES_MAX = 64 * 1024 * 1024;
const DRAIN_MS_MAX = 10_000;

/**
 * Reads a body that is too large to its end, within bounds, before it is refused: a client that is still sending when
 * the answer comes would see a broken connection instead of the reason.
 */
export const drainTooLarge = async (request: FastifyRequest, bytesMax: number): Promise<void> => {
  const bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes <= bytesMax || bytes > DRAIN_BYTES_MAX) return;
  await new Promise<void>((resolve) => {
    const enough = setTimeout(resolve, DRAIN_MS_MAX);
    const done = (): void => {
      clearTimeout(enough);
      resolve();
    };
    request.raw.once('end', done).once('error', done).once('close', done).resume();
  });
};
