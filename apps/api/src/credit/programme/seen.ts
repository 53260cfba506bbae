import { isBank, isIssuer, type KnownProgramme } from '@entente/domain/credit/programme';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';

/** What an actor is told of a programme beside its terms. `directory` names its issuer and its bank. */
export type Sight = Readonly<{
  /** Who draws it up and grants under it: whatever lies where. */
  isParty: boolean;
  isBank: boolean;
  /** Sums over the whole programme, as metrics tell them to those in whose regions it lies. */
  totals: boolean;
  /** The quota and what is taken of it. */
  quota: boolean;
  /** Of an allocation, whether it is his region's. */
  allocationOf: (region: string) => boolean;
  /** What stands in a bank's file of single lines. */
  lines: boolean;
}>;

export const sightOf = (it: KnownProgramme, actor: Actor, directory: Directory): Sight => {
  const by = { actor, directory };
  const isOfBank = isBank(it, by);
  const isParty = isIssuer(it, by) || isOfBank;
  const isOver = actor.role !== 'bank' && directory.within(it.territory, actor.region);
  return {
    isParty, isBank: isOfBank, totals: isParty || isOver, quota: isParty || (isOver && actor.role !== 'region'),
    allocationOf: (region) => actor.role === 'region' && directory.within(region, actor.region),
    lines: isOfBank || (actor.role === 'auditor' && isOver),
  };
};
