import { evolveOne, type Organisation, type OrganisationFact } from '@entente/domain/parties/organisation';
import { signatureFits, thumbprintOf } from '../crypto/ed25519.js';
import { signedTexts } from '../crypto/signed-texts.js';
import type { Bundle, Told } from './bundle.js';
import { type Finding, finding } from './finding.js';

type Of<T extends OrganisationFact['type']> = Extract<OrganisationFact, { type: T }>['data'];

/** A party as the text calls it, so that a signature covers what it is called. */
type Party = Readonly<{ organisation: string; name: string }>;

export const factsOf = ({ bodies }: Pick<Bundle, 'bodies'>, organisation: string): readonly Told[] => bodies.filter(({ stream }) => stream === `organisation-${organisation}`);

const fold = (facts: readonly Told[], seen: (fact: OrganisationFact, told: Told, it: Organisation | undefined) => OrganisationFact = (fact) => fact): Organisation | undefined =>
  facts.reduce<Organisation | undefined>((it, told) => evolveOne(it, seen(told as unknown as OrganisationFact, told, it)), undefined);

/** Which facts of a body are looked at; all, where nothing is said. */
type Which = (told: Told) => boolean;

/** A body by its facts, or by some of them. */
export const bodyBy = (bundle: Pick<Bundle, 'bodies'>, organisation: string, which: Which = () => true): Organisation | undefined => fold(factsOf(bundle, organisation).filter(which));

/** A fact with the instants of the log in the place of those that the api gave it; what was asked for from a moment on stays. */
const byLog = (fact: OrganisationFact, { recordedAt }: Told, it: Organisation | undefined): OrganisationFact => {
  switch (fact.type) {
    case 'KeyRequested': return { ...fact, data: { ...fact.data, at: recordedAt } };
    case 'AuthorityRequested': return { ...fact, data: { ...fact.data, at: recordedAt } };
    case 'OrganisationMerged': return { ...fact, data: { ...fact.data, at: recordedAt } };
    case 'KeyApproved': {
      const isAsked = it?.keys.some(({ kid, from }) => kid === fact.data.kid && from === fact.data.validFrom) ?? false;
      return isAsked ? fact : { ...fact, data: { ...fact.data, validFrom: recordedAt } };
    }
    default: return fact;
  }
};

/** The same by the clock of the log, for what was taken by an api whose clock was off: its keys were too. */
export const bodyByLog = (bundle: Pick<Bundle, 'bodies'>, organisation: string, which: Which): Organisation | undefined => fold(factsOf(bundle, organisation).filter(which), byLog);

/**
 * What is known now and bears on what a key signed at a position. A rotation and a merger end what is signed from then on
 * and are never dated back, so that one that was recorded later says nothing against it, whatever a clock said.
 */
export const bearsOn = (kid: string, position: number): Which => (told) =>
  !(told.position > position && (told.type === 'OrganisationMerged' || (told.type === 'KeyApproved' && told.data?.['replaces'] === kid)));

/** A key was asked for by whoever held its private half, and, where it took another's place, with the signature of that one. */
const keyFaults = ({ organisation, kid, key, text, proof, replaces }: Of<'KeyRequested'>, keys: Organisation['keys']): readonly string[] => {
  if (thumbprintOf(key) !== kid) return [`The key that is called ${kid} has another thumbprint.`];
  const meant = replaces === null ? signedTexts.registerKey(organisation, key) : signedTexts.rotateKey(organisation, key, replaces.kid);
  if (text !== meant || !signatureFits(key, text, proof)) return [`The proof that the body held the private key of ${kid} does not fit.`];
  if (replaces === null) return [];
  const old = keys.find((each) => each.kid === replaces.kid);
  return old && signatureFits(old.key, text, replaces.endorsement) ? [] : [`The key ${kid} is not endorsed by ${replaces.kid}, in whose place it stands.`];
};

const grantFaults = ({ organisation, kid, text, signature, ...grant }: Of<'AuthorityRequested'>, keys: Organisation['keys']): readonly string[] => {
  if (grant.grade === 'attested') return [];
  const key = keys.find((each) => each.kid === kid);
  const fits = key !== undefined && text === signedTexts.authorise(organisation, grant) && signature !== null && signatureFits(key.key, text, signature);
  return fits ? [] : [`The authority ${grant.authority} is not signed by a key of the body.`];
};

/** Whoever approves is somebody else than who asked, and approves what was asked for. */
const approvalFaults = (what: string, asked: Readonly<{ requester: Readonly<{ principal: string }> }> | undefined, isSame: boolean, by: string): readonly string[] => {
  if (!asked || !isSame) return [`${what} was approved and never asked for in this form.`];
  return asked.requester.principal === by ? [`${what} was approved by the person who asked for it.`] : [];
};

const faultsOf = (fact: OrganisationFact, it: Organisation | undefined): readonly string[] => {
  if (!it) return fact.type === 'OrganisationRegistered' ? [] : [`${fact.type} is told of a body before it was registered.`];
  switch (fact.type) {
    case 'OrganisationRegistered': return ['The body was registered twice.'];
    case 'KeyRequested': return keyFaults(fact.data, it.keys);
    case 'KeyApproved': {
      const asked = it.keys.find(({ kid }) => kid === fact.data.kid);
      return approvalFaults(`The key ${fact.data.kid}`, asked, asked?.key.x === fact.data.key.x && asked.replaces === fact.data.replaces, fact.data.by.principal);
    }
    case 'AuthorityRequested': return grantFaults(fact.data, it.keys);
    case 'AuthorityApproved': {
      const { authority, person, purpose, from, to, by } = fact.data;
      const asked = it.authorities.find((each) => each.authority === authority);
      return approvalFaults(`The authority ${authority}`, asked, asked?.person === person && asked.purpose === purpose && asked.from === from && asked.to === to, by.principal);
    }
    default: return [];
  }
};

/** Of one party: its keys and authorities came about as they must, each with its signatures and a second person. */
const findingOf = (bundle: Bundle, { organisation, name }: Party): Finding => {
  const faults: string[] = [];
  let it: Organisation | undefined;
  for (const fact of factsOf(bundle, organisation) as unknown as readonly OrganisationFact[]) {
    faults.push(...faultsOf(fact, it));
    it = evolveOne(it, fact);
  }
  const attested = it?.authorities.filter(({ grade }) => grade === 'attested').length ?? 0;
  const entered = attested === 0 ? '' : `; ${attested} of the authorities entered by an association from a document, which no signature of the body covers`;
  return finding(
    `The keys and authorities of ${name} were proven, and approved by a second person`,
    `keys: ${it?.keys.length ?? 0}, authorities: ${it?.authorities.length ?? 0}${entered}`,
    it ? faults : ['The record of the body is missing.', ...faults],
  );
};

export const trustFindings = (bundle: Bundle, parties: readonly Party[]): readonly Finding[] => parties.map((each) => findingOf(bundle, each));

/** A key as an outsider compares it with what the body itself publishes. */
export type KnownKey = Readonly<{ organisation: string; name: string; kid: string; validFrom: string | null; validTo: string | null; ended: string | null }>;

export const keysOf = (bundle: Bundle, parties: readonly Party[]): readonly KnownKey[] => parties.flatMap(({ organisation, name }) =>
  (bodyBy(bundle, organisation)?.keys ?? []).map(({ kid, validFrom, validTo, ended }) => ({ organisation, name, kid, validFrom, validTo, ended })));

/** An authority to sign, and how it is known: a grant that the body's key signed, or one that an association entered from a document. */
export type KnownAuthority = Readonly<{
  organisation: string; name: string; authority: string; person: string; purpose: string; from: string; to: string | null; revokedOn: string | null; attested: boolean;
  /** The document of one that is attested. */
  source: Organisation['authorities'][number]['source'];
}>;

export const authoritiesOf = (bundle: Bundle, parties: readonly Party[]): readonly KnownAuthority[] => parties.flatMap(({ organisation, name }) =>
  (bodyBy(bundle, organisation)?.authorities ?? []).filter(({ approved }) => approved)
    .map(({ authority, person, purpose, from, to, revokedOn, grade, source }) => ({ organisation, name, authority, person, purpose, from, to, revokedOn, attested: grade === 'attested', source })));
