import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { besideRepeated, faultsOf, repeatedIn } from './faults.js';
import { Problem, problems } from './problems.js';

/** What is sent is checked against the schema of its parameter; every fault is reported at once. */
class Validation extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => problems.invalid(faultsOf(issues as Parameters<typeof faultsOf>[0])) });
  }

  /** A parameter of a question that is given twice comes as a list, which no question takes. */
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const repeated = metadata.type === 'query' ? repeatedIn(value ?? {}) : [];
    if (repeated.length === 0) return super.transform(value, metadata);
    const faults = await super.transform(value, metadata).then(() => [], (error: unknown) => {
      if (error instanceof Problem) return error.faults;
      throw error;
    });
    throw problems.invalid(besideRepeated(repeated, faults));
  }
}

export const validation = new Validation();
