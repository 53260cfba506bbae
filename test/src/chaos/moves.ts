import { randomUUID } from 'node:crypto';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI, source, submission } from '../support/samples.js';
import type { Asked } from './history.js';
import type { Random } from './random.js';

/** A command without the key under which it is sent. */
export type Move = Omit<Asked, 'key'>;
type Body = Readonly<Record<string, unknown>>;

const SIGNINGS = '/v1/signings';
const thirds = ['510100', '500000', '310000'].map((region) => ({ region, share: '1/3' }));
const uneven = [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }];

/** Amounts that do not divide evenly are the ones at which a split could lose something. */
const amountOf = (random: Random): Body | null => {
  if (random.chance(0.1)) return null;
  const amount = `${random.between(1, 10 ** random.between(1, 12))}.${random.between(0, 9)}${random.between(1, 9)}`;
  return money(amount, { op: random.pick(['=', '=', '=', '~', '>']), currency: random.pick(['CNY', 'CNY', 'USD']), kind: random.pick(['total-investment', 'contract-value']) });
};

/** An association enters it from a document, and nobody is asked to confirm. */
const attested = (random: Random, id: string): Move =>
  ({ as: ADMIN, path: SIGNINGS, body: { ...plain({ id, hosts: random.pick([uneven, thirds, [{ region: '310000' }]]), amount: amountOf(random) }), source } });
/** Chengdu submits it; Chongqing and Shanghai are asked. */
const shared = (random: Random, id: string): Move => ({ as: CHENGDU, path: SIGNINGS, body: submission({ id, amount: amountOf(random) }) });
const own = (random: Random, id: string): Move => ({ as: CHENGDU, path: SIGNINGS, body: plain({ id, amount: amountOf(random) }) });

const act = (id: string, verb: string, as: string, body: Body, ifMatch?: number): Move =>
  ({ as, path: `${SIGNINGS}/${id}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });

const changes = (random: Random): Body => random.pick<() => Body>([
  () => ({ amount: amountOf(random) }), () => ({ hosts: thirds, counterpart: null }), () => ({ hosts: uneven }), () => ({ project: `项目${random.between(1, 9)}` }),
])();

const amend = (random: Random, id: string, as: string): Move => act(id, 'amend', as, { changes: changes(random), reason, effectiveOn: `2024-0${random.between(2, 5)}-20` });
const terminate = (id: string, as: string): Move => act(id, 'terminate', as, { reason, on: '2024-06-30' });

export const submits = (random: Random, id: string): Move => random.pick([attested, shared, own])(random, id);

/** A life in which everything goes as it should; who vouches for what he sees names the version that the step before made. */
export const life = (random: Random, id: string): readonly ((version: number) => Move)[] => {
  const fixed = (move: Move) => (): Move => move;
  const approve = (as: string) => (version: number): Move => act(id, 'approve', as, {}, version);
  const confirm = (as: string) => (version: number): Move => act(id, 'confirm', as, {}, version);
  if (random.chance(0.3)) return [fixed(shared(random, id)), confirm(CHONGQING), confirm(SHANGHAI), approve(ADMIN), fixed(terminate(id, CHONGQING))];
  const correct = act(id, 'correct', ADMIN, { changes: { amount: amountOf(random), signedOn: '2024-01-12' }, reason });
  return [fixed(attested(random, id)), approve(CHECKER), fixed(amend(random, id, ADMIN)), approve(CHECKER), fixed(correct), approve(CHECKER), fixed(terminate(id, ADMIN))];
};

/** What somebody does to a signing that others work on too, by what he saw of it, which may be old or not looked at. */
export const interferes = (random: Random, id: string, seen: number): Move => {
  const ifMatch = random.chance(0.04) ? undefined : Math.max(1, seen - (random.chance(0.1) ? 1 : 0));
  const anybody = random.pick([ADMIN, CHECKER, CHENGDU, CHONGQING, SHANGHAI]);
  return random.pick<() => Move>([
    () => submits(random, id),
    () => act(id, 'approve', random.pick([ADMIN, CHECKER]), {}, ifMatch),
    () => act(id, 'approve', random.pick([ADMIN, CHECKER]), {}, ifMatch),
    () => act(id, 'confirm', random.pick([CHONGQING, SHANGHAI]), {}, ifMatch),
    () => act(id, 'confirm', random.pick([CHONGQING, SHANGHAI, CHENGDU]), { note: '已核' }, ifMatch),
    () => act(id, 'return', anybody, { reason, fields: ['amount'] }, ifMatch),
    () => act(id, 'resubmit', random.pick([CHENGDU, ADMIN]), { changes: changes(random), reason }),
    () => act(id, 'correct', random.pick([CHENGDU, ADMIN]), { changes: changes(random), reason }),
    () => amend(random, id, random.pick([CHENGDU, ADMIN, anybody])),
    () => (random.chance(0.3) ? terminate(id, anybody) : amend(random, id, ADMIN)),
    () => (random.chance(0.2) ? act(id, 'withdraw', anybody, { reason }) : amend(random, id, CHENGDU)),
  ])();
};

/** What is refused whatever the state is, and what a region may not do. */
export const wrong = (random: Random): Move => {
  const id = randomUUID();
  return random.pick<Move>([
    { as: CHENGDU, path: SIGNINGS, body: submission({ id, hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.49' }] }), provokes: 'request/invalid' },
    { as: CHENGDU, path: SIGNINGS, body: plain({ id, amount: money('1.001') }), provokes: 'request/invalid' },
    { as: 'bank', path: SIGNINGS, body: plain({ id }), provokes: 'access/not-your-route' },
    { as: SHANGHAI, path: SIGNINGS, body: plain({ id }) },
    { as: ADMIN, path: SIGNINGS, body: plain({ id }) },
    { as: CHENGDU, path: SIGNINGS, body: plain({ id, signedOn: '2999-01-01' }) },
    act(id, 'approve', ADMIN, {}, 1),
    terminate(id, CHENGDU),
  ]);
};

/** Another question under the same key. */
export const otherwise = (before: Asked): Asked => {
  const { body, provokes, ...asked } = before;
  // What was wrong with it was its amount, and it has another one now.
  if (!asked.path.startsWith(SIGNINGS)) return { ...asked, body: inOtherWords(body as Body) };
  const { project, reason: why, ...rest } = body as Body;
  const other = project !== undefined ? { ...rest, project: '另一项目' } : why !== undefined ? { ...rest, reason: { code: 'another', text: '另' } } : { note: '另' };
  return { ...before, body: { ...(project !== undefined && why !== undefined ? { reason: why } : {}), ...other } };
};

/** What is said of a pact or an alliance, with other words in it, or for another party; what a signature says cannot be put otherwise. */
const inOtherWords = ({ text, reason: why, source: from, ...rest }: Body): Body => {
  if (rest['amount']) return { ...rest, ...(why === undefined ? {} : { reason: why }), amount: { ...(rest['amount'] as Body), amount: '0.07' } };
  if (text !== undefined) return { ...rest, text: { ...(text as Body), title: { zh: '另一协议' } } };
  if (why !== undefined) return { ...rest, ...(from === undefined ? {} : { source: from }), reason: { code: 'another', text: '另' } };
  return from === undefined ? { ...rest, ...(rest['as'] === undefined ? {} : { as: null }) } : { ...rest, source: { ...(from as Body), quote: '另' } };
};
