import { createServer } from 'node:net';

const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });

export const isPortFree = async (port: number): Promise<boolean> => (await tryPort(port)) !== undefined;

/** A loopback port that is free now: the preferred one if it is, so that addresses stay the same from start to start. */
export const freePort = async (preferred?: number): Promise<number> => {
  const port = (preferred ? await tryPort(preferred) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw new Error('No free port could be had on 127.0.0.1: check the limits of this machine and try again.');
  return port;
};
