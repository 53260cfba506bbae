import { StandardSchemaValidationPipe } from '@nestjs/common';
import { faultsOf } from './faults.js';
import { problems } from './problems.js';

/** What is sent is checked against the schema of its parameter; every fault is reported at once. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => problems.invalid(faultsOf(issues as Parameters<typeof faultsOf>[0])),
});
