import { Injectable } from '@nestjs/common';
import { creditRelease, type Releases, RELEASES, type ReleaseFact, refuseRelease, type Vintage } from '@entente/domain/credit/release';
import { fromMinor } from '@entente/domain/kernel/money';
import { EventLog } from '@entente/infra/event-log/event-log';

/** What was released, as the public reads it: no position, no entries, and no word of why something is left out. */
@Injectable()
export class PublicFigures {
  constructor(private readonly log: EventLog) {}

  async all(): Promise<object> {
    const releases = await this.releases();
    return { items: releases.map(({ period, releasedOn, figures }) => ({ period, releasedOn, figures: figures.length, published: figures.filter(({ value }) => value !== null).length })) };
  }

  /** @throws Refusal (absent) where the month was not released. */
  async of(period: string): Promise<object> {
    const found = (await this.releases()).find((each) => each.period === period);
    if (!found) throw refuseRelease('credit-release/not-found');
    return { period, releasedOn: found.releasedOn, policy: found.policy, figures: found.figures.map(shown) };
  }

  private async releases(): Promise<Releases> {
    const { facts } = await this.log.read(RELEASES, 0);
    return (facts as unknown as readonly ReleaseFact[]).reduce<Releases>(creditRelease.evolve, creditRelease.initialState);
  }
}

/** A figure as the public reads it; a track of null is that of no track. */
export const shown = ({ cell, value }: Vintage['figures'][number]): object => {
  const [measure, currency] = cell.measure.split(' ');
  const { track, ...by } = cell.by;
  return {
    measure, unit: currency ?? 'firm', ...by, ...(track === undefined ? {} : { track: track === '' ? null : track }),
    value: value === null || currency === undefined ? value : fromMinor(BigInt(value), currency),
  };
};
