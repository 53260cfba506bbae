import { announceShape, creditBatch, keptBatch, openShape } from '@entente/domain/credit/batch';
import { creditProgramme, programmeShape } from '@entente/domain/credit/programme';
import type { Decider } from '@entente/domain/kernel/decider';
import { byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor, Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import { isReconciled } from '@entente/domain/reporting/claim';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import { z } from 'zod';

import { announcedOfCooperation } from './announced.js';
import { bodies } from './bodies.js';
import { editions } from './conferences.js';
import { pacts } from './cooperation.js';
import { creditBatches, creditProgrammes } from './credit.js';
import { type Found, idOf } from './ids.js';
import { countsOfCredit, loadCredit } from './load-credit.js';
import { requestOf } from './requests.js';
import { sender } from './send.js';

const found: Found = (kind, key) => {
  if (kind !== 'body' || !bodies.some((body) => body.key === key)) throw new Error(`There is no ${kind} ${key}.`);
  return commandIdOf('specification', kind, key);
};
const directory: Directory = {
  ...byCodes,
  body: (id) => {
    const it = bodies.find(({ key }) => found('body', key) === id);
    return it && { id, name: it.names[0]!.name, status: 'live', from: null, to: null, into: null, region: it.region, account: it.account ?? null, creditCode: null };
  },
  edition: (code) => code in editions,
  pact: (id) => (Object.keys(pacts).some((key) => idOf('pact', key) === id) ? { id, audience: { open: true, regions: [], accounts: [] }, from: null, to: null } : undefined),
};
const person = (principal: string): Actor => ({ principal, organisation: 'hosting-association', role: 'administrator', region: '*' });
const [maker, checker] = [person('administrator'), person('administrator-checker')];

/** Decides one thing as the api would, on the facts before it. */
const decided = (decider: unknown, type: string, actor: Actor, data: object, before: readonly Fact[] = []): readonly Fact[] => {
  const { decide, evolve, initialState } = decider as Decider<unknown, Command<string, never>, Fact>;
  const command = { type, id: commandIdOf('specification', type), actor, at: '2026-01-05T00:00:00.000Z', directory, data } as never;
  try {
    return decide(command, before.reduce(evolve, initialState));
  } catch (error) {
    if (error instanceof Refusal) throw new Error(`${type}: ${error.code} ${JSON.stringify(error.faults)}`);
    throw error;
  }
};
const asSent = (shape: z.ZodRawShape, request: object): object => {
  const { id, ...body } = request as { id: string };
  return { id, ...z.strictObject(shape).parse(body) };
};

const [[programmeKey, programme]] = Object.entries(creditProgrammes) as [[string, (typeof creditProgrammes)[string]]];
const [[batchKey, batch]] = Object.entries(creditBatches) as [[string, (typeof creditBatches)[string]]];
const proposed = decided(creditProgramme, 'ProposeProgramme', maker, asSent(programmeShape, requestOf.creditProgramme(programmeKey, programme, found)));
const opened = decided(creditProgramme, 'ApproveProgramme', checker, { id: idOf('credit-programme', programmeKey) }, proposed);
const inFirst = decided(creditBatch, 'OpenBatch', maker, asSent(openShape, requestOf.creditBatch(batchKey, batch)), [...proposed, ...opened]);

describe('The credit of the opening record, as the domain decides it', () => {
  it('is one programme, opened by a second person, of the city and the branch that the document names', () => {
    expect(Object.keys(creditProgrammes)).toHaveLength(1);
    expect(proposed).toMatchObject([{ type: 'CreditProgrammeProposed', data: { issuer: { name: '成都市', account: null }, bank: { name: '中国工商银行成都分行' }, pact: idOf('pact', 'cluster-credit-scheme'), edition: 'cisc-21', mode: 'mirror' } }]);
    expect(() => decided(creditProgramme, 'ApproveProgramme', maker, { id: idOf('credit-programme', programmeKey) }, proposed)).toThrow('credit-programme/second-person');
    // No quota is placed, because none is stated.
    expect(opened.map(({ type }) => type)).toEqual(['CreditProgrammeOpened']);
  });

  it('fills nothing in that the document does not state', () => {
    expect(proposed[0]?.data).toMatchObject({ quota: null, products: [], from: null, to: null, disclosure: 'totals' });
    for (const { name, source } of Object.values(creditProgrammes)) expect(source.quote).toContain(name.zh);
    for (const key of [programme.issuer, programme.bank]) expect(programme.source.quote).toContain(bodies.find((body) => body.key === key)!.names[0]!.name);
  });

  it('has one batch and no line of it, because no firm is named', () => {
    expect(Object.keys(creditBatches)).toHaveLength(1);
    expect(inFirst.map(({ type }) => type)).toEqual(['CreditBatchOpened']);
    expect(inFirst.reduce((state, fact) => keptBatch.evolve(state, fact as never), keptBatch.initial)).toMatchObject({ status: 'open', ordinal: 1, name: { zh: '首批' }, lines: [], territory: '510100' });
  });

  it('tells what was announced in the words of the document, as credit granted, and finds a record of nothing not to meet it', () => {
    const { total, firms, source, statedOn } = z.strictObject(announceShape).parse(batch.announced);
    expect([total, firms, statedOn]).toEqual([{ amount: '3000000000.00', currency: 'CNY', op: '>=', text: '达到30亿元' }, { value: 66, op: '=', text: '66家软件企业' }, '2024-01-11']);
    expect(source.quote).toMatch(/66家软件企业首批获得授信,授信总额达到30亿元/);
    const beside = (recorded: string): readonly unknown[] => [
      isReconciled({ value: total!.amount, unit: 'CNY', op: total!.op, text: total!.text }, { value: recorded }), isReconciled({ value: '66', unit: 'firm', op: firms!.op, text: firms!.text }, { value: recorded === '0' ? '0' : '66' }),
    ];
    expect([beside('0'), beside('3000000000.00')]).toEqual([[false, false], [true, true]]);
    expect(Object.values(announcedOfCooperation).filter(({ metric }) => metric.startsWith('credit.'))).toEqual([]);
  });
});

describe('The loading of credit', () => {
  const real = globalThis.fetch;
  afterEach(() => { globalThis.fetch = real; });

  /** An api that knows its commands by their keys and that dies before the n-th one is written. */
  const api = (dies: number): Readonly<{ told: string[] }> => {
    const written = new Map<string, object>();
    const told: string[] = [];
    let asked = 0;
    globalThis.fetch = (async (url: string, { headers, body }: RequestInit & { headers: Record<string, string> }) => {
      asked += 1;
      const key = headers['idempotency-key']!;
      if (asked === dies) return new Response('{}', { status: 500 });
      const replayed = written.has(key);
      if (!replayed) told.push(`${headers['authorization']} ${headers['if-match'] ?? '-'} ${new URL(url).pathname.replace(/[0-9a-f-]{36}/, '{id}')}`);
      written.set(key, JSON.parse(body as string) as object);
      return new Response(JSON.stringify({ id: key, position: written.size }), { status: 201, headers: replayed ? { 'idempotent-replayed': 'true' } : {} });
    }) as typeof fetch;
    return { told };
  };
  const load = () => loadCredit(sender({ baseUrl: 'http://127.0.0.1:1', keys: { admin: 'maker', 'admin:checker': 'checker' } }), found);

  it.each([0, 1, 2, 3, 4])('sends everything once, though it was killed at request %i', async (dies) => {
    const { told } = api(dies);
    if (dies > 0) await expect(load()).rejects.toThrow('answered 500');
    const { sent, announced } = await load();
    expect([sent.length, announced.length, countsOfCredit]).toEqual([3, 1, { programmes: 1, batches: 1, announced: 2 }]);
    expect(told).toEqual([
      'Bearer maker - /v1/credit-programmes', 'Bearer checker "1" /v1/credit-programmes/{id}/approve', 'Bearer maker - /v1/credit-batches', 'Bearer maker - /v1/credit-batches/{id}/announce',
    ]);
    expect((await load()).sent.every(({ replayed }) => replayed)).toBe(true);
  });
});
