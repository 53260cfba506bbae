import { Refusal } from '../../kernel/refusal.js';

/** The code of the refusal that an act meets, with where each fault stands; empty where it is not refused. */
export const refusedBy = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, ...error.faults.map(({ pointer, code }) => `${pointer} ${code}`)];
    throw error;
  }
  return [];
};
