import { type ReportNode, reportNode } from './reports.samples.js';
import { lookAtIssues } from './watching.js';

describe('the watch', () => {
  let node: ReportNode;
  beforeAll(async () => {
    node = await reportNode();
  });
  afterAll(() => node?.close());

  it('tells of an issue what a late change of the map moved out of its region', async () => {
    await node.grow(40);
    expect(await node.run('report/monthly-brief', { region: '510000' }, '2024-06')).toMatchObject({ state: 'done' });
    await node.caughtUp();
    await lookAtIssues(node.needs);
    await node.act('territory', 'MoveRegion', { id: '510100', parent: '500000', code: null, name: null, on: '2024-01-01' } as never);
    await node.caughtUp();
    expect(await lookAtIssues(node.needs)).toMatchObject({ remade: 1, superseded: 1 });
  });
});
