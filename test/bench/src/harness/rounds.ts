import type { Settings } from '../settings.js';
import type { Entrant, Measured, Work } from '../work.js';
import type { Server } from './server.js';

/** All rounds of a work, by entrant, in the order of the rounds; and with how many connections each went into them. */
export type Played = Readonly<{
  rounds: ReadonlyMap<string, readonly Measured[]>;
  pools: ReadonlyMap<string, number>;
}>;

export type Say = (line: string) => void;

/**
 * In each round all entrants run one after the other, each on a fresh copy of its database, so that they meet the same
 * machine; who begins changes from round to round.
 */
export const play = async (work: Work, server: Server, settings: Settings, say: Say): Promise<Played> => {
  const numbered = work.entrants.map((entrant, n) => ({ entrant, template: `bench_${entrant.template ?? n}`, copy: `bench_${n}_round` }));
  const rounds = new Map<string, Measured[]>(work.entrants.map(({ name }) => [name, []]));
  const pools = new Map<string, number>();
  const once = async ({ entrant, template, copy }: (typeof numbered)[number], pool: number, ms: number): Promise<Measured> => {
    const url = await server.copy(template, copy);
    try {
      return await entrant.measure({ url, pool, settings: { ...settings, ms } });
    } finally {
      await server.drop(copy);
    }
  };
  const prepared = new Set<string>();
  for (const each of numbered) {
    const { entrant, template } = each;
    if (!prepared.has(template)) await entrant.prepare({ url: await server.create(template), pool: entrant.pools[0] ?? 1, settings });
    prepared.add(template);
    const pool = settings.trialMs === 0 ? (entrant.pools[0] ?? 1) : await best(work, entrant, (tried) => once(each, tried, settings.trialMs));
    pools.set(entrant.name, pool);
    if (entrant.pools.length > 1 && settings.trialMs > 0) say(`  ${entrant.name} does best with ${pool} connections`);
  }
  for (let round = 0; round < roundsOf(work, settings); round += 1) {
    const from = round % numbered.length;
    for (const each of [...numbered.slice(from), ...numbered.slice(0, from)]) {
      const { name } = each.entrant;
      const measured = await once(each, pools.get(name) ?? 1, settings.ms);
      rounds.get(name)?.push(measured);
      say(`  round ${round + 1}, ${name}: ${told(measured, work.unit)}`);
    }
  }
  for (const { template } of numbered) await server.drop(template);
  return { rounds, pools };
};

/** What no bound stands on is told as context, for which fewer rounds do. */
const roundsOf = ({ rounds, floors }: Work, settings: Settings): number =>
  rounds ?? (Object.keys(floors).length === 0 ? Math.min(3, settings.rounds) : settings.rounds);

/** Tries each number of connections for a moment, so that nobody is measured with one that does not suit it. */
const best = async (work: Work, { pools }: Entrant, attempt: (pool: number) => Promise<Measured>): Promise<number> => {
  if (pools.length < 2) return pools[0] ?? 1;
  const tried: { pool: number; value: number }[] = [];
  for (const pool of pools) tried.push({ pool, value: (await attempt(pool)).value });
  const sign = work.better === 'higher' ? 1 : -1;
  return tried.sort((a, b) => sign * (b.value - a.value))[0]?.pool ?? 1;
};

const told = ({ value, figures }: Measured, unit: string): string =>
  [`${rounded(value)} ${unit}`, ...Object.entries(figures).map(([name, figure]) => `${name} ${rounded(figure)}`)].join(', ');

/** Three digits are more than a measurement holds. */
export const rounded = (value: number): number => Number(value.toPrecision(value >= 1_000 ? Math.ceil(Math.log10(value + 1)) : 3));
