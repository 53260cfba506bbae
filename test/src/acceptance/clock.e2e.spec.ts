import { dayAfter } from '@entente/domain/kernel/period';
import { faults, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN } from '../support/samples.js';

/** What a due date does is seen by an api that lives later than the others. */
describe('an api whose clock is ahead', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apisAheadDays: [3] });
  });
  afterAll(() => node?.stop());

  it('takes tomorrow for a day that has come, which the others do not', async () => {
    const tomorrow = dayAfter(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
    const rename = (api: number) => node.command('/v1/regions/510107/rename', ADMIN, { name: { zh: '新武侯区' }, on: tomorrow }, { api });
    const now = await rename(0);
    expect([told(now), ...faults(now)]).toEqual(['422 region/date-in-future', '/on region/date-in-future']);
    const later = await rename(1);
    expect(told(later)).toBe('200');
    const names = async (api: number): Promise<unknown> => (await node.call<{ name: { zh: string } }>('GET', `/v1/regions/510107?minPosition=${later.body.position}`, { as: ADMIN, api })).body.name.zh;
    expect([await names(0), await names(1)]).toEqual(['武侯区', '新武侯区']);
  });

  it('answers what was known now, which for it is days ago', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const asked = async (api: number): Promise<string> => told(await node.call('GET', `/v1/regions/510107?asOf=${inAnHour}`, { as: ADMIN, api }));
    expect([await asked(0), await asked(1)]).toEqual(['400 read/as-of-future', '200']);
  });
});
