import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Build } from '@entente/infra/reading/builds';
import { recorder } from '../history.js';
import { liveness, recover } from './liveness.js';

const build = (more: Partial<Build> = {}): Build => ({ reader: 'signings', build: 2, version: 1, position: 7, active: true, stopped: null, ...more });

describe('recovery', () => {
  let server: Server;
  let taken: number;
  let counted: number;
  beforeEach(async () => {
    [taken, counted] = [201, 200];
    server = createServer((request, response) => {
      request.resume();
      response.writeHead(request.method === 'POST' ? taken : counted, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ stream: 'signing-1', version: 1, position: 7, code: 'none' }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => void server.close());
  const faults = async (builds: readonly Build[], ...others: readonly string[]): Promise<readonly string[]> => {
    const door = { urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...others], keys: {} };
    const recovery = await recover({ door, recorder: recorder(), builds: async () => ({ head: 7, builds }), quiet: Promise.resolve(), waitMsMax: 300 });
    return liveness(recovery);
  };
  const never = (step: string): string => `Not within 30 s of the end of the faults: ${step}.`;
  const [takes, counts] = [never('api 1 takes a command'), never('api 1 counts it in a metric')];
  const head = never('every reader stands at the head, and every rebuild is finished');

  it('is complete where commands are taken and counted, and every reader has read everything', async () => {
    expect(await faults([build(), build({ build: 1, position: 3, active: false })])).toEqual([]);
  });

  it('is not where an api takes no commands, or is not there', async () => {
    taken = 503;
    expect(await faults([build()])).toEqual([takes, counts]);
    taken = 201;
    expect(await faults([build()], 'http://127.0.0.1:1')).toEqual([never('api 2 takes a command'), never('api 2 counts it in a metric')]);
  });

  it('nor where a metric does not hold what was acknowledged', async () => {
    counted = 503;
    expect(await faults([build()])).toEqual([counts]);
  });

  it.each<[string, Build]>([
    ['is behind', build({ position: 6 })],
    ['has stopped', build({ stopped: { position: 7, cause: 'cannot be folded' } })],
    ['is being built and never switched to', build({ build: 3, active: false })],
  ])('nor where a reader %s', async (_, other) => {
    expect(await faults([build(), other])).toEqual([head]);
  });
});
