import type { Company } from '../company.js';
import { type Operation, told } from '../history.js';
import { type AllianceRead, allianceAt, openOf } from './members.js';
import { dataOf, pactAt, type PactRead } from './pact-facts.js';
import { isPact } from './pacts.js';
import { type Act, actOf, isCooperation } from './reasons.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

type Done = Extract<Operation, { outcome: 'ok' }>;

/** What each act writes first, and what may follow from it in the same append. */
const WRITES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'pact open': ['PactDrafted'], 'pact propose': ['PactProposed'], 'pact counter': ['PactCountered'], 'pact freeze': ['PactFrozen'],
  'pact sign': ['PactSigned', 'PactEnteredIntoForce'], 'pact decline': ['PactDeclined', 'PactFailed'],
  'alliance open': ['AllianceRecorded'], 'alliance admit': ['MemberAdmitted'], 'alliance withdraw': ['MemberWithdrew'], 'alliance strike': ['MemberStruck'],
};

/** Where an act is a success and writes nothing, because it is so already. */
const OF_PACTS: Readonly<Record<string, (it: PactRead, act: Act) => boolean>> = {
  propose: ({ stands, offeredBy }, { party }) => stands === 'negotiating' && offeredBy === party,
  counter: ({ stands }) => stands === 'negotiating' || stands === 'frozen',
  freeze: ({ stands }) => stands === 'frozen',
  sign: ({ signed }, { party, body }) => signed.some(({ organisation, jws }) => organisation === party && jws === body.signature),
  decline: ({ declined }, { party }) => declined.includes(party),
};
const OF_ALLIANCES: Readonly<Record<string, (it: AllianceRead, act: Act) => boolean>> = {
  admit: (it, { party, body }) => openOf(it, party)?.since === body.on,
  withdraw: ({ memberships }, { party, body }) => memberships.findLast(({ organisation }) => organisation === party)?.to === body.on,
  strike: ({ struck }, { party }) => struck.includes(party),
};

type Said = Readonly<{ party?: string; organisation?: string; member?: Readonly<{ organisation: string }>; jws?: string; on?: string }>;

/** What is wrong with what an act wrote. */
const written = (act: Act, events: readonly StoredEvent[]): string | undefined => {
  const types = events.map(({ type }) => type);
  const [first, ...others] = WRITES[`${isPact(act) ? 'pact' : 'alliance'} ${act.verb}`] ?? [''];
  if (types[0] !== first || types.slice(1).some((type, n) => type !== others[n]) || types.length > 1 + others.length) return `wrote ${types.join(', ')}`;
  const { party, organisation, member, jws, on } = dataOf<Said>(events[0] as StoredEvent);
  const about = member?.organisation ?? organisation ?? party;
  if (about !== undefined && about !== act.party) return `wrote something of ${about}`;
  if (jws !== undefined && jws !== act.body.signature) return 'wrote another signature than the one that was sent';
  return on !== undefined && on !== act.body.on ? `wrote it of ${on}` : undefined;
};

const isSo = (act: Act, events: readonly StoredEvent[]): boolean =>
  (isPact(act) ? OF_PACTS[act.verb]?.(pactAt(events).at(-1) as PactRead, act) : OF_ALLIANCES[act.verb]?.(allianceAt(events).at(-1) as AllianceRead, act)) === true;

/** Every act on a pact or an alliance that was acknowledged has written what it says, of whom it says, or was so already at the version of its receipt. */
export const deeds = ({ events }: Pick<StoredLog, 'events'>, operations: readonly Operation[], company: Company): readonly string[] => {
  const byCommand = groupedBy(events, ({ commandId }) => commandId);
  const byStream = groupedBy(events, ({ stream }) => stream);
  return operations.filter((each): each is Done => each.outcome === 'ok' && isCooperation(each)).flatMap((done) => {
    const act = actOf(done, company);
    const own = byCommand.get(done.command) ?? [];
    const fault = own.length > 0 ? written(act, own) : isSo(act, (byStream.get(act.stream) ?? []).slice(0, done.receipt.version)) ? undefined : 'wrote nothing, and it was not so before';
    return fault === undefined ? [] : [`${told(done)} was acknowledged and ${fault}.`];
  });
};
