import { startNode, type TestNode } from '../support/node.js';
import { attested } from '../support/road.js';
import { plain } from '../support/samples.js';

/** More questions at once than the api has connections: none may wait for a connection that another question holds. */
describe('a crowd of questions', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['crowd-1'] });
  });
  afterAll(() => node?.stop());

  it('is answered, each with its number', async () => {
    const { position } = await attested(node, plain({ edition: 'crowd-1' }));
    const paths = ['signings.count?', 'signings.active?by=month&', 'signings.count/entries?', 'signings.termination-ratio?'];
    const answers = await Promise.all(Array.from({ length: 80 }, (_, n) => node.get(`/v1/metrics/${paths[n % paths.length]}edition=crowd-1&minPosition=${position}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });
});
