import { Injectable } from '@nestjs/common';
import { type Closing, closing, CLOSINGS, type ClosingFact, type Closings } from '@entente/domain/reporting/closing';
import { EventLog } from '@entente/infra/event-log/event-log';

/** How months stand, at which version of their one stream. */
type Stand = Readonly<{ closings: Closings; version: number }>;

const NEVER_CLOSED: Closing = { position: null, acts: [] };

/** Of whoever closed or reopened a month the body is told, and not the person. */
const shown = (period: string, { position, acts }: Closing): object => ({ period, position, acts: acts.map(({ by: { organisation }, ...act }) => ({ ...act, by: { organisation } })) });

/** Which months are closed, and at which position. */
@Injectable()
export class ClosedPeriods {
  constructor(private readonly log: EventLog) {}

  /** Every month that was ever closed, the newest first. */
  async all(): Promise<object> {
    const { closings } = await this.stand();
    return { items: Object.entries(closings).sort(([a], [b]) => (a < b ? 1 : -1)).map(([period, each]) => shown(period, each)), next: null };
  }

  /** A month, with the version that an If-Match may name. */
  async of(period: string): Promise<Readonly<{ version: number; told: object }>> {
    const { closings, version } = await this.stand();
    return { version, told: shown(period, closings[period] ?? NEVER_CLOSED) };
  }

  private async stand(): Promise<Stand> {
    const { facts } = await this.log.read(CLOSINGS, 0);
    return { closings: (facts as unknown as readonly ClosingFact[]).reduce<Closings>(closing.evolve, closing.initialState), version: facts.length };
  }
}
