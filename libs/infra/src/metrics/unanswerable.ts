import type { Fault } from '@entente/domain/kernel/refusal';

/** Nobody can answer a question that is asked like this; each fault tells what to ask instead. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable';

  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ message }) => message.en).join(' '));
  }
}
