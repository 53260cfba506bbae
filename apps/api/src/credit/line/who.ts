import { concerns, isBankOf, isBorrowerOf, type KnownLine, refuseLine, seesTotalsOnly } from '@entente/domain/credit/line';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';

export type By = Readonly<{ actor: Actor; directory: Directory }>;

/** @throws Refusal for those who see totals only, whether or not there is such a line. */
export const mustSeeLines = (actor: Pick<Actor, 'role'>): void => {
  if (seesTotalsOnly(actor)) throw refuseLine('credit-line/administrators-see-totals');
};

const isAuditorOver = ({ about }: Pick<KnownLine, 'about'>, { actor, directory }: By): boolean => actor.role === 'auditor' && directory.within(about.region, actor.region);

/** Whose line it is, and who audits: they also see who else has read it. */
export const isHis = (it: KnownLine, by: By): boolean => isBankOf(it, by) || isBorrowerOf(it, by) || isAuditorOver(it, by);

/** Who may see a single line: whom it concerns, which is decided with the acts on it, and auditors. Everywhere it is decided here. */
export const maySee = (it: KnownLine, by: By): boolean => concerns(it, by) || isAuditorOver(it, by);
