import { waitUntil } from '@entente/infra/services/child';
import type { Program } from '../support/program.js';
import { supervisor } from './supervisor.js';

/** A program that runs or does not; `start` is counted. */
const pretended = (): Program & { running: boolean; starts: number } => {
  const program = {
    name: 'api 1', url: '', running: true, starts: 0,
    start: () => Object.assign(program, { running: true, starts: program.starts + 1 }),
    runs: () => program.running,
    signal: () => undefined,
    end: async () => {
      program.running = false;
      return { code: 1, signal: null, ms: 0 };
    },
    lastLines: () => 'it was so',
  };
  return program as never;
};

describe('the supervisor', () => {
  it('starts again what it killed, and says nothing of it', async () => {
    const program = pretended();
    const said: string[] = [];
    const { kill, endedByThemselves, stop } = supervisor([program], (line) => said.push(line));
    await Promise.all([kill('api 1', 450), kill('api 1', 10)]);
    expect([program.running, program.starts, endedByThemselves, said]).toEqual([true, 1, [], []]);
    stop();
  });

  it('starts again what ended by itself, and tells what it last wrote', async () => {
    const program = pretended();
    const said: string[] = [];
    const { endedByThemselves, stop } = supervisor([program], (line) => said.push(line));
    program.running = false;
    expect(await waitUntil(() => program.starts === 1, 2_000)).toBe(true);
    expect(endedByThemselves).toEqual(['api 1 ended by itself with 1; it last wrote:\nit was so']);
    expect(said).toEqual(['    api 1 ended by itself with 1 and is started again.']);
    stop();
  });

  it('starts nothing once it is stopped', async () => {
    const program = pretended();
    const { kill, stop } = supervisor([program], () => undefined);
    const killed = kill('api 1', 50);
    stop();
    await killed;
    expect(program.running).toBe(false);
  });
});
