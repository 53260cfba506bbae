import { documentStream } from '../../evidence/document/index.js';
import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import { admit } from './admission.js';
import { apply, close } from './applying.js';
import { type Council, type CouncilFact, empty, evolve } from './council.js';
import { agree, decline, propose, record } from './founding.js';
import { appoint, regrade, reinstate, strike, suspend, withdraw } from './membership.js';
import type { Proposal, Said, Stated } from './terms.js';
import { openVote, vote } from './voting.js';

/** `parties`: the bodies that were seen to take part, by which the directory knows who speaks for them today. */
type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string; parties?: readonly string[] }>;

export type ProposeAlliance = On<'ProposeAlliance', Proposal>;
export type RecordAlliance = On<'RecordAlliance', Stated>;
export type AgreeToFound = On<'AgreeToFound', Said['found']>;
export type DeclineToFound = On<'DeclineToFound', Said['decline']>;
export type ApplyToJoin = On<'ApplyToJoin', Said['apply'] & { application: string }>;
export type CloseApplication = On<'CloseApplication', Said['close']>;
export type OpenVote = On<'OpenVote', Said['openVote']>;
export type CastVote = On<'CastVote', Said['vote']>;
export type AdmitMember = On<'AdmitMember', Said['admit']>;
export type RegradeMember = On<'RegradeMember', Said['regrade']>;
export type SuspendMember = On<'SuspendMember', Said['suspend']>;
export type ReinstateMember = On<'ReinstateMember', Said['reinstate']>;
export type WithdrawMember = On<'WithdrawMember', Said['withdraw']>;
export type StrikeMember = On<'StrikeMember', Said['strike']>;
export type AppointSecretariat = On<'AppointSecretariat', Said['appoint']>;

export type AllianceCommand =
  | ProposeAlliance | RecordAlliance | AgreeToFound | DeclineToFound | ApplyToJoin | CloseApplication | OpenVote | CastVote | AdmitMember | RegradeMember
  | SuspendMember | ReinstateMember | WithdrawMember | StrikeMember | AppointSecretariat;

export const allianceStream = (id: string): string => `alliance-${id}`;

const decide = (command: AllianceCommand, council: Council): readonly CouncilFact[] => {
  switch (command.type) {
    case 'ProposeAlliance': return propose(command, council.alliance);
    case 'RecordAlliance': return record(command, council.alliance);
    case 'AgreeToFound': return agree(command, council.alliance);
    case 'DeclineToFound': return decline(command, council.alliance);
    case 'ApplyToJoin': return apply(command, council);
    case 'CloseApplication': return close(command, council);
    case 'OpenVote': return openVote(command, council);
    case 'CastVote': return vote(command, council);
    case 'AdmitMember': return admit(command, council.alliance);
    case 'RegradeMember': return regrade(command, council.alliance);
    case 'SuspendMember': return suspend(command, council.alliance);
    case 'ReinstateMember': return reinstate(command, council.alliance);
    case 'WithdrawMember': return withdraw(command, council.alliance);
    case 'StrikeMember': return strike(command, council.alliance);
    case 'AppointSecretariat': return appoint(command, council.alliance);
  }
};

const documentsOf = (command: AllianceCommand): readonly string[] =>
  (command.type === 'CastVote' ? (command.data.letter?.evidence ?? []).map(({ document }) => documentStream(document)) : []);

/** The bodies that the command names, and those that were seen to take part. */
const bodiesOf = ({ type, data }: AllianceCommand): readonly string[] => {
  const named = type === 'ProposeAlliance' || type === 'RecordAlliance' ? [...data.founders, ...(data.secretariat ? [data.secretariat.organisation] : [])] : 'organisation' in data && data.organisation !== null ? [data.organisation] : [];
  return [...new Set([...named, ...(data.parties ?? [])])];
};

/** An alliance of bodies: founded by all of them, joined by those whom the members vote for, left, and run by a secretariat. */
export const alliance: Decider<Council, AllianceCommand, CouncilFact & Fact> = {
  name: 'alliance',
  stateVersion: 1,
  streamsOf: (command) => [allianceStream(command.data.id), ...new Set(documentsOf(command))],
  refersTo: (command) => ({ organisations: bodiesOf(command) }),
  initialState: empty,
  decide,
  evolve,
};
