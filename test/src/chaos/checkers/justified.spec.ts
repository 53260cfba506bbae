import { randomUUID } from 'node:crypto';
import { ADMIN, CHENGDU, CHONGQING, plain, reason, SHANGHAI, submission } from '../../support/samples.js';
import type { History, Operation } from '../history.js';
import { justified } from './justified.js';
import { stage } from './stage.samples.js';

const id = randomUUID();
const on = (verb: string): string => `/v1/signings/${id}/${verb}`;
const submit = { as: CHENGDU, path: '/v1/signings', body: submission({ id }) };
const confirm = (as: string, ifMatch?: number) => ({ as, path: on('confirm'), body: {}, ...(ifMatch === undefined ? {} : { ifMatch }) });

/** A life with a refusal of every kind. */
const played = () => {
  const played = stage();
  const { asks, reads } = played;
  asks({ as: ADMIN, path: on('approve'), body: {}, ifMatch: 1 });
  asks(submit);
  asks(submit);
  asks({ ...submit, body: submission({ id: randomUUID(), signedOn: '2999-01-01' }) });
  asks(confirm(CHONGQING, 1));
  asks(confirm(SHANGHAI, 1));
  asks(confirm(SHANGHAI));
  asks({ as: ADMIN, path: on('approve'), body: {}, ifMatch: 2 });
  asks(confirm(SHANGHAI, 2));
  reads(`signing-${id}`);
  asks({ as: ADMIN, path: on('approve'), body: {}, ifMatch: 3 });
  asks({ as: SHANGHAI, path: on('withdraw'), body: { reason } });
  return played;
};
const heard = ({ operations }: History): readonly string[] => operations.map((operation) => (operation.outcome === 'fail' ? `${operation.status} ${operation.code}` : operation.outcome));

describe('refusals', () => {
  it('are justified where the decider gives the same on what stood', () => {
    const { log, history } = played();
    expect(heard(history())).toEqual([
      '404 signing/not-found', 'ok', '409 signing/exists', '422 signing/date-in-future', 'ok', '412 request/version-moved', '428 request/if-match-missing',
      '409 signing/confirmations-missing', 'ok', 'ok', '403 signing/not-the-submitter',
    ]);
    expect(justified(log(), history())).toEqual([]);
  });

  it('are justified by what was written while they were decided, and not by what came later', () => {
    const { asks, log, history } = stage();
    asks({ ...submit, key: 'late' }, { while: () => void asks(submit) });
    const [second, first] = history().operations as [Operation, Operation];
    expect([second.outcome, first.outcome]).toEqual(['fail', 'ok']);
    expect(justified(log(), history())).toEqual([]);
    const before: Operation = { ...second, invoked: first.invoked - 0.9, answered: first.invoked - 0.5 };
    expect(justified(log(), { operations: [before, first], readings: [] })).toEqual([expect.stringContaining('was refused with 409 signing/exists, which no version of')]);
  });

  const changed = (n: number, change: Partial<Record<'code' | 'status' | 'etag' | 'ifMatch' | 'provokes', unknown>>): readonly string[] => {
    const { log, history } = played();
    return justified(log(), { ...history(), operations: history().operations.map((operation) => (operation.n === n ? ({ ...operation, ...change } as Operation) : operation)) });
  };
  it.each<[string, number, Parameters<typeof changed>[1], string]>([
    ['for another reason', 3, { code: 'signing/withdrawn' }, 'which no version of'],
    ['with another status', 3, { status: 403 }, 'which no version of'],
    ['for a version that stood all the time', 6, { ifMatch: 2, etag: 2 }, 'which no version of'],
    ['with a version that never stood', 6, { etag: 7 }, 'which no version of'],
    ['because something went wrong', 3, { status: 500, code: 'service/internal' }, 'for which there is no reason'],
    ['for a key that nobody used', 3, { status: 422, code: 'request/idempotency-key-reused' }, 'the log knows nothing of it'],
    ['for something else than was provoked', 3, { provokes: 'request/invalid' }, 'was to be refused with request/invalid'],
  ])('are not justified %s', (_, n, change, sentence) => {
    expect(changed(n, change)).toEqual([expect.stringContaining(sentence)]);
  });

  it('are missed where what had to be refused was acknowledged', () => {
    expect(changed(2, { provokes: 'request/invalid' })).toEqual([expect.stringContaining('was to be refused with request/invalid and was acknowledged')]);
    const { log, history } = played();
    const wrote = log().events.map((event) => (event.position === 2 ? { ...event, type: 'SigningWithdrawn', data: '{}' } : event));
    expect(justified({ ...log(), events: wrote }, history())).toContainEqual(expect.stringMatching(/wrote SigningWithdrawn \{\} at 2, and on version 1 it is SigningConfirmed/));
  });
});

it('a reading that is older than what was acknowledged, or newer than what was written, is told', () => {
  const { log, history } = played();
  const [reading] = history().readings;
  const stale = [reading!.version - 1, reading!.version + 1].map((version) => ({ ...reading!, version }));
  expect(justified(log(), { ...history(), readings: stale })).toEqual([2, 4].map((version) => `signing-${id} was read at version ${version}, and can only have stood between 3 and 3.`));
});

it('a signing that was submitted alone is whole', () => {
  const { asks, log, history } = stage();
  asks({ as: CHENGDU, path: '/v1/signings', body: plain({ id }) });
  expect(justified(log(), history())).toEqual([]);
});
