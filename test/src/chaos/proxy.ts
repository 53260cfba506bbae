import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { crashPoint, type CrashPoint } from './crash-points.js';
import { pump, type Pump, type Weather } from './pump.js';
import { type Frame, framer, type Statement, statementOf } from './wire.js';

/** The way of one process to the database, on which its messages are delayed, held, cut off, or lost at a crash point. */
export type Gate = Readonly<{
  port: number;
  /** `fall` is called when the point is reached; what must not get further does not, nor anything behind it. Answers with how to disarm it. */
  arm: (point: CrashPoint, fall: () => void) => () => void;
  cut: () => void;
  delay: (ms: number) => void;
  hold: (held: boolean) => void;
  close: () => Promise<void>;
}>;

type Armed = Readonly<{ point: CrashPoint; fall: () => void }>;
type Connection = Readonly<{ pumps: readonly Pump[]; destroy: () => void }>;

/** Opens a gate on a free port of 127.0.0.1 to wherever the database is when a connection comes. */
export const openGate = async (databasePort: () => number): Promise<Gate> => {
  const armed = new Set<Armed>();
  const connections = new Set<Connection>();
  const weather: Weather = { delayMs: 0, held: false };
  const server = createServer((client) => {
    const connection = connectThrough(client, connect(databasePort(), '127.0.0.1'), weather, armed);
    connections.add(connection);
    client.once('close', () => connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => connections.forEach(({ destroy }) => destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    arm: (point, fall) => {
      const mine = { point, fall };
      armed.add(mine);
      return () => void armed.delete(mine);
    },
    delay: (ms) => void (weather.delayMs = ms),
    hold: (held) => {
      weather.held = held;
      for (const { pumps } of connections) for (const each of pumps) each.flush();
    },
    close: async () => {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
};

/** One connection. Messages of the client are always read; those of the server only while an answer is waited for. */
const connectThrough = (client: Socket, database: Socket, weather: Weather, armed: ReadonlySet<Armed>): Connection => {
  const [toDatabase, toClient] = [pump(client, database, weather), pump(database, client, weather)];
  const read = framer('client');
  let before: Statement | undefined;
  let answer: Answer | undefined;
  let fallen = false;

  const fall = ({ fall: tell }: Armed): void => {
    fallen = true;
    tell();
  };
  /** Whether a message may pass; at a crash point it may not, and neither may what comes after it. */
  const passes = (frame: Frame): boolean => {
    const statement = statementOf(frame);
    if (!statement) return true;
    for (const each of armed) {
      const { at, gets } = crashPoint(each.point);
      if (!at(statement, before, (text) => frame.bytes.includes(text))) continue;
      if (gets !== 'nowhere') answer ??= answerTo(each);
      else return fall(each), false;
    }
    before = statement;
    return true;
  };
  client.on('data', (packet) => {
    const frames = read(packet);
    const passed = frames.filter((frame) => !fallen && passes(frame)).map(({ bytes }) => bytes);
    if (passed.length > 0) toDatabase.send(passed.length === 1 ? passed[0] : Buffer.concat(passed));
  });
  database.on('data', (packet) => {
    if (fallen) return;
    if (!answer) return toClient.send(packet);
    const { whole, committed, by } = answer.read(packet);
    if (!whole) return;
    answer = undefined;
    const reached = committed && armed.has(by);
    if (reached && crashPoint(by.point).gets === 'committed') return fall(by);
    toClient.send(whole);
    if (reached) by.fall();
  });
  for (const [socket, other] of [[client, toDatabase], [database, toClient]] as const) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => (fallen ? destroy() : other.send(undefined)));
  }
  const destroy = (): void => {
    client.destroy();
    database.destroy();
  };
  return { pumps: [toDatabase, toClient], destroy };
};

type Answer = Readonly<{ read: (packet: Buffer) => Readonly<{ whole?: Buffer; committed: boolean; by: Armed }> }>;

/** The answer to an append, kept back until it is whole: it is committed when the server says that it is ready again. */
const answerTo = (by: Armed): Answer => {
  const read = framer('server');
  const kept: Buffer[] = [];
  let [appended, failed] = [false, false];
  return {
    read: (packet) => {
      kept.push(packet);
      const types = read(packet).map(({ type, bytes }) => {
        failed ||= type === 'E';
        appended ||= type === 'D' && bytes.includes('"appended"');
        return type;
      });
      return { ...(types.includes('Z') ? { whole: Buffer.concat(kept) } : {}), committed: appended && !failed, by };
    },
  };
};
