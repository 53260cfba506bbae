import { type Edition, editionCodeStream, editionStream, keptEdition, type Known } from '@entente/domain/convening/edition';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Injectable } from '@nestjs/common';

/** Whether a metric would count something of it that states no day of its own. */
const countsUndated = ({ aspects, activities, outputs }: Known, metric: string): boolean => {
  const undated = Object.values(activities).filter(({ from }) => from === null);
  switch (metric) {
    case 'editions.aspects': return aspects.length > 0;
    case 'editions.outputs': return Object.values(outputs).some(({ on }) => on === null);
    case 'editions.attendance': return undated.some(({ attendance }) => attendance !== null);
    default: return undated.length > 0;
  }
};

/** Why the figures of an edition leave out what is on record of it: entries lie in a region, and on a day. */
export const gapIn = (it: Known, metric: string): string | undefined => {
  if (it.place === null) return 'place-unknown: the place of the edition is not stated, so that what is on record of it counts in no region';
  return it.from === null && countsUndated(it, metric) ? 'day-unknown: some of what is on record states no day, nor does the edition, so that it counts in no figure' : undefined;
};

/** Tells of an edition whether its figures are whole. */
@Injectable()
export class EditionGaps {
  constructor(private readonly log: EventLog) {}

  /** @param until only what was known at this position. */
  async of(code: string, metric: string, until: number | undefined): Promise<string | undefined> {
    const [reserved] = (await this.log.read(editionCodeStream(code), 0)).facts;
    if (!reserved) return undefined;
    const { facts } = await this.log.read(editionStream((reserved.data as { edition: string }).edition), 0);
    const it = facts.filter(({ position }) => until === undefined || position <= until).reduce<Edition>((state, fact) => keptEdition.evolve(state, fact as never), keptEdition.initial);
    return it.status === 'absent' ? undefined : gapIn(it, metric);
  }
}
