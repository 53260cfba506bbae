import { type Edition, editionCodeStream, editionStream, keptEdition } from '@entente/domain/convening/edition';
import { type EditionGap, gapIn } from '@entente/domain/journals/edition-gaps';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Injectable } from '@nestjs/common';

const WHY: Readonly<Record<EditionGap, string>> = {
  'place-unknown': 'place-unknown: the place of the edition is not stated, so that what is on record of it counts in no region',
  'day-unknown': 'day-unknown: some of what is on record states no day, nor does the edition, so that it counts in no figure',
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
    const gap = it.status === 'absent' ? undefined : gapIn(it, metric);
    return gap && WHY[gap];
  }
}
