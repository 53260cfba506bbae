import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Gate } from '../proxy.js';
import { EVERYBODY } from '../schedule.js';
import type { World } from '../world.js';

const gatesOf = ({ gates }: World, victim: string): readonly Gate[] =>
  [...gates].filter(([name]) => victim === EVERYBODY || victim === name).map(([, gate]) => gate);

/** All connections to the database break at once. */
export const cut = async (world: World, victim: string): Promise<void> => gatesOf(world, victim).forEach((gate) => gate.cut());

export const delay = async (world: World, victim: string, ms: number, forMs: number): Promise<void> => {
  gatesOf(world, victim).forEach((gate) => gate.delay(ms));
  await sleep(forMs);
  gatesOf(world, victim).forEach((gate) => gate.delay(0));
};

/** Connections stand and new ones are taken, and nothing passes; afterwards everything does. */
export const hold = async (world: World, victim: string, forMs: number): Promise<void> => {
  gatesOf(world, victim).forEach((gate) => gate.hold(true));
  await sleep(forMs);
  gatesOf(world, victim).forEach((gate) => gate.hold(false));
};

const HALVES = [
  'POST /v1/signings HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempot',
  'POST /v1/signings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"project": "half',
];

/** Clients that send half of a request and stay. */
export const halfRequest = async ({ supervisor }: World, victim: string, forMs: number): Promise<void> => {
  const port = Number(new URL(supervisor.named(victim).url).port);
  const sockets = HALVES.map((half) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(half);
    return socket;
  });
  await sleep(forMs);
  for (const socket of sockets) socket.destroy();
};
