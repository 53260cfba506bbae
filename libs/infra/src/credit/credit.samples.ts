import { randomUUID } from 'node:crypto';
import { creditBatch, type OpenBatch } from '@entente/domain/credit/batch';
import { creditLine, type Line, type LineCommand, type LineFact, evolveLine, lineStream } from '@entente/domain/credit/line';
import { creditProgramme, type ProgrammeCommand } from '@entente/domain/credit/programme';
import { creditStatement, type ReportStatement } from '@entente/domain/credit/statement';
import type { Decider } from '@entente/domain/kernel/decider';
import { type Body, byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor, Command, Fact } from '@entente/domain/kernel/message';
import { type Claim, claim } from '@entente/domain/reporting/claim';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { sha256Hex } from '../event-log/canonical.js';
import { Lanes } from '../event-log/lanes.js';
import { PostgresEventLog } from '../event-log/postgres-event-log.js';
import { ensureBuild, readBuilds } from '../reading/builds.js';
import { catchUpWholly } from '../reading/catch-up.js';
import { eventTypes, readers } from '../reading/readers.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';

const ISSUER = '019a0c00-0000-7000-8000-0000000000b1';
export const BANK = '019a0c00-0000-7000-8000-0000000000b2';
export const OTHER_BANK = '019a0c00-0000-7000-8000-0000000000b3';
export const firmId = (n: number): string => `019a0c00-0000-7000-8000-0000000f${String(n).padStart(4, '0')}`;
/** Firms lie in turn in two districts of Chengdu. */
export const districtOf = (n: number): string => (n % 2 === 1 ? '510104' : '510105');

const actor = (principal: string, organisation: string, role: Actor['role'], region: string): Actor => ({ principal, organisation, role, region });
const issuer = (n: number): Actor => actor(`bureau-${n}`, 'bureau', 'region', '510100');
const banker = (bank: string, n: number): Actor => actor(`bank-${n}`, bank === BANK ? 'bank' : 'other-bank', 'bank', '510000');
const ASSOCIATION = actor('association-1', 'association', 'administrator', '*');

const body = (id: string, region: string, account: string, creditCode: string | null): Body => ({ id, name: id, status: 'live', from: null, to: null, into: null, region, account, creditCode });
const bodies = new Map([body(ISSUER, '510100', 'bureau', null), body(BANK, '510100', 'bank', null), body(OTHER_BANK, '510100', 'other-bank', null),
  ...Array.from({ length: 100 }, (_, n) => body(firmId(n), districtOf(n), `firm-${n}`, `91510100MA6C${String(n).padStart(4, '0')}0X`))].map((each) => [each.id, each]));
const directory: Directory = { ...byCodes, body: (id) => bodies.get(id) };

export const cny = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'CNY' });
/** Why a bank does something. */
export const reason = { code: 'by-resolution', text: '依审批意见。' };

type LineTerms = Readonly<{ n: number; limit: string; expiresOn: string | null; batch: string | null; track: string | null; revolving: boolean }>;

/** A node with its log, the tables of credit and the real deciders. Days are days of the record, and no clock is asked. */
export type CreditNode = Readonly<{
  url: string; log: PostgresEventLog; lanes: Lanes; pool: pg.Pool;
  /** By one of the people of the bank; 0 is the issuer. */
  act: (line: Readonly<{ id: string; programme: string; bank: string }>, type: LineCommand['type'], at: string, data?: object, who?: number) => Promise<number>;
  programme: (more?: object, bank?: string) => Promise<string>;
  batch: (programme: string) => Promise<string>;
  /** An active line of the n-th firm. */
  line: (programme: string, terms: Pick<LineTerms, 'n'> & Partial<LineTerms>, bank?: string, until?: 'nominated' | 'approved' | 'active') => Promise<OfLine>;
  state: (programme: string, cutOff: string, at: string, lines: readonly Readonly<{ line: string; outstanding: string; drawn?: string; limit?: string }>[]) => Promise<void>;
  announce: (said: Readonly<{ metric: string; batch: string; quantity: Claim['quantity'] }>) => Promise<void>;
  typesOf: (line: string) => Promise<readonly string[]>;
  stands: (line: string) => Promise<Line>;
  caughtUp: (...names: readonly string[]) => Promise<void>;
  close: () => Promise<void>;
}>;
export type OfLine = Readonly<{ id: string; programme: string; bank: string }>;

const CREDIT = ['credit-lines', 'credit-metrics'];

const instant = (at: string): string => (at.includes('T') ? at : `${at}T02:00:00.000Z`);

export const creditNode = async (): Promise<CreditNode> => {
  const database: TestDatabase = await testDatabase();
  const log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
  const lanes = new Lanes(log);
  const pool = poolAs(database.url, 'entente_worker', 6);
  for (const reader of readers) await ensureBuild(pool, reader);

  const send = async <C extends Command>(decider: unknown, type: C['type'], by: Actor, at: string, data: object): Promise<number> => {
    const command = { type, id: randomUUID(), actor: by, at: instant(at), directory, data } as unknown as C;
    return (await lanes.handle(decider as Decider<unknown, C, Fact>, command, { inputHash: sha256Hex(command.id) })).position;
  };
  const act: CreditNode['act'] = (line, type, at, data = {}, who = 2) => send<LineCommand>(creditLine, type, who === 0 ? issuer(1) : banker(line.bank, who), at, { id: line.id, programme: line.programme, ...data });

  const programme: CreditNode['programme'] = async (more = {}, bank = BANK) => {
    const id = randomUUID();
    await send<ProgrammeCommand>(creditProgramme, 'ProposeProgramme', issuer(1), '2026-01-05', {
      id, name: { zh: '示例授信方案' }, issuer: ISSUER, bank, territory: '510100', quota: cny('100000.00'), currency: 'CNY', mode: 'ledger', disclosure: 'totals', products: [], from: null, to: null, pact: null, edition: null, source: null, ...more,
    });
    await send<ProgrammeCommand>(creditProgramme, 'ApproveProgramme', issuer(2), '2026-01-06', { id });
    return id;
  };

  const line: CreditNode['line'] = async (of, { n, limit = '1000.00', expiresOn = null, batch = null, track = null, revolving = true }, bank = BANK, until = 'active') => {
    const it: OfLine = { id: randomUUID(), programme: of, bank };
    await act(it, 'NominateLine', '2026-03-01', { batch, borrower: firmId(n), creditCode: null, limit: cny(limit), product: null, revolving, expiresOn, track, score: null, reference: null }, 1);
    if (until === 'nominated') return it;
    await act(it, 'ApproveLine', '2026-03-02', { limit: null, allocation: null, expiresOn: null, score: null });
    if (until === 'approved') return it;
    await send<LineCommand>(creditLine, 'SignLine', actor('firm', `firm-${n}`, 'region', '510100'), '2026-03-03', { id: it.id, programme: of, on: null, source: null });
    await act(it, 'ActivateLine', '2026-03-04', {}, 3);
    return it;
  };

  return {
    url: database.url, log, lanes, pool, act, programme, line,
    batch: async (of) => {
      const id = randomUUID();
      await send<OpenBatch>(creditBatch, 'OpenBatch', issuer(1), '2026-02-01', { id, programme: of, name: { zh: '首批' }, ordinal: 1, source: null });
      return id;
    },
    state: async (of, cutOff, at, lines) => {
      const found = lines.map(({ line: id, outstanding, drawn, limit }) => ({ line: id, item: { line: id, reference: null, creditCode: null, limit: limit === undefined ? null : cny(limit), outstanding: cny(outstanding), drawn: drawn === undefined ? null : cny(drawn), due: null } }));
      await send<ReportStatement>(creditStatement, 'ReportStatement', banker(BANK, 1), at, { id: of, from: null, cutOff, found, missing: [] });
    },
    announce: async ({ metric, batch, quantity }) => {
      const scope = { territory: '510100', edition: null, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch };
      await send(claim, 'RecordClaim', ASSOCIATION, '2026-04-01', { id: randomUUID(), metric, scope, quantity, source: { document: '公报', quote: quantity.text }, statedOn: '2026-04-01' });
    },
    typesOf: async (id) => (await log.read(lineStream(id), 0)).facts.map(({ type }) => type),
    stands: async (id) => ((await log.read(lineStream(id), 0)).facts as unknown as readonly LineFact[]).reduce<Line>(evolveLine, { status: 'absent' }),
    caughtUp: async (...names) => {
      for (const reader of readers.filter(({ name }) => (names.length === 0 ? CREDIT : names).includes(name))) {
        const active = (await readBuilds(pool)).builds.find((build) => build.reader === reader.name && build.active);
        if (active) await catchUpWholly(pool, eventTypes, reader, active.build);
      }
    },
    close: async () => {
      await log.close();
      await pool.end();
      await database.drop();
    },
  };
};
