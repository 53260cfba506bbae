import { randomUUID } from 'node:crypto';
import { creditLine, type LineCommand, lineEvents, lineStream } from '@entente/domain/credit/line';
import { creditProgramme, type ProgrammeCommand, programmeEvents, programmeStream, quotaEvents, quotaStream } from '@entente/domain/credit/programme';
import { type Body, byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { externalIdEvents, signingEvents } from '@entente/domain/signing/signing';
import { migrate } from '@entente/infra/database/migrate';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { eventTypesOf } from '@entente/infra/event-log/event-types';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';

/** What the api has between its controllers and the log. */
export type Desk = Readonly<{ log: PostgresEventLog; lanes: Lanes }>;

const types = eventTypesOf([...lineEvents, ...programmeEvents, ...quotaEvents, ...signingEvents, ...externalIdEvents]);

export const deskAt = (url: string): Desk => {
  const log = new PostgresEventLog({ databaseUrl: url, types });
  return { log, lanes: new Lanes(log) };
};

const clerk = (principal: string, organisation: string, role: Actor['role']): Actor => ({ principal, organisation, role, region: role === 'administrator' ? '*' : '510100' });

/** Nobody does two steps on end that two people have to do. */
export const [maker, checker] = [clerk('maker', 'issuer', 'administrator'), clerk('checker', 'issuer', 'administrator')];
export const [officer, second] = [clerk('officer', 'bank', 'bank'), clerk('second', 'bank', 'bank')];
const firm = clerk('treasurer', 'firm', 'region');

const bodyOf = (id: string, creditCode: string | null = null): Body => ({ id, name: id, status: 'live', from: null, to: null, into: null, region: '510100', account: id, creditCode });
const bodies: Readonly<Record<string, Body>> = { issuer: bodyOf('issuer'), bank: bodyOf('bank'), firm: bodyOf('firm', '91440300708461136T') };
const directory: Directory = { ...byCodes, body: (id) => bodies[id] };

/** What every command has beside its type, who gives it, and its data. */
const asked = (actor: Actor) => ({ id: randomUUID(), actor, at: new Date().toISOString(), directory });
const envelopeOf = ({ data }: LineCommand | ProgrammeCommand) => ({ inputHash: sha256Hex(JSON.stringify(data)) });

export const onLine = async ({ lanes }: Desk, actor: Actor, { type, data }: Pick<LineCommand, 'type' | 'data'>): Promise<void> => {
  const command = { ...asked(actor), type, data } as LineCommand;
  await lanes.handle(creditLine, command, envelopeOf(command));
};

const onProgramme = async ({ lanes }: Desk, actor: Actor, { type, data }: Pick<ProgrammeCommand, 'type' | 'data'>): Promise<void> => {
  const command = { ...asked(actor), type, data } as ProgrammeCommand;
  await lanes.handle(creditProgramme, command, envelopeOf(command));
};

/** All ids follow from a number, so that every process knows them. */
const idOf = (kind: string, n: number): string => `0197c0de-0000-7000-${kind}-${String(n).padStart(12, '0')}`;
export const programmeId = (n: number): string => idOf('8000', n);
export const lineId = (n: number): string => idOf('9000', n);
export { lineStream, programmeStream, quotaStream };

const cny = (yuan: number) => ({ amount: `${yuan}.00`, currency: 'CNY' });
/** Never drawn to its end, so that every draw is made after it was checked. */
export const LIMIT = 1_000_000_000;

/** A programme that is open, with a quota for so many lines. */
export const openProgramme = async (desk: Desk, n: number, lines: number): Promise<void> => {
  const id = programmeId(n);
  const terms = {
    name: { zh: '主动授信方案' }, issuer: 'issuer', bank: 'bank', territory: '510100', quota: cny(LIMIT * lines), currency: 'CNY', mode: 'ledger' as const, disclosure: 'totals' as const,
    products: [], from: null, to: null, pact: null, edition: null, source: null,
  };
  await onProgramme(desk, maker, { type: 'ProposeProgramme', data: { id, ...terms } });
  await onProgramme(desk, checker, { type: 'ApproveProgramme', data: { id } });
};

export const nominate = (desk: Desk, line: number, programme: number): Promise<void> => onLine(desk, officer, {
  type: 'NominateLine',
  data: {
    id: lineId(line), programme: programmeId(programme), batch: null, borrower: 'firm', creditCode: null, limit: cny(LIMIT), product: null, revolving: true,
    expiresOn: null, track: null, score: null, reference: null,
  },
});

export const grant = (desk: Desk, line: number, programme: number): Promise<void> => onLine(desk, second, {
  type: 'ApproveLine', data: { id: lineId(line), programme: programmeId(programme), limit: null, allocation: null, expiresOn: null, score: null },
});

/** One yuan. */
export const draw = (desk: Desk, line: number, programme = 0): Promise<void> => onLine(desk, officer, {
  type: 'DrawCredit', data: { id: lineId(line), programme: programmeId(programme), amount: cny(1), dueOn: null, on: null, reference: null },
});

const TOGETHER = 200;
/** Some at a time, so that a burst of a preparation does not fill the log's queue. */
export const eachOf = async (count: number, work: (n: number) => Promise<void>): Promise<void> => {
  for (let from = 0; from < count; from += TOGETHER) await Promise.all(Array.from({ length: Math.min(TOGETHER, count - from) }, (_, n) => work(from + n)));
};

/** A programme with so many lines, all of them open to draws. */
export const prepareLines = async (url: string, lines: number): Promise<void> => {
  await migrate(url);
  const desk = deskAt(url);
  await openProgramme(desk, 0, lines);
  await eachOf(lines, (n) => nominate(desk, n, 0));
  await eachOf(lines, (n) => grant(desk, n, 0));
  const known = (n: number) => ({ id: lineId(n), programme: programmeId(0) });
  await eachOf(lines, (n) => onLine(desk, firm, { type: 'SignLine', data: { ...known(n), on: null, source: null } }));
  await eachOf(lines, (n) => onLine(desk, officer, { type: 'ActivateLine', data: known(n) }));
  await desk.log.close();
};
