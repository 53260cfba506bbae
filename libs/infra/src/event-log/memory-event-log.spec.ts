import { eventLogContract, sampleTypes } from './event-log.contract.js';
import { MemoryEventLog } from './memory-event-log.js';

eventLogContract('The memory log', async () => {
  const log = new MemoryEventLog(sampleTypes);
  return { log, close: () => log.close() };
});
