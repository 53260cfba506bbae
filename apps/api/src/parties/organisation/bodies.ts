import { Injectable } from '@nestjs/common';
import { evolveOne, type Key, type Organisation, type OrganisationFact } from '@entente/domain/parties/organisation';
import type { Recorded } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';

/** Bodies by their own streams, with everything that was acknowledged before the question. */
@Injectable()
export class Bodies {
  constructor(private readonly log: EventLog) {}

  async factsOf(id: string): Promise<readonly Recorded<OrganisationFact>[]> {
    const { facts } = await this.log.read(`organisation-${id}`, 0);
    return facts as unknown as readonly Recorded<OrganisationFact>[];
  }

  async of(id: string): Promise<Organisation | undefined> {
    return (await this.factsOf(id)).reduce<Organisation | undefined>(evolveOne, undefined);
  }

  /** A key that the body registered, whatever became of it. */
  async key(id: string, kid: string): Promise<Key | undefined> {
    return (await this.of(id))?.keys.find((each) => each.kid === kid);
  }
}
