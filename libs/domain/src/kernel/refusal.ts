/**
 * Why a rule said no: `absent` is not there or not for the caller to know of, `forbidden` is not his to do,
 * `conflict` does not fit the present state, `invalid` is wrong in itself.
 */
export type RefusalKind = 'absent' | 'forbidden' | 'conflict' | 'invalid';

/** A sentence in both languages of the platform. */
export type Words = Readonly<{ en: string; zh: string }>;

/** One thing that is wrong with what was sent: where (JSON Pointer), which rule (`slice/reason`), and what to do. */
export type Fault = Readonly<{ pointer: string; code: string; message: Words }>;

/** The one error that the domain throws: a rule said no. `code` is `slice/reason` and part of the API. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    readonly words: Words,
    readonly kind: RefusalKind = 'conflict',
    readonly faults: readonly Fault[] = [],
  ) {
    super(words.en);
  }
}

/** What was sent holds where nothing is wrong with it; else all that is wrong is told at once, by the kind of what comes first. */
export const mustHold = (wrong: readonly Refusal[]): void => {
  const [first] = wrong;
  if (first) throw new Refusal(first.code, first.words, first.kind, wrong.flatMap(({ faults }) => faults));
};
