import { edtfInterval } from '../../kernel/period.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { OrganisationFact } from './organisation.events.js';
import { evolveAuthorities, evolveKeys } from './trust.js';
import type { ForeignRegister, Jwk, Purpose, Registration } from './terms.js';

export type Party = Readonly<{ principal: string; organisation: string }>;

/** A name of one language; it holds from a date until the next one of that language. */
export type Name = Readonly<{ language: string; name: string; from: string | null; to: string | null }>;
export type OfType = Registration['types'][number];
export type Parent = Registration['parents'][number];
export type Alias = Readonly<{ text: string; kind: 'alias' | 'misprint'; confidence: string; source: Source }>;
export type Warning = Readonly<{ code: string; en: string; zh: string }>;

/** A public key. Asked for at an instant, it waits until a second person approves it, and is valid from `validFrom` until before `validTo`. */
export type Key = Readonly<{
  kid: string; key: Jwk; from: string | null; replaces: string | null; requester: Party; at: string;
  approved: boolean; validFrom: string | null; validTo: string | null; ended: 'rotated' | 'revoked' | null;
}>;

/** Authority of a person to sign for the body, asked for at an instant: on the days from `from` to `to`, both included, and before `revokedOn`. */
export type Authority = Readonly<{
  authority: string; person: string; purpose: Purpose; from: string; to: string | null;
  grade: 'signed' | 'attested'; kid: string | null; source: Source | null; requester: Party; at: string; approved: boolean; revokedOn: string | null;
}>;

type Record = Readonly<{
  id: string;
  names: readonly Name[];
  types: readonly OfType[];
  region: string | null;
  creditCode: string | null;
  creditCodeEvidence: Source | null;
  foreignRegister: ForeignRegister | null;
  account: string | null;
  parents: readonly Parent[];
  existsFrom: string | null;
  asPrinted: string | null;
  grade: 'submitted' | 'attested';
  source: Source | null;
  warnings: readonly Warning[];
  aliases: readonly Alias[];
  keys: readonly Key[];
  authorities: readonly Authority[];
}>;

/** The situations of a body that was registered. A merger keeps what it was, so that it can be undone. */
export type Organisation =
  | (Record & Readonly<{ status: 'live' }>)
  | (Record & Readonly<{ status: 'merged'; into: Readonly<{ organisation: string; name: string; region: string | null }>; at: string; reason: Reason }>)
  | (Record & Readonly<{ status: 'closed'; on: string; reason: Reason }>);

/** What the streams of a command hold together: bodies by id, and who holds which code, number, account and key. */
export type Organisations = Readonly<{ bodies: Readonly<{ [id: string]: Organisation }>; holders: Readonly<{ [stream: string]: string }> }>;

export const nothing: Organisations = { bodies: {}, holders: {} };

/** The stream that a code, a number, an account or a key is reserved by. */
export const reservationOf = (kind: 'credit-code' | 'foreign-register' | 'account' | 'public-key', value: string): string => `${kind}-${value}`;

export const evolve = (state: Organisations, fact: OrganisationFact): Organisations => {
  const { organisation } = fact.data;
  if (fact.type === 'IdentifierReserved') {
    return { ...state, holders: { ...state.holders, [reservationOf(fact.data.kind, fact.data.value)]: organisation } };
  }
  if (fact.type === 'IdentifierReleased') {
    const { [reservationOf(fact.data.kind, fact.data.value)]: _, ...holders } = state.holders;
    return { ...state, holders };
  }
  const after = evolveOne(state.bodies[organisation], fact);
  return after ? { ...state, bodies: { ...state.bodies, [organisation]: after } } : state;
};

/** One body; what is said of a body that is not there is passed over. */
export const evolveOne = (it: Organisation | undefined, fact: OrganisationFact): Organisation | undefined => {
  if (fact.type === 'OrganisationRegistered') return registered(fact.data);
  return it && known(it, fact);
};

type Of<T extends OrganisationFact['type']> = Extract<OrganisationFact, { type: T }>['data'];

const registered = ({ organisation, names, by: _, ...data }: Of<'OrganisationRegistered'>): Organisation =>
  ({ ...data, id: organisation, names: names.map((name) => ({ ...name, to: null })), aliases: [], keys: [], authorities: [], status: 'live' });

const known = (it: Organisation, fact: OrganisationFact): Organisation => {
  switch (fact.type) {
    case 'OrganisationRenamed': return { ...it, names: renamed(it.names, fact.data) };
    case 'OrganisationClassified': {
      const { type, from, to } = fact.data;
      return { ...it, types: replaced(it.types, { type, from, to }, (each) => each.type === type && each.from === from) };
    }
    case 'OrganisationAffiliated': {
      const { parent } = fact.data;
      return { ...it, parents: replaced(it.parents, parent, (each) => isSameTie(each, parent) && each.from === parent.from) };
    }
    case 'OrganisationIdentified': {
      const { creditCode, creditCodeEvidence, foreignRegister, account, warnings } = fact.data;
      return {
        ...it, creditCode: creditCode ?? it.creditCode, creditCodeEvidence: creditCodeEvidence ?? it.creditCodeEvidence,
        foreignRegister: foreignRegister ?? it.foreignRegister, account: account ?? it.account, warnings: [...it.warnings, ...warnings],
      };
    }
    case 'OrganisationReleased': {
      if (fact.data.kind === 'credit-code') return { ...it, creditCode: null, creditCodeEvidence: null, warnings: [] };
      return fact.data.kind === 'account' ? { ...it, account: null } : { ...it, foreignRegister: null };
    }
    case 'OrganisationAliased': {
      const { text, kind, confidence, source } = fact.data;
      return { ...it, aliases: replaced(it.aliases, { text, kind, confidence, source }, (each) => each.text === text && each.kind === kind) };
    }
    case 'OrganisationMerged': return { ...recordOf(it), status: 'merged', into: fact.data.into, at: fact.data.at, reason: fact.data.reason };
    case 'OrganisationUnmerged': return { ...recordOf(it), status: 'live' };
    case 'OrganisationClosed': return { ...recordOf(it), status: 'closed', on: fact.data.on, reason: fact.data.reason };
    default: return { ...it, keys: evolveKeys(it.keys, fact), authorities: evolveAuthorities(it.authorities, fact) };
  }
};

export const isSameTie = (a: Parent, b: Pick<Parent, 'organisation' | 'relation'>): boolean => a.organisation === b.organisation && a.relation === b.relation;

const renamed = (names: readonly Name[], { language, name, from }: Of<'OrganisationRenamed'>): readonly Name[] =>
  [...names.map((each) => (each.language === language && each.to === null ? { ...each, to: from } : each)), { language, name, from, to: null }];

/** In the place of the newest one that it is the same as, or behind them all. */
const replaced = <T>(all: readonly T[], one: T, isSame: (each: T) => boolean): readonly T[] => {
  const at = all.findLastIndex(isSame);
  return at < 0 ? [...all, one] : all.with(at, one);
};

const recordOf = ({
  id, names, types, region, creditCode, creditCodeEvidence, foreignRegister, account, parents, existsFrom, asPrinted, grade, source, warnings, aliases, keys, authorities,
}: Organisation): Record => ({
  id, names, types, region, creditCode, creditCodeEvidence, foreignRegister, account, parents, existsFrom, asPrinted, grade, source, warnings, aliases, keys, authorities,
});

/** Whether a type or a tie holds on a day: from the first day of `from` to the last day of `to`, both included. */
export const holdsOn = ({ from, to }: Readonly<{ from: string | null; to: string | null }>, day: string): boolean =>
  (from === null || edtfInterval(from).from <= day) && (to === null || edtfInterval(to).to >= day);

/** A name holds until before the day on which the next one begins. */
const isCalled = ({ from, to }: Name, day: string): boolean => (from === null || edtfInterval(from).from <= day) && (to === null || edtfInterval(to).from > day);

/** The names on a day; without a day, the newest of each language. */
export const namesAt = ({ names }: Pick<Organisation, 'names'>, day?: string): readonly Name[] =>
  names.filter((each) => (day === undefined ? each.to === null : isCalled(each, day)));

/** What the body is called in lists: its Chinese name, and else the first. */
export const nameOf = (it: Pick<Organisation, 'names'>, day?: string): string => {
  const held = namesAt(it, day);
  const all = held.length > 0 ? held : namesAt(it);
  return (all.find(({ language }) => language === 'zh' || language.startsWith('zh-')) ?? all[0])?.name ?? '';
};
