import type { Fault } from '../schedule.js';
import type { World } from '../world.js';
import { crashAt } from './crash-point-fault.js';
import { fillDisk, jumpClock, killPostgres, terminateBackends } from './database-faults.js';
import { cut, delay, halfRequest, hold } from './network-faults.js';
import { kill, silence } from './process-faults.js';
import { emptyQueue, killRedis, silenceRedis } from './queue-faults.js';

/** Lets a fault fall, and is done when it is over. */
export const strike = (world: World, fault: Fault): Promise<void> => {
  switch (fault.kind) {
    case 'crash-point': return crashAt(world, fault.point, fault.windowMs, fault.downMs);
    case 'kill': return kill(world, fault.victim, fault.downMs);
    case 'silence': return silence(world, fault.victim, fault.forMs);
    case 'kill-postgres': return killPostgres(world, fault.signal, fault.downMs);
    case 'terminate-backends': return terminateBackends(world, fault.share);
    case 'disk-full': return fillDisk(world, fault.first, fault.forMs);
    case 'cut': return cut(world, fault.victim);
    case 'delay': return delay(world, fault.victim, fault.ms, fault.forMs);
    case 'hold': return hold(world, fault.victim, fault.forMs);
    case 'half-request': return halfRequest(world, fault.victim, fault.forMs);
    case 'clock-jumps': return jumpClock(world);
    case 'queue-emptied': return emptyQueue(world);
    case 'redis-silent': return silenceRedis(world, fault.forMs);
    case 'redis-down': return killRedis(world, fault.forMs);
  }
};
