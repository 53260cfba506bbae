import type { DeclarationCommand } from './declaration.js';
import { association, attest, BRANCH, chongqing, endorse, issue, officer, OTHER, own, record, sign, source, THIRD, withdraw } from './declaration.samples.js';

const speakers = [[BRANCH, own], [OTHER, officer], [THIRD, chongqing]] as const;

/** Lives of a joint initiative that together use every fact of it: one that a body issues, and one that a document states. */
export const lives: readonly (readonly DeclarationCommand[])[] = [
  [issue(), attest({ organisation: OTHER }), endorse(), sign(), withdraw(), withdraw({ organisation: OTHER, on: '2024-05', source }, association, '2024-05-04')],
  [record(), attest({ on: '2024-01-10' }), attest({ organisation: THIRD, on: null })],
];

type Tried = readonly DeclarationCommand[];
const days = [null, '2024-04-05', '2024-05', '2024-06-01'];

/** How a joint initiative begins: issued, or from a document. */
export const openings: readonly Tried[] = [issue(), issue({ openUntil: null, issuedOn: '2024-03-01' }), issue({ openUntil: null, territory: null }), record(), record({ issuedOn: null })].map((each) => [each]);

/** What may be tried with it afterwards, by its verb. */
export const acts: Readonly<Record<string, readonly Tried[]>> = {
  endorse: speakers.flatMap(([organisation, by]) => days.map((on) => [endorse({ organisation, on }, by)])),
  sign: [[sign()], [sign({ on: '2024-04-20' })]],
  attest: speakers.flatMap(([organisation]) => days.map((on) => [attest({ organisation, on })])),
  withdraw: speakers.flatMap(([organisation, by]) => days.flatMap((on) => (on === null ? [] : [[withdraw({ organisation, on }, by)], [withdraw({ organisation, on, source }, association)]]))),
};
