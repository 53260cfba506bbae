import { forged, signedPact } from '@entente/infra/proof/proof.samples';
import { answers, type Question } from './answers.js';
import { type Fact, logOf, one, PACT, said, three, told, two } from './cooperation.samples.js';

const DAY = '2023-06-30';
const bundle = signedPact().bundle();
const { facts } = JSON.parse(bundle.toString('utf8')) as Readonly<{ facts: readonly Readonly<{ id: string; type: string }>[] }>;

/** The facts that the bundle tells of, as the log would hold them. */
const { drafted, proposed, frozen, signed, entered } = said;
const all = [one, two, three];
const inForce = [drafted(1, [{ parties: all.map(({ by }) => by.id), atLeast: 2 }]), proposed(2), frozen(3), signed(4, one), signed(5, two), entered(5, [one, two])].map((fact, n): Fact => ({ ...fact, id: facts[n]?.id ?? '' }));
const { recorded, admitted, withdrew } = told;
const allied = [recorded(7), admitted(8, one, '2022-01-01'), admitted(9, two, '2022-01-01'), admitted(10, three, '2022-01-01'), withdrew(11, three, '2023-01-01')];
const log = logOf([...inForce, ...allied]);

const rows = (values: Readonly<Record<string, string>>): string => JSON.stringify({ rows: Object.entries(values).map(([region, value]) => ({ region, value })) });
const halves = { 500000: '0.5', 510100: '0.5' };
const members = { 500000: '1', 510100: '1' };
const SOUND: Readonly<Record<string, string>> = {
  '/v1/metrics/pacts.in-force?by=region': rows(halves), [`/v1/metrics/pacts.in-force?by=region&pact=${PACT}`]: rows(halves),
  [`/v1/metrics/alliances.members?by=region&validAt=${DAY}`]: rows(members), [`/v1/metrics/alliances.members?by=region&alliance=${told.id}&validAt=${DAY}`]: rows(members),
  [`/v1/pacts/${PACT}/proof`]: bundle.toString('utf8'),
};
const found = (more: Readonly<Record<string, string>> = {}, of = log): Promise<readonly string[]> => {
  const ask: Question = async (path) => {
    const text = { ...SOUND, ...more }[path];
    if (text === undefined) throw new Error(`Nobody thought of ${path}.`);
    return text;
  };
  return answers(of, ask, [DAY]);
};

describe('what is answered of pacts and alliances', () => {
  it('is what their facts say', async () => {
    expect(facts.map(({ type }) => type)).toEqual(inForce.map(({ type }) => type));
    expect(await found()).toEqual([]);
  });

  it('tells a pact of three in thirds, to the billionth', async () => {
    const late = logOf([...inForce, signed(6, three), ...allied]);
    const thirds = rows({ 310000: '0.333333334', 500000: '0.333333333', 510100: '0.333333333' });
    const told = await found({ '/v1/metrics/pacts.in-force?by=region': thirds, [`/v1/metrics/pacts.in-force?by=region&pact=${PACT}`]: thirds }, late);
    expect(told).toEqual([`The proof of pact ${PACT} tells 6 facts, and the log holds 7 or others.`]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a pact counts twice', { '/v1/metrics/pacts.in-force?by=region': rows({ 500000: '1', 510100: '1' }) }, 'is 500000 1000000000, 510100 1000000000 (billionths), and the log makes it 500000 500000000, 510100 500000000.'],
    ['a pact does not count', { [`/v1/metrics/pacts.in-force?by=region&pact=${PACT}`]: rows({}) }, 'is nothing (billionths), and the log makes it 500000 500000000, 510100 500000000.'],
    ['who left is a member', { [`/v1/metrics/alliances.members?by=region&validAt=${DAY}`]: rows({ ...members, 310000: '1' }) }, 'is 310000 1000000000, 500000 1000000000'],
    ['a member is missing', { [`/v1/metrics/alliances.members?by=region&alliance=${told.id}&validAt=${DAY}`]: rows({ 500000: '1' }) }, 'and the log makes it 500000 1000000000, 510100 1000000000.'],
    ['a proof was altered', { [`/v1/pacts/${PACT}/proof`]: bundle.toString('utf8').replace('共建', '共享') }, 'does not hold'],
    ['a proof leaves a signature out', { [`/v1/pacts/${PACT}/proof`]: forged(bundle, (told) => Object.assign(told, { facts: told.facts.filter(({ type }, n) => type !== 'PactSigned' || n !== 3) })).toString('utf8') }, `The proof of pact ${PACT}`],
  ])('is not where %s', async (_, more, sentence) => {
    expect(await found(more)).toContainEqual(expect.stringContaining(sentence));
  });

  it('cannot be told where an answer is missing', async () => {
    await expect(answers(log, () => Promise.reject(new Error('503')), [DAY])).rejects.toThrow('503');
  });
});
