import { Injectable } from '@nestjs/common';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { plainName } from '@entente/domain/kernel/likeness';
import { regionCodeHint } from '@entente/domain/kernel/region-code';
import type { Recorded } from '@entente/domain/kernel/message';
import { isThere, nameOf, parentOn, type Place, standsIn, type Territory, type TerritoryFact } from '@entente/domain/territory/territory';
import type { z } from 'zod';
import { type Cursor, encodeCursor } from '../http/paging.js';
import { Problem, problems } from '../http/problems.js';
import { AsOfResolver, type Moment } from '../reading/as-of.js';
import { Node } from '../reading/node.js';
import { ReadersProgress } from '../reading/progress.js';
import { Directories } from './directories.js';
import { placesChanged, setsChanged } from './territory.changes.js';
import type { oneQuery, regionsQuery, setsQuery, zonesQuery } from './territory.requests.js';
import { placeShown, placeWhole, setShown, setWhole } from './territory.shown.js';

type One = z.infer<typeof oneQuery>;
type Many = z.infer<typeof regionsQuery> | z.infer<typeof zonesQuery> | z.infer<typeof setsQuery>;
type Known = Readonly<{ territory: Territory; before: Territory | undefined; day: string; facts: readonly Recorded<TerritoryFact>[]; moment: Moment; version: number }>;
export type Page = Readonly<{ items: readonly object[]; next: string | null }>;

/** Questions to the territory, answered from memory with everything that was acknowledged before the question. */
@Injectable()
export class TerritoryQuestions {
  constructor(
    private readonly directories: Directories,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
  ) {}

  async place(code: string, zone: boolean, query: One): Promise<{ version: number; body: object }> {
    const known = await this.known(query);
    const place = known.territory.places.get(code);
    const hint = regionCodeHint(code);
    if (hint && !zone) throw new Problem(404, 'request/not-found', hint);
    if (!place || (place.level === 'zone') !== zone || (place.from !== null && place.from > known.day)) throw problems.notFound();
    return { version: known.version, body: { ...placeWhole(known.territory, place, known.day, known.facts), validAt: known.day, asOf: known.moment } };
  }

  async set(id: string, query: One): Promise<{ version: number; body: object }> {
    const known = await this.known(query);
    const set = known.territory.sets.get(id);
    if (!set) throw problems.notFound();
    return { version: known.version, body: { ...setWhole(known.territory, set, known.day, known.facts), validAt: known.day, asOf: known.moment } };
  }

  /**
   * Those that stand on the day. Without a day, a search by name finds what has ended too, and a question for changes what
   * was withdrawn besides: whoever follows the list is told of every end.
   */
  async places(query: z.infer<typeof regionsQuery> | z.infer<typeof zonesQuery>, zones: boolean): Promise<Page> {
    const { territory, day, moment, before } = await this.known(query, query.cursor);
    const level = 'level' in query ? query.level : undefined;
    const changed = before && placesChanged(before, territory, day);
    const anyDay = query.validAt === undefined && (query.q !== undefined || changed !== undefined);
    const isTold = (place: Place): boolean => (anyDay ? changed !== undefined || isThere(place) : standsIn(place, day, day));
    const matches = (place: Place): boolean =>
      (place.level === 'zone') === zones && (level === undefined || place.level === level) && isTold(place) && (changed === undefined || changed(place)) &&
      (query.parent === undefined || parentOn(territory, place, day) === query.parent) && (query.q === undefined || isNamed(place, query.q));
    const found = [...territory.places.values()].filter(matches).toSorted((a, b) => (a.code < b.code ? -1 : 1));
    return page(found.map((place) => placeShown(territory, place, day)), query, moment.position);
  }

  async sets(query: z.infer<typeof setsQuery>): Promise<Page> {
    const { territory, day, moment, before } = await this.known(query, query.cursor);
    const shownDay = query.validAt === undefined ? undefined : day;
    const changed = before && setsChanged(before, territory, shownDay);
    const wanted = query.q === undefined ? undefined : plainName(query.q);
    const found = [...territory.sets.values()]
      .filter((set) => changed === undefined || changed(set))
      .filter(({ id, name, aliases }) => wanted === undefined || [id, name.zh, name.en ?? '', ...aliases.map(({ text }) => text)].some((text) => plainName(text).includes(wanted)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return page(found.map((set) => setShown(territory, set, shownDay)), query, moment.position);
  }

  private async known({ validAt, asOf, minPosition, changedAfter }: One & Pick<Many, 'changedAfter'>, cursor?: Cursor): Promise<Known> {
    const asked = await this.moments.position(asOf);
    await this.directories.fresh();
    const { head } = await this.progress.now();
    if (Math.max(asked?.position ?? 0, minPosition ?? 0, changedAfter ?? 0) > head) throw problems.beyondHead();
    const position = asked?.position ?? cursor?.pinned ?? Math.max(head, this.directories.newestPosition());
    const territory = this.directories.knownAt(position);
    const facts = this.directories.history().filter((fact) => fact.position <= position);
    const instant = asked?.instant ?? (await this.moments.instant(position));
    const day = validAt === undefined ? dateInShanghai(asked ? instant : new Date().toISOString()) : edtfInterval(validAt).to;
    // Of what was known earlier than the position, nothing has changed after it.
    const before = changedAfter === undefined ? undefined : this.directories.knownAt(Math.min(changedAfter, position));
    return { territory, before, day, facts, moment: { instant, node: await this.node.name(), position }, version: facts.length };
  }
}

const isNamed = (place: Place, text: string): boolean => {
  const wanted = plainName(text);
  return place.code.startsWith(text) || [...place.names.flatMap(({ name }) => [name.zh, name.en ?? '']), ...place.aliases.map((alias) => alias.text), nameOf(place).zh]
    .some((name) => plainName(name).includes(wanted));
};

const page = (all: readonly object[], { limit, cursor }: Many, position: number): Page => {
  const begin = cursor?.after[0] ?? 0;
  const items = all.slice(begin, begin + limit);
  return { items, next: begin + limit < all.length ? encodeCursor({ pinned: position, after: [begin + limit] }) : null };
};
