import { randomUUID } from 'node:crypto';
import { ADMIN, CHECKER, reason, source } from '../support/samples.js';
import type { Move } from './moves.js';
import type { Random } from './random.js';

type Body = Readonly<Record<string, unknown>>;

const [LINES, PROGRAMMES] = ['/v1/credit-lines', '/v1/credit-programmes'];
/** Two people of the bank. */
export const [BANK, SECOND] = ['bank', 'bank:checker'];

/** A firm without an account, for which the officers of its region speak. */
export type Borrower = Readonly<{ id: string; region: string; as: string }>;
export type LineAt = Readonly<{ id: string; borrower: Borrower; allocation: string | null; limit: number }>;
/** What is drawn on in a run, and what was reserved, as far as somebody has heard of it. */
export type Credit = Readonly<{ programme: string; borrowers: readonly Borrower[]; lines: LineAt[]; reservations: { line: string; id: string }[] }>;

/** A city and one of its districts, each with an allocation of its own; the city's officers speak for firms in both. */
export const REGIONS = ['510100', '510107'] as const;
/** In yuan; limits are small beside what is asked of them, so that they are met often. */
export const [QUOTA, ALLOCATED, LIMIT] = [40_000_000, 12_000_000, 1_000_000];

const cny = (amount: string): Body => ({ amount, currency: 'CNY' });
export const yuan = (sum: number): Body => cny(`${sum}.00`);
const some = (random: Random, most: number): Body => cny(`${random.between(1, most)}.${random.between(0, 9)}${random.between(0, 9)}`);

const onLine = (id: string, verb: string, as: string, body: Body, ifMatch?: number): Move => ({ as, path: `${LINES}/${id}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
const onProgramme = ({ programme }: Credit, verb: string, as: string, body: Body, ifMatch?: number): Move => ({ as, path: `${PROGRAMMES}/${programme}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });

export const proposes = (programme: string, issuer: string, bank: string): Move =>
  ({ as: ADMIN, path: PROGRAMMES, body: { id: programme, name: { zh: '主动授信方案' }, issuer, bank, territory: '510100', quota: yuan(QUOTA), mode: 'ledger', disclosure: 'lines' } });
export const approvesProgramme = (credit: Credit, as: string, ifMatch: number): Move => onProgramme(credit, 'approve', as, {}, ifMatch);
export const allocates = (credit: Credit, region: string, sum: number): Move => onProgramme(credit, 'allocate', ADMIN, { region, amount: yuan(sum) });

/** The steps of a line until it is open to draws, each by somebody else than the one before; what needs a version gets that of the step before. */
export const opening = ({ programme }: Pick<Credit, 'programme'>, { id, borrower, allocation, limit }: LineAt, random?: Random): readonly ((version: number) => Move)[] => {
  const [granter, opener] = random?.chance(0.5) === true ? [BANK, SECOND] : [SECOND, BANK];
  return [
    () => ({ as: borrower.as, path: LINES, body: { id, programme, borrower: borrower.id, limit: yuan(limit), revolving: true } }),
    (version) => onLine(id, 'approve', granter, { allocation }, version),
    (version) => onLine(id, 'sign', borrower.as, { source }, version),
    (version) => onLine(id, 'activate', opener, {}, version),
  ];
};

export const newLine = (random: Random, { borrowers }: Credit): LineAt => {
  const borrower = random.pick(borrowers);
  return { id: randomUUID(), borrower, allocation: random.chance(0.5) ? borrower.region : null, limit: random.pick([LIMIT, LIMIT / 2, LIMIT * 2]) };
};

const MINUTE_MS = 60_000;

/** What somebody does to a line on which others draw as well; most of it by people who may. */
export const draws = (random: Random, credit: Credit, now: number): Move => {
  const line = random.pick(credit.lines);
  const { id, borrower, limit } = line;
  const officer = random.pick([BANK, SECOND]);
  const either = random.chance(0.5) ? borrower.as : officer;
  const draw = (): Move => onLine(id, 'draw', officer, { amount: some(random, limit * 0.4) });
  const repay = (): Move => onLine(id, 'repay', officer, { amount: some(random, limit * 0.4) });
  const reserve = (): Move => {
    const reservation = randomUUID();
    credit.reservations.push({ line: id, id: reservation });
    // Some are over soon after a minute, which is the least, and then whoever comes next writes that.
    return onLine(id, 'reserve', either, { reservation, amount: some(random, limit * 0.3), ...(random.chance(0.5) ? { expiresAt: new Date(now + MINUTE_MS + 5_000).toISOString() } : {}) });
  };
  const reserved = (verb: 'post' | 'void'): Move => {
    const at = credit.reservations.length === 0 ? { line: id, id: randomUUID() } : random.pick(credit.reservations);
    if (random.chance(0.7)) credit.reservations.splice(credit.reservations.indexOf(at), 1);
    return verb === 'post' ? onLine(at.line, 'post', officer, { reservation: at.id, ...(random.chance(0.3) ? { amount: some(random, limit * 0.2) } : {}) }) : onLine(at.line, 'void', either, { reservation: at.id });
  };
  return random.pick<() => Move>([
    draw, draw, draw, draw, draw, draw, repay, repay, repay, repay, repay, reserve, reserve, reserve, () => reserved('post'), () => reserved('post'), () => reserved('void'),
    () => onLine(id, 'release', officer, { reason }), () => onLine(id, 'release', officer, { reason }),
    () => (random.chance(0.6) ? onLine(id, 'freeze', officer, { reason }) : draw()),
    () => (random.chance(0.3) ? onLine(id, 'reduce', officer, { limit: yuan(Math.round(limit * (random.between(5, 11) / 10))), reason }) : repay()),
    () => (random.chance(0.2) ? onLine(id, 'close', officer, { reason }) : repay()),
    () => (random.chance(0.3) ? onLine(id, 'draw', borrower.as, { amount: some(random, limit) }) : draw()),
    () => (random.chance(0.3) ? { ...onLine(id, 'draw', officer, { amount: cny('1.001') }), provokes: 'request/invalid' } : draw()),
    () => (random.chance(0.2) ? onLine(id, 'decline', officer, { reason }) : draw()),
    () => (random.chance(0.2) ? onLine(randomUUID(), 'draw', officer, { amount: some(random, limit) }) : repay()),
  ])();
};

/** What an association does to the programme; `seen` is the version at which it stands, which an approval names. */
export const governs = (random: Random, credit: Credit, seen: number | undefined): Move => {
  const as = random.pick([ADMIN, CHECKER]);
  const region = random.pick(REGIONS);
  return random.pick<() => Move>([
    () => onProgramme(credit, 'allocate', as, { region, amount: some(random, 3_000_000) }),
    () => onProgramme(credit, 'allocate', as, { region, amount: some(random, 20_000_000) }),
    () => onProgramme(credit, 'return-allocation', as, { region, amount: some(random, 4_000_000) }),
    () => onProgramme(credit, 'return-allocation', as, { region, ...(random.chance(0.5) ? {} : { amount: some(random, 12_000_000) }) }),
    () => onProgramme(credit, 'change-quota', as, { quota: yuan(random.between(15, 60) * 1_000_000), reason }),
    () => onProgramme(credit, 'approve', as, {}, seen),
    () => onProgramme(credit, 'approve', as, {}, seen),
  ])();
};

export const suspends = (credit: Credit): Move => onProgramme(credit, 'suspend', ADMIN, { reason });
export const resumes = (credit: Credit): Move => onProgramme(credit, 'resume', CHECKER, { reason });
