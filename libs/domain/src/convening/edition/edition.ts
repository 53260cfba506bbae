import type { DocumentReferred } from '../../evidence/document/index.js';
import type { Decider } from '../../kernel/decider.js';
import type { Audience } from '../../kernel/directory.js';
import type { Command, Fact } from '../../kernel/message.js';
import type { EditionFact } from './edition.events.js';
import { announce, codeOf, editionCodeStream, open } from './opening.js';
import { recordActivity, recordOutput, strike } from './recording.js';
import { evolveReferred, nothing, type Referred, referredStreams } from './referred.js';
import { absent, type Edition, evolve as evolveEdition, type Known } from './state.js';
import type { Activity, Announcement, Opening, Output, Striking } from './terms.js';

export { codeOf, editionCodeStream } from './opening.js';

type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string }>;

export type OpenEdition = On<'OpenEdition', Opening>;
export type AnnounceEdition = On<'AnnounceEdition', Announcement>;
export type RecordActivity = On<'RecordActivity', Omit<Activity, 'activity'> & { activity: string }>;
export type RecordOutput = On<'RecordOutput', Omit<Output, 'output'> & { output: string }>;
export type StrikeEntry = On<'StrikeEntry', Striking>;
export type EditionCommand = OpenEdition | AnnounceEdition | RecordActivity | RecordOutput | StrikeEntry;

/** What lies before whoever decides: the edition, who holds its code, and what an output is said to be. */
export type Table = Readonly<{ edition: Edition; holder: string | null; referred: Referred }>;

export const editionStream = (id: string): string => `edition-${id}`;

const decide = (command: EditionCommand, table: Table): readonly (EditionFact | DocumentReferred)[] => {
  switch (command.type) {
    case 'OpenEdition': return open(command, table);
    case 'AnnounceEdition': return announce(command, table);
    case 'RecordActivity': return recordActivity(command, table);
    case 'RecordOutput': return recordOutput(command, table);
    case 'StrikeEntry': return strike(command, table);
  }
};

const isOwn = (fact: Fact): fact is EditionFact => 'edition' in fact.data && typeof fact.data.edition === 'string' && /^(Edition|Activity|Output)/.test(fact.type);

const evolve = (table: Table, fact: Fact): Table => {
  if (!isOwn(fact)) return { ...table, referred: evolveReferred(table.referred, fact) };
  return fact.type === 'EditionCodeReserved' ? { ...table, holder: fact.data.edition } : { ...table, edition: evolveEdition(table.edition, fact) };
};

/** What came of a conference is no secret: everyone who has a key may know it. */
export const audienceOf = ({ place }: Known): Audience => ({ open: true, regions: place === null ? [] : [place], accounts: [] });

const besides = (command: EditionCommand): readonly string[] =>
  (command.type === 'OpenEdition' ? [editionCodeStream(codeOf(command.data))] : command.type === 'RecordOutput' ? referredStreams(command.data) : []);

const bodiesOf = ({ type, data }: EditionCommand): readonly string[] =>
  (type === 'RecordActivity' ? data.attendees.flatMap(({ organisation }) => organisation ?? []) : type === 'RecordOutput' ? data.signatories : []);

const pactsOf = ({ type, data }: EditionCommand): readonly string[] =>
  (type === 'RecordOutput' ? [...(data.under === null ? [] : [data.under]), ...(data.refers?.kind === 'pact' ? [data.refers.id] : [])] : []);

/** One edition of a series of conferences: what was announced of it, what happened there, and what came of it. */
export const edition: Decider<Table, EditionCommand, Fact> = {
  name: 'edition',
  stateVersion: 1,
  streamsOf: (command) => [editionStream(command.data.id), ...besides(command)],
  refersTo: (command) => ({ organisations: bodiesOf(command), pacts: pactsOf(command) }),
  initialState: { edition: absent, holder: null, referred: nothing },
  decide,
  evolve,
};
