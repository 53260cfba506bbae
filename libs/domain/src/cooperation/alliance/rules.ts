import type { Audience, Directory } from '../../kernel/directory.js';
import type { Command } from '../../kernel/message.js';
import { amongParties, isAssociationOver, isSpeakerOf, type Party, partyFor, refuseParty } from '../../kernel/party.js';
import { dateInShanghai, edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { Source } from '../../signing/signing/index.js';
import { type AllianceRefusal, refuse } from './refusals.js';
import { type Alliance, type Known, secretariatOn, type Standing } from './state.js';

type By = Pick<Command, 'actor' | 'directory'>;

/** The bodies as they are on the day of a command. */
export const asToday = (command: Pick<Command, 'at' | 'directory'>): Readonly<{ day: string; directory: Directory }> => ({ day: dayOf(command), directory: command.directory });

export const dayOf = ({ at }: Pick<Command, 'at'>): string => dateInShanghai(at);

/** Who is in an alliance is no secret: everyone who has a key may know it. */
export const audienceOf = (it: Known, directory?: Pick<Directory, 'body'>): Audience => ({ open: true, ...amongParties(inIt(it), directory) });

const inIt = (it: Known): readonly Party[] => [...it.founders, ...(it.status === 'founded' ? it.memberships : [])];

/** The bodies that founded it or are or were members of it. */
export const bodiesOf = (it: Known): readonly string[] => [...new Set(inIt(it).map(({ organisation }) => organisation))];

export const known = (state: Alliance): Known => {
  if (state.status === 'absent') throw refuse('alliance/not-found');
  return state;
};

export const founded = (state: Alliance): Standing => {
  const it = known(state);
  if (it.status !== 'founded') throw refuse(`alliance/${it.status}`);
  return it;
};

/** An alliance that acts here itself: founded by its members. */
export const acting = (state: Alliance): Standing => {
  const it = founded(state);
  if (it.grade === 'attested') throw refuse('alliance/attested');
  return it;
};

const isOver = (it: Standing, by: By): boolean => isAssociationOver([it.territory, ...it.founders.map(({ region }) => region)], by);

/** The secretariat of the day; while there is none, an association over the alliance. */
export const isSecretariat = (it: Standing, command: By & Pick<Command, 'at'>): boolean => {
  const term = secretariatOn(it, dayOf(command));
  return term ? isSpeakerOf(term.party, command) : isOver(it, command);
};

export const mustBeSecretariat = (it: Standing, command: By & Pick<Command, 'at'>): void => {
  if (!isSecretariat(it, command)) throw refuse('alliance/not-the-secretariat');
};

/**
 * How what is said of a member is known: the secretariat says it of an alliance that acts here, and an association, with a
 * source, of one that is known from documents.
 */
export const gradeOf = (it: Standing, source: Source | null, command: By & Pick<Command, 'at'>): 'submitted' | 'attested' => {
  if (it.grade === 'attested') {
    if (!isOver(it, command)) throw refuseParty('party/attest-not-yours');
    if (!source) throw refuseParty('party/source-required', '/source');
    return 'attested';
  }
  mustBeSecretariat(it, command);
  if (source) throw refuse('alliance/source-not-needed', '/source');
  return 'submitted';
};

/** The same for what a member says of itself. */
export const gradeOfOwn = (it: Standing, member: Party, source: Source | null, command: By & Pick<Command, 'at'>): 'submitted' | 'attested' => {
  if (it.grade === 'attested' && source) return gradeOf(it, source, command);
  if (source) throw refuse('alliance/source-not-needed', '/source');
  partyFor([member], member.organisation, command, '/organisation');
  return 'submitted';
};

export const inFuture = (on: string, command: Pick<Command, 'at'>, pointer: string): readonly Refusal[] =>
  (edtfInterval(on).from > dayOf(command) ? [refuse('alliance/date-in-future', pointer)] : []);

/** What is wrong with a body that a document names: it may be gone today, but it had not ended before its membership began. */
export const hadEnded = (organisation: string, on: string, { directory }: Pick<Command, 'directory'>, pointer: string): readonly Refusal[] => {
  const to = directory.body(organisation)?.to ?? null;
  return to !== null && edtfInterval(to).to < edtfInterval(on).from ? [refuse('alliance/not-there-then', pointer)] : [];
};

/** A date that lies wholly before another; `code` says before what. */
export const preceding = (on: string, before: string | null, pointer: string, code: AllianceRefusal): readonly Refusal[] =>
  (before !== null && edtfInterval(on).to < edtfInterval(before).from ? [refuse(code, pointer)] : []);
