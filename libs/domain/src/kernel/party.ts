import { type Audience, type Directory, speaksFor, standingFor, stoodIn } from './directory.js';
import type { Actor, Command } from './message.js';
import { dateInShanghai } from './period.js';
import { mustHold, Refusal, type RefusalKind, type Words } from './refusal.js';
import type { Doer, Task } from './task.js';

/** A body that takes part in something, as it was known when it came in. */
export type Party = Readonly<{ organisation: string; name: string; region: string | null; account: string | null }>;

/** Who acts: a person of an organisation. */
export type Person = Readonly<{ principal: string; organisation: string }>;

export const partyRefusals = {
  'party/unknown': ['invalid', 'There is no organisation with this id; GET /v1/resolve?q= finds it by its name.', '没有该编号的机构；可用 GET /v1/resolve?q= 按名称查找。'],
  'party/gone': ['invalid', 'This organisation has been merged or closed and can enter into nothing new; name the one that stands for it.', '该机构已合并或终止，不能再参加；请填承继的机构。'],
  'party/not-yours': ['forbidden', 'You do not speak for this organisation: that do its own people, or, where it has no account, the officers of its region.', '贵方不能代表该机构：由其自己的人员代表，机构无账户的由其所属地区的人员代表。'],
  'party/none-of-yours': ['forbidden', 'You speak for none of those who take part in this.', '贵方不代表任何参加方。'],
  'party/not-among': ['invalid', 'This organisation takes no part in this; name one that does.', '该机构不在参加方之列；请填参加方之一。'],
  'party/say-for-whom': ['invalid', 'You speak for several of those who take part; say for which with "as".', '贵方可代表多个参加方；请以 as 指明代表哪一方。'],
  'party/attest-not-yours': ['forbidden', 'Only an association whose scope holds it enters what a document states; leave the source out where you speak for yourself.', '只有辖区包含该事项的协会可以依文件录入；自行办理请不填来源。'],
  'party/source-required': ['invalid', 'An association enters what a document states; give its source: document and quote.', '协会录入的事项须注明来源：文件与原文。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

const refuse = (code: keyof typeof partyRefusals, pointer?: string): Refusal => {
  const [kind, en, zh] = partyRefusals[code];
  const words: Words = { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
export { refuse as refuseParty };

type By = Pick<Command, 'actor' | 'directory'>;

export const personOf = ({ principal, organisation }: Actor): Person => ({ principal, organisation });

/** The bodies that are named, as far as they are there, and what is wrong with naming them. */
export type PartiesFound = Readonly<{ parties: readonly Party[]; wrong: readonly Refusal[] }>;

/**
 * The bodies that are named, as they are today, for whoever tells what is wrong with them together with other faults.
 * @param attested what a document states may name a body that is gone.
 * @param pointerOf where the n-th one stands in what was sent.
 */
export const partiesFound = (ids: readonly string[], { at, directory }: Pick<Command, 'at' | 'directory'>, pointerOf: (n: number) => string, attested = false): PartiesFound => {
  const wrong: Refusal[] = [];
  const parties = ids.flatMap((organisation, n): Party[] => {
    const body = directory.body(organisation);
    if (!body) {
      wrong.push(refuse('party/unknown', pointerOf(n)));
      return [];
    }
    if (!attested && (body.status === 'merged' || !stoodIn(body, dateInShanghai(at)))) wrong.push(refuse('party/gone', pointerOf(n)));
    const { region, account } = standingFor(body, directory);
    return [{ organisation, name: body.name, region, account }];
  });
  return { parties, wrong };
};

/**
 * The bodies that are named, where nothing is wrong with any of them; `partiesFound` says with what.
 * @throws Refusal (invalid) with the faults of all of them.
 */
export const partiesNamed = (...asked: Parameters<typeof partiesFound>): readonly Party[] => {
  const { parties, wrong } = partiesFound(...asked);
  mustHold(wrong);
  return parties;
};

/** A party as it is today, where the directory knows it: a body may have been given an account since, or been merged. */
export const today = <P extends Pick<Party, 'organisation' | 'region' | 'account'>>(party: P, directory: Pick<Directory, 'body'>): P => {
  const body = directory.body(party.organisation);
  const stands = body && standingFor(body, directory);
  return stands ? { ...party, account: stands.account, region: stands.region } : party;
};

export const isSpeakerOf = (party: Party, { actor, directory }: By): boolean => speaksFor(today(party, directory), actor, directory);

/**
 * The party for which the actor acts: the one that he names, or the only one that he speaks for.
 * @throws Refusal where he speaks for none, for another than he names, or for several and names none.
 */
export const partyFor = <P extends Party>(parties: readonly P[], as: string | null, by: By, pointer = '/as'): P => {
  if (as !== null) {
    const named = parties.find(({ organisation }) => organisation === as);
    if (!named) throw refuse(parties.some((party) => isSpeakerOf(party, by)) ? 'party/not-among' : 'party/none-of-yours', pointer);
    if (!isSpeakerOf(named, by)) throw refuse('party/not-yours', pointer);
    return named;
  }
  const [only, another] = parties.filter((party) => isSpeakerOf(party, by));
  if (!only) throw refuse('party/none-of-yours');
  if (another) throw refuse('party/say-for-whom', '/as');
  return only;
};

/** An association over any of these regions; of what names none, one whose scope is everywhere. */
export const isAssociationOver = (regions: readonly (string | null)[], { actor, directory }: By): boolean =>
  actor.role === 'administrator' && (actor.region === '*' || regions.some((region) => region !== null && directory.within(region, actor.region)));

/** Whose it is to do something for a body: its people's, or, where it has no account, those of its region, or of no region those over everything. */
export const doerFor = ({ account, region }: Pick<Party, 'account' | 'region'>): Doer => ({
  region: account === null && region !== null ? [region] : [], administrator: account === null ? [region ?? '*'] : [], organisation: account, not: null,
});

/** Whose it is to do something for a body, and which body that is: whose people do it changes when it is given an account, or is merged. */
export const fallsTo = (party: Pick<Party, 'organisation' | 'account' | 'region'>): Pick<Task, 'by' | 'party'> => ({ by: doerFor(party), party: party.organisation });

/** A task as it falls today, by who the body is whose it is to do. The one that stands for a body that was merged does not sign for it; it may decline. */
export const fallingToday = <T extends Pick<Task, 'by' | 'party' | 'verb'>>(task: T, directory: Pick<Directory, 'body'>): T => {
  const body = task.party === undefined ? undefined : directory.body(task.party);
  if (!body) return task;
  const stands = standingFor(body, directory);
  return { ...task, by: { ...doerFor(stands), not: task.by.not }, verb: task.verb === 'sign' && stands.id !== body.id ? 'decline' : task.verb };
};

/** The people of some parties and those over their regions: as they were when they came in and, where a directory tells, as they are today. */
export const amongParties = (parties: readonly Pick<Party, 'organisation' | 'region' | 'account'>[], directory?: Pick<Directory, 'body'>): Pick<Audience, 'regions' | 'accounts'> => {
  const all = directory ? parties.flatMap((party) => [party, today(party, directory)]) : parties;
  return { regions: [...new Set(all.flatMap(({ region }) => region ?? []))].sort(), accounts: [...new Set(all.flatMap(({ account }) => account ?? []))].sort() };
};
