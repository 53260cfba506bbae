import type { Decider } from '../../kernel/decider.js';
import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import { absent as noSigning, evolve as evolveSigning, type Reason, type Signing, type SigningFact, type Source } from '../../signing/signing/index.js';
import type { EditionFact } from './edition.events.js';
import { type AnnounceEdition, codeOf, edition, type EditionCommand, type OpenEdition, type RecordActivity, type RecordOutput, type StrikeEntry } from './edition.js';
import { nothing, type Referred } from './referred.js';
import { absent, type Edition, evolve, type Known } from './state.js';

export const EDITION = '019a0c00-0000-7000-8000-00000000e001';
export const ACTIVITY = '019a0c00-0000-7000-8000-00000000e101';
export const OUTPUT = '019a0c00-0000-7000-8000-00000000e201';
export const SIGNING = '019a0c00-0000-7000-8000-00000000e301';
export const PACT = '019a0c00-0000-7000-8000-00000000e401';
export const BODY = '019a0c00-0000-7000-8000-00000000e501';

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });
export const association = actor('sichuan-association-1', 'sichuan-association', 'administrator', '510000');
export const everywhere = actor('association-1', 'association', 'administrator', '*');
export const elsewhere = actor('shanghai-association-1', 'shanghai-association', 'administrator', '310000');
export const officer = actor('chengdu-1', 'chengdu-commerce', 'region', '510100');

export const reason: Reason = { code: 'entered-wrongly', text: '依更正的会议手册。' };
export const source: Source = { document: '第二十一届软博会手册', quote: '近700人参加。' };

const body: Body = { id: BODY, name: '示例协会', status: 'live', from: null, to: null, into: null, region: '510100', account: 'example' };
export const directoryOf = (changed: Partial<Body> = {}): Directory => ({
  ...byCodes, body: (id) => (id === BODY ? { ...body, ...changed } : undefined),
  pact: (id) => (id === PACT ? { id, audience: { open: false, regions: ['510100'], accounts: [] }, from: null, to: null } : undefined),
});

let commands = 0;
const of = <C extends EditionCommand>(type: C['type'], day: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, by: Actor = association, on: string = day, directory: Directory = directoryOf()): C => ({
    type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor: by, at: `${on}T02:00:00.000Z`, directory, data: { id: EDITION, ...data, ...changed },
  }) as unknown as C;

/** The twenty-first edition, held on 10 and 11 January 2024 in Chengdu. */
export const open = of<OpenEdition>('OpenEdition', '2023-12-01', { series: { code: 'cisc', name: { zh: '示例软件博览会' }, founded: '2003' }, number: 21, kind: 'conference', place: '510100', source: null });
export const announce = of<AnnounceEdition>('AnnounceEdition', '2023-12-05', {
  title: { en: 'Twenty-first example', zh: '第二十一届' }, from: '2024-01-10', to: '2024-01-11', aspects: [{ aspect: 'cooperation', name: { zh: '区域合作' } }, { aspect: 'talent', name: { zh: '人才' } }], reason: null, source: null,
});
export const about = (text: string, op: '=' | '~' | '<~' | '>' | '>=', value: string | null) => ({ value, op, text });
export const activity = of<RecordActivity>('RecordActivity', '2024-02-01', {
  activity: ACTIVITY, name: { zh: '主题大会' }, aspect: 'cooperation', from: '2024-01-11', to: null, session: null, attendance: about('近700人', '<~', '700'), attendees: [], reason: null, source,
});
export const output = of<RecordOutput>('RecordOutput', '2024-02-02', {
  output: OUTPUT, kind: 'signing', title: { zh: '示例项目签约' }, on: '2024-01-11', activity: ACTIVITY, refers: { kind: 'signing', id: SIGNING }, under: PACT, signatories: [BODY], reason: null, source,
});
export const strike = of<StrikeEntry>('StrikeEntry', '2024-03-01', { activity: null, output: OUTPUT, reason });

/** A signing that concerns one region. */
export const signingOf = (region: string): Signing => evolveSigning(noSigning, {
  type: 'SigningSubmitted', data: { terms: { hosts: [{ region, share: '1' }], counterpart: null }, asked: [], owner: region, scope: region, grade: 'submitted', source: null, submitter: 'x' },
} as unknown as SigningFact);
const onRecord: Referred = { ...nothing, signing: signingOf('510100') };
const isOfEdition = ({ data }: { data: object }): boolean => 'edition' in data;

/** What a command makes of an edition in its own stream, with the signing of the samples on record; throws where it is refused. */
export const decide = (command: EditionCommand, state: Edition, referred: Referred = onRecord): readonly EditionFact[] =>
  edition.decide(command, { edition: state, holder: state.status === 'open' && command.type === 'OpenEdition' && codeOf(command.data) === state.code ? state.id : null, referred }).filter(isOfEdition) as readonly EditionFact[];

export const editionAlone: Decider<Edition, EditionCommand, EditionFact> = { ...edition, initialState: absent, decide, evolve };
export const stateAfter = (facts: readonly EditionFact[]): Edition => facts.reduce<Edition>(evolve, absent);
/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...all: readonly EditionCommand[]): readonly EditionFact[] =>
  all.reduce<readonly EditionFact[]>((facts, command) => [...facts, ...decide(command, stateAfter(facts))], []);
export const knownAfter = (...all: readonly EditionCommand[]): Known => stateAfter(history(...all)) as Known;
