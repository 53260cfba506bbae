import type { World } from './world.js';

/** The end of all faults: the ways are open, the disk has room, and everything runs. From here on nobody helps. */
export const heal = async ({ gates, folder, database, redis, supervisor }: World): Promise<void> => {
  for (const gate of gates.values()) {
    gate.delay(0);
    gate.hold(false);
  }
  folder.disk?.free();
  await database.ensure();
  redis?.signal('SIGCONT');
  await redis?.up();
  for (const program of supervisor.programs) {
    program.signal('SIGCONT');
    if (!program.runs()) program.start();
  }
};
