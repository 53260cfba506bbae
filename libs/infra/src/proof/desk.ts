import { MAIN, type Pact, type PactFact, partiesOf, type Signable, type turnOf } from '@entente/domain/cooperation/pact';

export type Of<T extends PactFact['type']> = Extract<PactFact, { type: T }>;
type Groups = Parameters<typeof turnOf>[0];

/** Whether so many of each group have signed as it takes. */
export const isMet = (groups: Groups, { signatures }: Signable): boolean =>
  groups.every(({ parties, atLeast }) => parties.filter((each) => signatures.some(({ organisation }) => organisation === each)).length >= atLeast);

/** The groups in which a document is signed, and what is signed of it: the main text, or a supplementary agreement by all who are bound. */
export const deskOf = (state: Pact, document: string, day: string): Readonly<{ signable: Signable; groups: Groups }> | undefined => {
  if (document === MAIN) {
    if (state.status === 'frozen') return { signable: state, groups: state.terms.signing.groups };
    return state.status === 'in-force' && state.main && state.terms ? { signable: state.main, groups: state.terms.signing.groups } : undefined;
  }
  const supplement = state.status === 'in-force' ? state.supplements[document] : undefined;
  if (state.status !== 'in-force' || !supplement) return undefined;
  const parties = partiesOf(state, day).map(({ organisation }) => organisation);
  return { signable: supplement, groups: [{ parties, atLeast: parties.length }] };
};
