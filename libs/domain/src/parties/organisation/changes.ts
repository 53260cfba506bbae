import { edtfInterval } from '../../kernel/period.js';
import type { OrganisationFact } from './organisation.events.js';
import type { AddAlias, AffiliateOrganisation, ClassifyOrganisation, RenameOrganisation } from './organisation.js';
import { refuse } from './refusals.js';
import { parentMustStand } from './registration.js';
import { gradeOf, isOwn, mine, mustBeLive, mustHaveCome, mustNotBeMerged, mustNotEndBefore, mustNotPrecede, partyOf } from './rules.js';
import { isSameTie, namesAt, type Organisations } from './state.js';

/** A new name of a language from a date on; the former one stays known for the days before. */
export const rename = (command: RenameOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { name: { language, name }, from, source } } = command;
  const it = mustBeLive(mine(command, state));
  const grade = gradeOf(actor, source, isOwn(it, actor));
  const current = namesAt(it).find((each) => each.language === language);
  if (current?.name === name) return [];
  mustHaveCome(from, command, '/from');
  mustNotPrecede(from, it.existsFrom, '/from');
  // A name that held for no day would be lost between the two around it.
  if (current && current.from !== null && edtfInterval(from).from < edtfInterval(current.from).from) throw refuse('organisation/before-what-it-changes', '/from');
  return [{
    type: 'OrganisationRenamed', effectiveOn: from,
    data: { organisation: it.id, language, name, former: current?.name ?? null, from, grade, source, by: partyOf(actor) },
  }];
};

type Dated = Readonly<{ from: string | null; to: string | null }>;

/**
 * What a statement about something that begins and ends makes of those of its kind: one more where none is open, the
 * end of the open one where it says an end, nothing where it says what stands.
 */
const stated = <T extends Dated>(same: readonly T[], said: T): T | null => {
  const open = same.find(({ to }) => to === null);
  if (same.some(({ from, to }) => to === said.to && (said.from === null || from === said.from))) return null;
  if (!open) return said;
  const before = (date: string): boolean => open.from !== null && edtfInterval(date).from < edtfInterval(open.from).from;
  if (said.to === null) {
    if (said.from !== null && before(said.from)) throw refuse('organisation/before-what-it-changes', '/from');
    return null;
  }
  // An earlier time of the same kind, which has ended, stands beside the open one.
  if (said.from !== null && said.from !== open.from && before(said.to)) return said;
  mustNotPrecede(said.to, open.from, '/to');
  return { ...said, from: open.from };
};

/** A type more, or the end of one. A type may end on a day that is to come. */
export const classify = (command: ClassifyOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { type, from, to, source } } = command;
  const it = mustBeLive(mine(command, state));
  const grade = gradeOf(actor, source, isOwn(it, actor));
  mustHaveCome(from, command, '/from');
  mustNotEndBefore(from, to, '/to');
  const said = stated(it.types.filter((each) => each.type === type), { type, from, to });
  if (!said) return [];
  return [{ type: 'OrganisationClassified', effectiveOn: to ?? from, data: { organisation: it.id, ...said, grade, source, by: partyOf(actor) } }];
};

/** A parent more, or the end of one. */
export const affiliate = (command: AffiliateOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { organisation, relation, from, to, source } } = command;
  const it = mustBeLive(mine(command, state));
  const grade = gradeOf(actor, source, isOwn(it, actor));
  mustHaveCome(from, command, '/from');
  mustHaveCome(to, command, '/to');
  mustNotEndBefore(from, to, '/to');
  parentMustStand(it.id, organisation, state, '/organisation');
  const said = stated(it.parents.filter((each) => isSameTie(each, { organisation, relation })), { organisation, relation, from, to });
  if (!said) return [];
  return [{ type: 'OrganisationAffiliated', effectiveOn: to ?? from, data: { organisation: it.id, parent: said, grade, source, by: partyOf(actor) } }];
};

/** Another name under which it is printed. It overwrites nothing; said again with another confidence, it is that. */
export const alias = (command: AddAlias, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { text, kind, confidence, source } } = command;
  const it = mustNotBeMerged(mine(command, state));
  if (it.aliases.some((each) => each.text === text && each.kind === kind && each.confidence === confidence)) return [];
  return [{ type: 'OrganisationAliased', effectiveOn: null, data: { organisation: it.id, text, kind, confidence, source, by: partyOf(actor) } }];
};
