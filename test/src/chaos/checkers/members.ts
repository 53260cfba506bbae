import { dataOf } from './pact-facts.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

/** A membership, from a day to before another; null is open. */
export type Membership = Readonly<{ organisation: string; region: string | null; since: string; to: string | null }>;

/** An alliance that is known from documents, as its facts tell it; all days of a run are stated in full. */
export type AllianceRead = Readonly<{ foundedOn: string | null; memberships: readonly Membership[]; struck: readonly string[] }>;

const ABSENT: AllianceRead = { foundedOn: null, memberships: [], struck: [] };

export const isAlliance = ({ stream }: Pick<StoredEvent, 'stream'>): boolean => stream.startsWith('alliance-');
/** Its newest membership, which it may have left. */
export const lastOf = ({ memberships }: AllianceRead, body: string): Membership | undefined => memberships.findLast(({ organisation }) => organisation === body);
export const openOf = ({ memberships }: AllianceRead, body: string): Membership | undefined => memberships.findLast(({ organisation, to }) => organisation === body && to === null);
export const isOn = ({ since, to }: Membership, day: string): boolean => since <= day && (to === null || day < to);
const meet = (a: Membership, b: Membership): boolean => [a, b].every(({ since, to }) => to === null || since < to) && (b.to === null || a.since < b.to) && (a.to === null || b.since < a.to);

/** Whether a body is counted twice on some day. */
const isTwice = ({ memberships }: AllianceRead, body: string): boolean => {
  const own = memberships.filter(({ organisation }) => organisation === body);
  return own.some((one, n) => own.slice(n + 1).some((other) => meet(one, other)));
};

type Data = Readonly<{ foundedOn: string; member: Readonly<{ organisation: string; region: string | null }>; organisation: string; on: string; from: string }>;

const afterFact = (it: AllianceRead, event: Pick<StoredEvent, 'type' | 'data'>): AllianceRead => {
  const { foundedOn, member, organisation, on, from } = dataOf<Data>(event);
  switch (event.type) {
    case 'AllianceRecorded': return { ...ABSENT, foundedOn };
    case 'MemberAdmitted': return { ...it, memberships: [...it.memberships, { organisation: member.organisation, region: member.region, since: on, to: null }] };
    case 'MemberWithdrew': {
      // Said again, it left on the other day.
      const left = lastOf(it, organisation);
      return { ...it, memberships: it.memberships.map((each) => (each === left ? { ...each, to: on } : each)) };
    }
    case 'MemberStruck': {
      const struck = it.memberships.findLast((each) => each.organisation === organisation && each.since === from);
      return { ...it, memberships: it.memberships.filter((each) => each !== struck), struck: [...it.struck, organisation] };
    }
    default: return it;
  }
};

/** The alliance after each version of its stream, beginning with version 0. */
export const allianceAt = (events: readonly Pick<StoredEvent, 'type' | 'data'>[]): readonly AllianceRead[] => {
  const all = [ABSENT];
  for (const event of events) all.push(afterFact(all.at(-1) as AllianceRead, event));
  return all;
};

const step = (it: AllianceRead, after: AllianceRead, event: StoredEvent): string | undefined => {
  const { member, organisation, on, from } = dataOf<Data>(event);
  switch (event.type) {
    case 'AllianceRecorded': return it.foundedOn === null ? undefined : 'it was recorded a second time';
    case 'MemberAdmitted': {
      if (it.foundedOn === null) return 'somebody was admitted before it was there';
      if (openOf(it, member.organisation)) return `${member.organisation} was admitted and is a member`;
      return isTwice(after, member.organisation) ? `${member.organisation} was admitted for days on which it was a member` : undefined;
    }
    case 'MemberWithdrew': {
      const left = lastOf(it, organisation);
      if (!left) return `${organisation} withdrew and never was a member`;
      if (on < left.since) return `${organisation} withdrew before it had joined`;
      return isTwice(after, organisation) ? `${organisation} withdrew so late that it was a member twice` : undefined;
    }
    case 'MemberStruck': return it.memberships.some((each) => each.organisation === organisation && each.since === from) ? undefined : `${organisation} was struck and had not been entered`;
    default: return `${event.type} was written, which nobody asked for`;
  }
};

/** A body has one open membership at most, and is counted once on any day. */
export const members = ({ events }: Pick<StoredLog, 'events'>): readonly string[] =>
  [...groupedBy(events.filter(isAlliance), ({ stream }) => stream)].flatMap(([stream, facts]) => {
    const states = allianceAt(facts);
    return facts.flatMap((event, n) => {
      const fault = step(states[n] as AllianceRead, states[n + 1] as AllianceRead, event);
      return fault === undefined ? [] : [`Position ${event.position}: of ${stream}, ${fault}.`];
    });
  });
