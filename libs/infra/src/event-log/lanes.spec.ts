import { sampleTypes } from './event-log.contract.js';
import { lanesContract } from './lanes.contract.js';
import { MemoryEventLog } from './memory-event-log.js';

lanesContract('the memory log', async () => {
  const log = new MemoryEventLog(sampleTypes);
  return { logs: [log, log], close: () => log.close() };
});
