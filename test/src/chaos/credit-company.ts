import { randomUUID } from 'node:crypto';
import { taken } from '../support/keys.js';
import type { TestNode } from '../support/node.js';
import { ADMIN, CHECKER, CHENGDU, source } from '../support/samples.js';
import { ALLOCATED, allocates, approvesProgramme, type Borrower, type Credit, LIMIT, type LineAt, opening, proposes, REGIONS } from './credit-moves.js';
import { type Door, send } from './door.js';
import type { Receipt, Recorder } from './history.js';
import type { Move } from './moves.js';

/** Codes that hold both of their checks; nobody has them. */
const CODES = ['91510100MA61003751', '91510100MA6100746P', '91510100MA6101116R', '91510100MA6101482M'];
/** Under which the bank's people hold their keys. */
const ACCOUNT = 'icbc-chengdu-branch';
const LINES = 12;
const TRIES_MAX = 5;

const body = async (node: TestNode, name: string, type: string, region: string, more: object = {}): Promise<string> =>
  (await taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type }], region, source, ...more }))).id;

/** A programme with its quota and two allocations, and a dozen lines that are open to draws, before anything falls; all of it is part of the history. */
export const openCredit = async (node: TestNode, door: Door, recorder: Recorder): Promise<Credit> => {
  const bank = await body(node, '示例银行成都分行', 'bank-branch', '510100', { account: ACCOUNT });
  const issuer = await body(node, '成都市发起单位', 'government-department', '510100');
  const borrowers: Borrower[] = [];
  for (const [n, creditCode] of CODES.entries()) {
    const region = REGIONS[n % REGIONS.length] as string;
    borrowers.push({ id: await body(node, `软件企业${n + 1}`, 'enterprise', region, { creditCode }), region, as: CHENGDU });
  }
  const acted = async (move: Move): Promise<Receipt> => {
    const asked = { ...move, key: randomUUID() };
    for (let tries = 1; ; tries += 1) {
      const operation = await recorder.command(-1, 0, asked, () => send(door, 0, asked));
      if (operation.outcome === 'ok') return operation.receipt;
      // A machine that has much else to do may be slow to answer; what was written then is told under the same key.
      if (operation.outcome === 'fail' || tries >= TRIES_MAX) throw new Error(`Not accepted: ${move.path} ${JSON.stringify(operation)}`);
    }
  };
  const credit: Credit = { programme: randomUUID(), borrowers, lines: [], reservations: [] };
  const { version } = await acted(proposes(credit.programme, issuer, bank));
  await acted(approvesProgramme(credit, CHECKER, version));
  for (const region of REGIONS) await acted(allocates(credit, region, ALLOCATED));
  for (let n = 0; n < LINES; n += 1) {
    const borrower = borrowers[n % borrowers.length] as Borrower;
    const line: LineAt = { id: randomUUID(), borrower, allocation: n % 3 === 0 ? null : borrower.region, limit: LIMIT };
    let at = 0;
    for (const step of opening(credit, line)) at = (await acted(step(at))).version;
    credit.lines.push(line);
  }
  return credit;
};
