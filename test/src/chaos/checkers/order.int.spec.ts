import { type Node, openNode } from '@entente/infra/reading/reading.samples';
import pg from 'pg';
import { order } from './order.js';
import { readLog } from './stored.js';

describe('the order of a real log', () => {
  let node: Node;
  beforeEach(async () => {
    node = await openNode();
    await node.grow(20);
  });
  afterEach(() => node.close());
  const faults = async (): Promise<readonly string[]> => {
    const client = new pg.Client({ connectionString: node.url });
    await client.connect();
    try {
      return order(await readLog(client), []);
    } finally {
      await client.end();
    }
  };
  const spoil = async (...statements: readonly string[]): Promise<readonly string[]> => {
    await node.owner.query('alter table log.events disable trigger all');
    for (const statement of statements) await node.owner.query(statement);
    return faults();
  };

  it('is sound as the product writes it, by hashes that are made here', async () => {
    expect(await faults()).toEqual([]);
  });

  it('is not after a row was altered', async () => {
    expect(await spoil(`update log.events set data = replace(data::text, '1', '2')::json where position = 4`)).toEqual(['Position 4: its hash is not that of its contents and of what precedes it.']);
    expect(await spoil(`update log.events set recorded_at = recorded_at + interval '1 hour' where position = 9`)).toContain('Position 10: it was recorded before the one that precedes it.');
  });

  it('nor after an event was deleted', async () => {
    expect(await spoil('delete from log.events where position = 5')).toContain('Position 6: it follows position 4.');
  });

  it('nor after two were swapped', async () => {
    const swapped = await spoil(
      'update log.events set position = -3 where position = 3', 'update log.events set position = 3 where position = 4', 'update log.events set position = 4 where position = -3');
    expect(swapped.filter((each) => /^Position [345]: its hash/.test(each))).toHaveLength(3);
  });
});
