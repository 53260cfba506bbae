import { dueAfter } from '@entente/domain/kernel/calendar';
import type { Body, Directory, KnownPact, References } from '@entente/domain/kernel/directory';
import { editionCodeStream } from '@entente/domain/convening/edition';
import { absent, audienceOf, evolve as evolvePact, type Pact, type PactFact, pactStream } from '@entente/domain/cooperation/pact';
import type { Fact, Recorded } from '@entente/domain/kernel/message';
import { bodyOf, type OrganisationFact } from '@entente/domain/parties/organisation';
import { closureOf, directoryOf, evolve, nowhere, type Referred, type Territory, TERRITORY, type TerritoryFact } from '@entente/domain/territory/territory';
import { dayKindOf } from '@entente/infra/calendar/working-days';
import type { EventLog } from '@entente/infra/event-log/event-log';
import { Recent } from '@entente/infra/event-log/recent';
import { earlierTerritories } from '@entente/infra/reading/earlier-territories';
import { holderOf } from '../parties/holder.js';
import { USUAL_CONFIRMATION_WORKING_DAYS } from '../settings.js';

/** A territory is looked at anew when it is this old, and so is a body that is often asked for; a refusal, and whatever is pinned to a position, does not wait for that. */
const KEPT_MS = 1_000;
/** Bodies that are kept, in each of two generations. */
const BODIES_MAX = 5_000;

/** A body as its stream told at a version, and when that was read. */
type KeptBody = Readonly<{ body: Body | undefined; version: number; readAt: number; generation: number }>;

const below = (region: string, territory: Territory): readonly string[] => [...new Set([region, ...(closureOf(territory).below.get(region)?.keys() ?? [])])];

/**
 * The territory as this process knows it: the fold of its one stream, with what lies where worked out once for each state.
 * It changes a few dozen times a year and is asked at every request, so it is held in memory.
 */
export class Directories {
  private facts: readonly Recorded<TerritoryFact>[] = [];
  private state: Territory = nowhere;
  private readAt = 0;
  private generation = 0;
  private reading: Promise<void> | undefined;
  private readonly earlier = earlierTerritories();
  private editions = new Set<string>();
  private readonly bodies = new Recent<KeptBody>(BODIES_MAX);
  private readonly scopes = new WeakMap<Territory, Map<string, string>>();

  /** @param confirmationWorkingDays how many working days a region has to confirm. */
  constructor(private readonly log: EventLog, private readonly confirmationWorkingDays = USUAL_CONFIRMATION_WORKING_DAYS) {}

  /** The territory, at most a second old. */
  async territory(): Promise<Territory> {
    if (Date.now() - this.readAt > KEPT_MS) await this.fresh();
    return this.state;
  }

  /** The territory with everything that was acknowledged before the question. */
  async fresh(): Promise<Territory> {
    // A reading that has begun before the question does not answer it.
    if (this.reading) await this.reading.catch(() => undefined);
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await this.reading;
    return this.state;
  }

  /** The territory with at least as many facts as its stream is known to have. */
  async atLeast(version: number): Promise<Territory> {
    return version > this.facts.length ? this.fresh() : this.state;
  }

  /** The territory as it was known at a position, of what has been read. */
  knownAt(position: number): Territory {
    return this.earlier.at(position, this.facts, this.state);
  }

  /** The position of the newest fact that has been read; 0 where there is none. */
  newestPosition(): number {
    return this.facts.at(-1)?.position ?? 0;
  }

  history(): readonly Recorded<TerritoryFact>[] {
    return this.facts;
  }

  /** Whether a region, zone or set is one that can be asked for. */
  async knows(code: string): Promise<boolean> {
    const { places, sets } = await this.territory();
    return places.has(code) || sets.has(code);
  }

  async current(): Promise<Directory> {
    return this.directory(await this.territory());
  }

  /** The codes of a region and of what lies or ever lay below it. */
  async below(region: string): Promise<readonly string[]> {
    return below(region, await this.territory());
  }

  /** The directory that goes with a command which refers to these bodies. */
  async of({ organisations = [], lately = [], creditCodes = [], editions = [], pacts = [] }: References, territory: Territory): Promise<Directory> {
    if (organisations.length + lately.length + creditCodes.length + editions.length + pacts.length === 0) return this.directory(territory);
    const [known, found] = await Promise.all([this.editionsOf(editions), this.pactsOf(pacts)]);
    return this.directory(territory, { ...(await this.bodiesOf(organisations, creditCodes, lately)), editions: known, pacts: found });
  }

  /**
   * Reads the bodies anew of which it was enough to know how they stood lately, with those that stand for them.
   * @returns whether one of them is another than a directory knows.
   */
  async haveMoved({ lately = [] }: References, before: Pick<Directory, 'body'>): Promise<boolean> {
    if (lately.length === 0) return false;
    const { bodies } = await this.bodiesOf(lately, []);
    return [...(bodies ?? [])].some(([id, body]) => before.body(id) !== body) || lately.some((id) => before.body(id) !== bodies?.get(id));
  }

  /** Where everything lies, and these bodies as they are today. */
  async naming(organisations: readonly string[]): Promise<Directory> {
    return this.of({ organisations }, await this.territory());
  }

  private async bodiesOf(organisations: readonly string[], creditCodes: readonly string[], lately: readonly string[] = []): Promise<Pick<Referred, 'bodies' | 'byCode'>> {
    const held = await Promise.all([...new Set(creditCodes)].map(async (code) => [code, holderOf(await this.factsOf(`credit-code-${code}`))] as const));
    const bodies = new Map<string, Body>();
    // The bodies that stand for those that were merged are looked up too.
    const now = new Set([...organisations, ...held.flatMap(([, id]) => id ?? [])]);
    for (let ids = new Set([...now, ...lately]); ids.size > 0; ) {
      const found = (await Promise.all([...ids].map((id) => this.bodyOf(id, lately.includes(id) && !now.has(id))))).flatMap((body) => body ?? []);
      for (const body of found) bodies.set(body.id, body);
      ids = new Set(found.flatMap(({ into }) => (into === null || bodies.has(into) ? [] : into)));
    }
    const byCode = held.flatMap(([code, id]) => {
      const body = bodies.get(id ?? '');
      return body ? [[code, body] as const] : [];
    });
    return { bodies, byCode: new Map(byCode) };
  }

  /** A body by its stream. One that is read again and has not changed stays the same object. */
  private async bodyOf(id: string, lately: boolean): Promise<Body | undefined> {
    const { generation } = this.log;
    const kept = this.bodies.get(id);
    const before = kept?.generation === generation ? kept : undefined;
    const begun = Date.now();
    if (lately && before && begun - before.readAt <= KEPT_MS) return before.body;
    const facts = await this.factsOf(`organisation-${id}`);
    const body = before?.version === facts.length ? before.body : bodyOf(facts);
    this.bodies.set(id, { body, version: facts.length, readAt: begun, generation });
    return body;
  }

  /** Those of the codes under which an edition was announced. A code stays its edition's for ever, so it is looked up once. */
  private async editionsOf(codes: readonly string[]): Promise<ReadonlySet<string>> {
    const { editions } = this;
    for (const code of codes) {
      if (!editions.has(code) && (await this.factsOf(editionCodeStream(code))).length > 0) editions.add(code);
    }
    return editions;
  }

  private async pactsOf(ids: readonly string[]): Promise<ReadonlyMap<string, KnownPact>> {
    const found = await Promise.all([...new Set(ids)].map(async (id) => {
      const state = (await this.factsOf<PactFact>(pactStream(id))).reduce<Pact>(evolvePact, absent);
      if (state.status === 'absent') return [];
      const { bodies } = await this.bodiesOf(state.parties.map(({ organisation }) => organisation), []);
      return [[id, { id, audience: audienceOf(state, { body: (each) => bodies?.get(each) }), from: state.status === 'in-force' ? state.from : null, to: state.status === 'in-force' ? state.to : null }] as const];
    }));
    return new Map(found.flat());
  }

  private directory(territory: Territory, referred: Referred = {}): Directory {
    return directoryOf(territory, { ...referred, confirmBy: (at) => dueAfter(at, this.confirmationWorkingDays, dayKindOf) });
  }

  private async factsOf<F extends Fact = OrganisationFact>(stream: string): Promise<readonly Recorded<F>[]> {
    return (await this.log.read(stream, 0)).facts as unknown as readonly Recorded<F>[];
  }

  /** The codes of a scope as row-level security takes them: all, or those of the region and what lies or ever lay below it. */
  scopeOf(region: string, territory: Territory): string {
    if (region === '*') return '*';
    const scopes = this.scopes.get(territory) ?? new Map<string, string>();
    this.scopes.set(territory, scopes);
    const codes = scopes.get(region) ?? below(region, territory).join(',');
    scopes.set(region, codes);
    return codes;
  }

  private async read(): Promise<void> {
    const begun = Date.now();
    const { generation } = this.log;
    // After the log was out of reach all is read anew; until then what was known stands.
    const [facts, state] = generation === this.generation ? [this.facts, this.state] : [[], nowhere];
    const more = (await this.log.read(TERRITORY, facts.length)).facts as unknown as readonly Recorded<TerritoryFact>[];
    if (generation !== this.generation) {
      this.earlier.forget();
      // Another set: a command that goes with the former one keeps what it was told.
      this.editions = new Set();
    }
    [this.facts, this.state, this.generation, this.readAt] = [[...facts, ...more], more.reduce<Territory>(evolve, state), generation, begun];
  }
}
