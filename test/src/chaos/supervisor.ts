import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from '../support/program.js';

/** Plays what looks after processes in production: what has ended is started again after a while. */
export type Supervisor = Readonly<{
  programs: readonly Program[];
  named: (name: string) => Program;
  /** Kills it now, and starts it again after a pause. */
  kill: (name: string, downMs: number) => Promise<void>;
  /** What ended and was not killed; none should. */
  endedByThemselves: readonly string[];
  stop: () => void;
}>;

const LOOK_MS = 200;

export const supervisor = (programs: readonly Program[], say: (line: string) => void): Supervisor => {
  const down = new Map<Program, number>();
  const endedByThemselves: string[] = [];
  let stopped = false;
  const named = (name: string): Program => {
    const program = programs.find((each) => each.name === name);
    if (!program) throw new Error(`There is no process ${name}.`);
    return program;
  };
  /** What is gone already is not ended again, but tells how it ended. */
  const revive = async (program: Program): Promise<void> => {
    const { code, signal } = await program.end('SIGKILL');
    endedByThemselves.push(`${program.name} ended by itself with ${signal ?? code}; it last wrote:\n${program.lastLines()}`);
    say(`    ${program.name} ended by itself with ${signal ?? code} and is started again.`);
    program.start();
  };
  const look = setInterval(() => {
    for (const program of programs) {
      if (program.runs() || (down.get(program) ?? 0) > 0) continue;
      down.set(program, 1);
      void revive(program).finally(() => down.set(program, (down.get(program) ?? 1) - 1));
    }
  }, LOOK_MS);
  return {
    programs, named, endedByThemselves,
    kill: async (name, downMs) => {
      const program = named(name);
      down.set(program, (down.get(program) ?? 0) + 1);
      await program.end('SIGKILL');
      await sleep(downMs);
      if (!stopped && !program.runs()) program.start();
      down.set(program, (down.get(program) ?? 1) - 1);
    },
    stop: () => {
      stopped = true;
      clearInterval(look);
    },
  };
};
