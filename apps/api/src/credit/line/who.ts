import { isBankOf, isBorrowerOf, type KnownLine, refuseLine } from '@entente/domain/credit/line';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import type { ProgrammeIdentity } from './constants.js';

export type By = Readonly<{ actor: Actor; directory: Directory }>;

/** @throws Refusal for those who see totals only, whether or not there is such a line. */
export const mustSeeLines = ({ role }: Pick<Actor, 'role'>): void => {
  if (role === 'administrator' || role === 'report') throw refuseLine('credit-line/administrators-see-totals');
};

const isAuditorOver = ({ about }: Pick<KnownLine, 'about'>, { actor, directory }: By): boolean => actor.role === 'auditor' && directory.within(about.region, actor.region);

/** Whose line it is, and who audits: they also see who else has read it. */
export const isHis = (it: KnownLine, by: By): boolean => isBankOf(it, by) || isBorrowerOf(it, by) || isAuditorOver(it, by);

/** Who may see a single line: its bank, its borrower, auditors, and the officers over the borrower's region where the programme says so. Everywhere it is decided here. */
export const maySee = (it: KnownLine, disclosure: ProgrammeIdentity['disclosure'], by: By): boolean =>
  isHis(it, by) || (disclosure === 'lines' && by.actor.role === 'region' && by.directory.within(it.about.region, by.actor.region));
