import { edtfInterval } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { OrganisationFact } from './organisation.events.js';
import type { AddAlias, AffiliateOrganisation, ClassifyOrganisation, RenameOrganisation } from './organisation.js';
import { wrongParent } from './parents.js';
import { refuse } from './refusals.js';
import { gradeOf, isOwn, mine, mustBeLive, mustNotBeMerged, partyOf, preceding, reversed, unsourced, yetToCome } from './rules.js';
import { isSameTie, namesAt, type Organisations } from './state.js';

/** A new name of a language from a date on; the former one stays known for the days before. */
export const rename = (command: RenameOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { name: { language, name }, from, source } } = command;
  const it = mine(command, state);
  const grade = gradeOf(actor, source);
  mustBeLive(it);
  const current = namesAt(it).find((each) => each.language === language);
  if (current?.name === name && current.from === from) return [];
  // A name that held for no day would be lost between the two around it.
  const isTooEarly = current !== undefined && current.from !== null && edtfInterval(from).from <= edtfInterval(current.from).from;
  mustHold([
    ...unsourced(actor, source, isOwn(it, actor)),
    ...(current?.name === name ? [refuse('organisation/nothing-changes', '/from')] : isTooEarly ? [refuse('organisation/before-what-it-changes', '/from')] : preceding(from, it.existsFrom, '/from')),
    ...yetToCome(from, command, '/from'),
  ]);
  return [{
    type: 'OrganisationRenamed', effectiveOn: from,
    data: { organisation: it.id, language, name, former: current?.name ?? null, from, grade, source, by: partyOf(actor) },
  }];
};

type Dated = Readonly<{ from: string | null; to: string | null }>;
/** What a statement makes of what is known; null is nothing new. */
type Stated<T> = Readonly<{ becomes: T | null; wrong: readonly Refusal[] }>;

/**
 * What a statement about something that begins and ends makes of those of its kind: one more where none is open, the
 * end of the open one where it says an end, nothing where it says what stands. What differs from that is told, and an
 * end that is known is not taken away.
 */
const stated = <T extends Dated>(same: readonly T[], said: T, open: 'organisation/type-open' | 'organisation/parent-open'): Stated<T> => {
  const [current, last] = [same.find(({ to }) => to === null), same.at(-1)];
  const as = (becomes: T | null): Stated<T> => ({ becomes, wrong: [] });
  const wrong = (code: Parameters<typeof refuse>[0], pointer: string): Stated<T> => ({ becomes: null, wrong: [refuse(code, pointer)] });
  const ended = (one: T): Stated<T> => ({ becomes: { ...said, from: one.from }, wrong: preceding(said.to, one.from, '/to') });
  if (same.some(({ from, to }) => to === said.to && (said.from === null || from === said.from))) return as(null);
  if (current) {
    if (said.to === null) return wrong(open, '/from');
    if (said.from === null || said.from === current.from) return ended(current);
    // An earlier time of the same kind, which has ended, stands beside the open one.
    return current.from !== null && edtfInterval(said.to).from < edtfInterval(current.from).from ? as(said) : wrong(open, '/from');
  }
  if (said.to !== null) return said.from === null && last ? ended(last) : as(said);
  const begins = said.from === null ? '' : edtfInterval(said.from).from;
  return same.some(({ to }) => to !== null && begins <= edtfInterval(to).to) ? wrong('organisation/before-what-it-changes', '/from') : as(said);
};

/** A type more, or the end of one. A type may end on a day that is to come. */
export const classify = (command: ClassifyOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { type, from, to, source } } = command;
  const it = mine(command, state);
  const grade = gradeOf(actor, source);
  mustBeLive(it);
  const { becomes, wrong } = stated(it.types.filter((each) => each.type === type), { type, from, to }, 'organisation/type-open');
  mustHold([...unsourced(actor, source, isOwn(it, actor)), ...yetToCome(from, command, '/from'), ...reversed(from, to, '/to'), ...wrong]);
  if (!becomes) return [];
  return [{ type: 'OrganisationClassified', effectiveOn: to ?? from, data: { organisation: it.id, ...becomes, grade, source, by: partyOf(actor) } }];
};

/** A parent more, or the end of one. What is known of a tie may end whatever became of the parent. */
export const affiliate = (command: AffiliateOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { organisation, relation, from, to, source } } = command;
  const it = mine(command, state);
  const grade = gradeOf(actor, source);
  mustBeLive(it);
  const same = it.parents.filter((each) => isSameTie(each, { organisation, relation }));
  const { becomes, wrong } = stated(same, { organisation, relation, from, to }, 'organisation/parent-open');
  const isMore = becomes !== null && !same.some((each) => each.from === becomes.from);
  mustHold([
    ...unsourced(actor, source, isOwn(it, actor)), ...yetToCome(from, command, '/from'), ...yetToCome(to, command, '/to'), ...reversed(from, to, '/to'), ...wrong,
    ...(isMore ? wrongParent(it.id, becomes, state, '') : []),
  ]);
  if (!becomes) return [];
  return [{ type: 'OrganisationAffiliated', effectiveOn: to ?? from, data: { organisation: it.id, parent: becomes, grade, source, by: partyOf(actor) } }];
};

/** Another name under which it is printed. It overwrites nothing; said again with another confidence, it is that. */
export const alias = (command: AddAlias, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { text, kind, confidence, source } } = command;
  const it = mustNotBeMerged(mine(command, state));
  if (it.aliases.some((each) => each.text === text && each.kind === kind && each.confidence === confidence)) return [];
  return [{ type: 'OrganisationAliased', effectiveOn: null, data: { organisation: it.id, text, kind, confidence, source, by: partyOf(actor) } }];
};
