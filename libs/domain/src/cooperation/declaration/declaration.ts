import { canonical } from '../../kernel/canonical.js';
import type { Decider } from '../../kernel/decider.js';
import type { Audience, Directory } from '../../kernel/directory.js';
import type { Command, Fact } from '../../kernel/message.js';
import { amongParties, isAssociationOver, partiesFound, type Party, partyFor, personOf, refuseParty } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { blamedBy, evolveOne, type Organisation, type OrganisationFact, standing } from '../../parties/organisation/index.js';
import type { DeclarationFact } from './declaration.events.js';
import { refuse } from './refusals.js';
import { absent, type Declaration, evolve as evolveDeclaration, isOpenOn, type Known, openOf, STRENGTH } from './state.js';
import type { Endorsed, Issued, Withdrawn } from './terms.js';

type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string; parties?: readonly string[] }>;

/** `text`, `sha256`: what is endorsed, written and hashed outside; null where the source gives no text. */
export type IssueDeclaration = On<'IssueDeclaration', Issued & { text: string | null; sha256: string | null }>;
/** `signatureHolds`: whether the signature fits the text, the key, the body and the person, which is verified outside. */
export type EndorseDeclaration = On<'EndorseDeclaration', Endorsed & { signatureHolds: boolean }>;
export type WithdrawEndorsement = On<'WithdrawEndorsement', Withdrawn>;
export type DeclarationCommand = IssueDeclaration | EndorseDeclaration | WithdrawEndorsement;

/** What lies before whoever decides: the declaration, and the body that signs with its keys and authorities. */
export type Table = Readonly<{ declaration: Declaration; bodies: Readonly<Record<string, Organisation>> }>;

export const declarationStream = (id: string): string => `declaration-${id}`;

/** The text that is endorsed, as RFC 8785 writes it. */
export const declarationText = ({ id, title, body }: Pick<Issued, 'title' | 'body'> & Readonly<{ id: string }>): string | null =>
  (body === null ? null : canonical({ format: 'entente-declaration/1', declaration: id, title, body }));

const dayOf = ({ at }: Command): string => dateInShanghai(at);
const isLater = (date: string, day: string): boolean => edtfInterval(date).from > day;

const issue = (command: IssueDeclaration, { declaration: state }: Table): readonly DeclarationFact[] => {
  if (state.status !== 'absent') throw refuse('declaration/exists', '/id');
  const { id: declaration, as, title, territory, issuedOn, openUntil, edition, source, text, sha256 } = command.data;
  const { parties: [issuer = null], wrong } = partiesFound(as === null ? [] : [as], command, () => '/as', source !== null);
  // Whose it is can be told only where the issuer is known; where it is not, that is told with all else that is wrong.
  if (source) {
    if (wrong.length === 0 && !isAssociationOver([territory, issuer?.region ?? null], command)) throw refuseParty('party/attest-not-yours', '/source');
  } else if (issuer) {
    if (wrong.length === 0) partyFor([issuer], as, command);
  } else if (as === null) throw refuseParty(command.actor.role === 'administrator' ? 'party/source-required' : 'party/say-for-whom', command.actor.role === 'administrator' ? '/source' : '/as');
  const on = issuedOn ?? (source ? null : dayOf(command));
  const unknown = territory === null ? undefined : command.directory.regionFault(territory, issuedOn ?? dayOf(command));
  mustHold([
    ...wrong,
    ...(unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer: '/territory', ...unknown }])] : []),
    ...(edition !== null && !command.directory.edition(edition) ? [refuse('declaration/edition-unknown', '/edition')] : []),
    ...(source || text !== null ? [] : [refuse('declaration/text-needed', '/body')]),
    ...(issuedOn !== null && isLater(issuedOn, dayOf(command)) ? [refuse('declaration/date-in-future', '/issuedOn')] : []),
    ...(on !== null && openUntil !== null && edtfInterval(openUntil).to < edtfInterval(on).from ? [refuse('declaration/dates-reversed', '/openUntil')] : []),
  ]);
  return [{
    type: 'DeclarationIssued', effectiveOn: on,
    data: { declaration, title, territory, issuedOn: on, openUntil, text, sha256, issuer, edition, grade: source ? 'attested' : 'submitted', source, by: personOf(command.actor) },
  }];
};

const known = (state: Declaration): Known => {
  if (state.status === 'absent') throw refuse('declaration/not-found');
  return state;
};

type Said = Readonly<{ organisation: string; source: Endorsed['source'] }>;

/** The body itself says so, or an association as a document states. */
const gradeOf = (it: Known, party: Party, { organisation, source }: Said, command: Command): 'submitted' | 'attested' => {
  if (!source) {
    partyFor([party], organisation, command, '/organisation');
    return 'submitted';
  }
  if (!isAssociationOver([it.territory, party.region], command)) throw refuseParty('party/attest-not-yours', '/source');
  return 'attested';
};

/** Since when a body may endorse once more: the newest day on which it left. What was said anew in a stronger way was not left. */
const leftOn = (it: Known, organisation: string): string | null =>
  it.endorsements.filter((each) => each.organisation === organisation).flatMap(({ to, superseded }) => (to === null || superseded ? [] : [edtfInterval(to).from])).sort().at(-1) ?? null;

/** A body endorses, on the day or late. Who signs does so over the text, by a person who holds its authority for pacts. */
const endorse = (command: EndorseDeclaration, { declaration: state, bodies }: Table): readonly DeclarationFact[] => {
  const it = known(state);
  const { id: declaration, organisation, on, signature, source } = command.data;
  const { parties, wrong } = partiesFound([organisation], command, () => '/organisation', source !== null);
  const day = dayOf(command);
  const date = on ?? (source ? null : day);
  const wrongBesides = [
    ...(signature && source ? [refuse('declaration/one-way', '/source')] : []),
    // The signed text holds no date, and key and authority are judged as they are now.
    ...(signature && !source && on !== null && on !== day ? [refuse('declaration/signed-today', '/on')] : []),
    ...wrongDay(it, organisation, date, day),
  ];
  if (wrong.length > 0) mustHold([...wrong, ...wrongBesides]);
  const [endorser] = parties as [Party];
  const said = gradeOf(it, endorser, command.data, command);
  const grade = signature ? 'signed' : said;
  const open = openOf(it, organisation);
  // The same said once more; without a date it says no more than that it endorses.
  if (open && (on === null || open.from === on) && (signature === null || open.signature?.jws === signature.jws) && STRENGTH[grade] <= STRENGTH[open.grade]) return [];
  // Said in the same way with another date, that date holds; only a signature is of the day on which it was given.
  const isDatedAnew = open !== undefined && grade === open.grade && grade !== 'signed';
  // What a document stated may be said by the body itself, and what it said may be signed; nothing is said more weakly.
  if (open && !isDatedAnew && STRENGTH[grade] <= STRENGTH[open.grade]) throw refuse('declaration/endorsed');
  if (!source && !isDatedAnew && !isOpenOn(it, day)) throw refuse('declaration/closed');
  mustHold(wrongBesides);
  if (signature) signatureMustHold(it, command, bodies[organisation]);
  const signed = signature && { ...signature, at: command.at };
  return [{ type: 'DeclarationEndorsed', effectiveOn: date, data: { declaration, endorser, on: date, grade, signature: signed, source, by: personOf(command.actor) } }];
};

/** What is wrong with endorsing on a date: it has come, is not before the issue, and was open to it; a body that endorsed before begins anew, and no day twice. */
const wrongDay = (it: Known, organisation: string, date: string | null, day: string): readonly Refusal[] => {
  const left = leftOn(it, organisation);
  if (date === null) return left === null ? [] : [refuse('declaration/since-when', '/on')];
  const { from, to } = edtfInterval(date);
  return [
    ...(isLater(date, day) ? [refuse('declaration/date-in-future', '/on')] : []),
    ...((it.issuedOn !== null && to < edtfInterval(it.issuedOn).from) || (left !== null && from < left) ? [refuse('declaration/before-issued', '/on')] : []),
    ...(isOpenOn(it, from) ? [] : [refuse('declaration/after-closing', '/on')]),
  ];
};

const signatureMustHold = (it: Known, { at, data: { signature, signatureHolds } }: EndorseDeclaration, body: Organisation | undefined): void => {
  if (it.text === null) throw refuse('declaration/no-text', '/signature');
  if (!signatureHolds || !signature) throw refuse('declaration/signature-fails', '/signature/jws');
  const { kid, person } = signature;
  const verdict = body && standing(body, { kid, person, purpose: 'pacts', on: at });
  if (verdict?.valid) return;
  const { code, words: message } = verdict ?? { code: 'party/unknown', words: refuseParty('party/unknown').words };
  throw new Refusal('declaration/signer-not-standing', message, 'invalid', [{ pointer: blamedBy(code) === 'organisation' ? '/organisation' : `/signature/${blamedBy(code)}`, code, message }]);
};

/** Said once more with another date, as long as it has not endorsed again since, it left on that date. */
const withdraw = (command: WithdrawEndorsement, { declaration: state }: Table): readonly DeclarationFact[] => {
  const it = known(state);
  const { id: declaration, organisation, on, reason, source } = command.data;
  const last = it.endorsements.findLast((each) => each.organisation === organisation);
  if (!last) throw refuse('declaration/not-endorsed', '/organisation');
  const grade = gradeOf(it, last, command.data, command);
  if (last.to === on) return [];
  mustHold([
    ...(isLater(on, dayOf(command)) ? [refuse('declaration/date-in-future', '/on')] : []),
    ...(last.from !== null && edtfInterval(on).to < edtfInterval(last.from).from ? [refuse('declaration/before-issued', '/on')] : []),
  ]);
  return [{ type: 'EndorsementWithdrawn', effectiveOn: on, data: { declaration, organisation, on, reason, grade, source, by: personOf(command.actor) } }];
};

const decide = (command: DeclarationCommand, table: Table): readonly DeclarationFact[] => {
  switch (command.type) {
    case 'IssueDeclaration': return issue(command, table);
    case 'EndorseDeclaration': return endorse(command, table);
    case 'WithdrawEndorsement': return withdraw(command, table);
  }
};

const evolve = (table: Table, fact: DeclarationFact | OrganisationFact): Table => {
  if ('declaration' in fact.data) return { ...table, declaration: evolveDeclaration(table.declaration, fact as DeclarationFact) };
  const of = fact as OrganisationFact;
  const body = evolveOne(table.bodies[of.data.organisation], of);
  return body ? { ...table, bodies: { ...table.bodies, [body.id]: body } } : table;
};

/** A joint initiative is no secret: everyone who has a key may know it. */
export const audienceOf = ({ endorsements }: Known, directory?: Pick<Directory, 'body'>): Audience => ({ open: true, ...amongParties(endorsements, directory) });

/** A joint initiative (倡议书): many endorse it, nobody owes anything, and who comes late or leaves does so on a date. */
export const declaration: Decider<Table, DeclarationCommand, (DeclarationFact | OrganisationFact) & Fact> = {
  name: 'declaration',
  stateVersion: 1,
  streamsOf: ({ type, data }) => [declarationStream(data.id), ...(type === 'EndorseDeclaration' && data.signature ? [`organisation-${data.organisation}`] : [])],
  refersTo: ({ type, data }) => ({
    organisations: [...(type === 'IssueDeclaration' ? [data.as ?? []].flat() : [data.organisation]), ...(data.parties ?? [])],
    editions: type === 'IssueDeclaration' && data.edition !== null ? [data.edition] : [],
  }),
  initialState: { declaration: absent, bodies: {} },
  decide,
  evolve,
};
