import { evolve, nowhere, type TerritoryFact } from '@entente/domain/territory/territory';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import { DataSource } from 'typeorm';
import type { Directories } from '../territory/directories.js';
import { Numbers } from './numbers.js';

const chengdu = { code: '510100', level: 'prefecture', name: { zh: '成都市', en: null }, parent: null, from: null, to: null };
const territory = evolve(nowhere, { type: 'RegionsRegistered', data: { regions: [chengdu] } } as unknown as TerritoryFact);
const directories = { territory: async () => territory } as unknown as Directories;

describe('readable numbers of several processes', () => {
  let database: TestDatabase;
  const sources: DataSource[] = [];
  const connected = async (): Promise<DataSource> => {
    const source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query' } }).initialize();
    sources.push(source);
    return source;
  };
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await Promise.all(sources.filter(({ isInitialized }) => isInitialized).map((source) => source.destroy()));
    await database?.drop();
  });

  it('are all different, though two give out 500 each at once', async () => {
    const two = [new Numbers(await connected(), directories), new Numbers(await connected(), directories)];
    const given = await Promise.all(two.flatMap((numbers) => Array.from({ length: 500 }, () => numbers.next('510100', '2024'))));
    expect(new Set(given).size).toBe(1_000);
    expect(given.every((number) => /^CD-2024-\d{4}$/.test(number))).toBe(true);
    // What was reserved and not given is less than one block a process.
    const highest = Math.max(...given.map((number) => Number(number.slice('CD-2024-'.length))));
    expect(highest).toBeGreaterThanOrEqual(1_000);
    expect(highest).toBeLessThan(1_000 + 2 * 1_024);
  });

  it('count on where another process has ended, and each year and prefix for itself', async () => {
    const [first, second] = [new Numbers(await connected(), directories), new Numbers(await connected(), directories)];
    expect([await first.next('510100', '2025'), await second.next('510100-gaoxin', '2025')]).toEqual(['CD-2025-0001', 'CD-2025-0002']);
    expect([await second.next('510100', '2026'), await second.next('RU', '2025')]).toEqual(['CD-2026-0001', 'RU-2025-0001']);
  });

  it('let the querying role reserve them and nothing else', async () => {
    const source = await connected();
    await expect(source.query('select * from numbers.series')).rejects.toMatchObject({ code: '42501' });
    await expect(source.query('delete from numbers.series')).rejects.toMatchObject({ code: '42501' });
    await expect(source.query(`select numbers.reserve('ZZ', '2024', 0)`)).rejects.toMatchObject({ code: '23514' });
    await expect(source.query(`select numbers.reserve('CD', '2024', -5)`)).rejects.toMatchObject({ code: '23514' });
  });

  it('say that the database is away', async () => {
    const source = await connected();
    const numbers = new Numbers(source, directories);
    await source.destroy();
    await expect(numbers.next('510100', '2027')).rejects.toThrow(/not Connected|not initialized|not established/);
  });
});
