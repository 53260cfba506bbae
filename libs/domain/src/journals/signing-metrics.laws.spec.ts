import fc from 'fast-check';
import type { Entry } from '../kernel/journal.js';
import { Refusal } from '../kernel/refusal.js';
import { type MilestoneName, type SigningCommand, type Terms, termsAt } from '../signing/signing/index.js';
import { begun, exactly, ONE, scaled, tell, thirds, type Told, total, words } from '../signing/signing/metrics.samples.js';
import {
  alone, amend, annul, approve, associationSecond, attest, chengdu, chongqing, confirm, correct, identify, object, outside, reason, RECEIPT, receive, remind,
  report, resubmit, returned, reverse, reverseFunds, shanghai, shared, submit, terminate, threeParties, upgrade, verify, verifyFunds, waive,
  withCounterpart, withdraw,
} from '../signing/signing/signing.samples.js';
import { signingMetrics, type SigningMetricsRow } from './signing-metrics.js';

describe('whatever befalls a signing', () => {
  const amount = fc.constantFrom<Terms['amount']>(
    null, exactly('1000.00'), exactly('0.01'), exactly('333.33'), exactly('1000', 'JPY'), words('~', '1000000.00', '约100万元'),
    words('>', '700.00', '超过700元'), words('<~', '700.00', '近700元'),
  );
  const hosts = fc.constantFrom<Terms['hosts']>(
    alone.hosts, shared.hosts, thirds.hosts, [{ region: '510100', share: '1/7' }, { region: '500000', share: '6/7' }], [...shared.hosts].reverse(),
  );
  const terms = fc.record({ amount, hosts, base: fc.constantFrom(alone, shared, withCounterpart, threeParties), level: fc.constantFrom<Terms['level']>('intent', 'contract') }).map(({ base, ...more }): Terms => ({
    ...base, ...more, counterpart: more.hosts.some(({ region }) => region === base.counterpart?.region) ? null : base.counterpart,
  }));
  const changes = fc.oneof(amount.map((each) => ({ amount: each })), hosts.map((each) => ({ hosts: each })), fc.constantFrom(
    { counterpart: { region: '310000' } }, { counterpart: null }, { project: '另一个项目' }, { track: 'computing' }, { track: null }));
  const on = fc.constantFrom('2024-01-11', '2024-02-29', '2024-05-20', '2024-05', '2024~', '2024-06-30');
  const milestone = fc.constantFrom<MilestoneName>('register', 'start', 'operate');
  const receipt = fc.constantFrom(RECEIPT, RECEIPT.replace(/1$/, '2'));
  const command = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<SigningCommand>(returned(), confirm(), confirm({}, shanghai), confirm({}, chongqing), withdraw()) },
    { weight: 5, arbitrary: fc.constantFrom<SigningCommand>(approve(), approve({}, associationSecond), confirm(), confirm({}, shanghai)) },
    { weight: 1, arbitrary: changes.map((each): SigningCommand => resubmit({ changes: each })) },
    { weight: 4, arbitrary: fc.tuple(changes, on).map(([each, effectiveOn]): SigningCommand => amend({ changes: each, effectiveOn })) },
    { weight: 2, arbitrary: fc.oneof(changes, fc.constant({ signedOn: '2023-12' }), fc.constant({ level: 'framework' as const })).map((each): SigningCommand => correct({ changes: each })) },
    { weight: 2, arbitrary: on.map((date): SigningCommand => terminate({ on: date })) },
    { weight: 3, arbitrary: fc.constantFrom<SigningCommand>(waive(), waive({ waive: ['310000'] }), waive({ waive: ['500000', '310000'] }), object(), object({}, shanghai)) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom<'framework' | 'contract'>('framework', 'contract'), on).map(([level, effectiveOn]): SigningCommand => upgrade({ level, effectiveOn })) },
    { weight: 2, arbitrary: fc.tuple(milestone, on).map(([each, date]): SigningCommand => report({ milestone: each, on: date, reason })) },
    { weight: 2, arbitrary: fc.oneof(milestone.map((each): SigningCommand => verify({ milestone: each }, associationSecond)), milestone.map((each): SigningCommand => reverse({ milestone: each }))) },
    { weight: 2, arbitrary: fc.tuple(receipt, on, fc.constantFrom('CNY', 'USD')).map(([each, date, currency]): SigningCommand => receive({ receipt: each, on: date, amount: { amount: '33.34', currency } })) },
    { weight: 2, arbitrary: fc.oneof(receipt.map((each): SigningCommand => verifyFunds({ receipt: each }, associationSecond)), receipt.map((each): SigningCommand => reverseFunds({ receipt: each }))) },
    { weight: 2, arbitrary: fc.constantFrom<SigningCommand>(annul({ externalIds: [outside] }), identify(), remind()) },
  );
  /** The submitter of the sequence is either Chengdu or, for what a document states, the association. */
  const sequence = fc.tuple(fc.boolean(), terms, fc.array(command, { maxLength: 30 })).map(([fromDocument, each, rest]) => {
    const [first, owner] = fromDocument ? [attest({ terms: each }), attest().actor] : [submit({ terms: each }), chengdu];
    const owned = (it: SigningCommand): SigningCommand => (it.actor.organisation === chengdu.organisation ? { ...it, actor: owner } as SigningCommand : it);
    return [first, ...rest.map(owned)].map((it, n): SigningCommand => ({ ...it, id: `${n}`, at: new Date(Date.UTC(2024, 6, 1 + n * 4, 2)).toISOString() }) as SigningCommand);
  });

  const play = (commands: readonly SigningCommand[], keep?: (row: SigningMetricsRow) => SigningMetricsRow): Told =>
    commands.reduce<Told>((told, each) => {
      try {
        return tell(told, each, keep);
      } catch (error) {
        if (error instanceof Refusal) return told;
        throw error;
      }
    }, begun);

  /** What stands by everything that an entry says beside its figures. */
  const sums = (entries: readonly Entry[]): Record<string, string> => {
    const result = new Map<string, readonly bigint[]>();
    for (const { value, low, high, sign, ...key } of entries) {
      const figures = [scaled(value), scaled(low), high === null ? 0n : scaled(high), high === null ? 1n : 0n, 1n].map((each) => each * BigInt(sign));
      const name = JSON.stringify(key, Object.keys(key).sort().concat(Object.keys(key.dims)));
      result.set(name, figures.map((each, n) => each + (result.get(name)?.[n] ?? 0n)));
    }
    return Object.fromEntries([...result].filter(([, figures]) => figures.some((each) => each !== 0n)).map(([name, figures]) => [name, figures.join(' ')]));
  };

  /** As a row comes back from jsonb: members sorted by length and bytes. */
  const stored = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(stored);
    if (value === null || typeof value !== 'object') return value;
    const names = Object.keys(value).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    return Object.fromEntries(names.map((name) => [name, stored((value as Record<string, unknown>)[name])]));
  };

  it('the journal equals the entries of the final row', () => {
    fc.assert(fc.property(sequence, (commands) => {
      const { row, posted } = play(commands);
      expect(sums(posted)).toEqual(sums(signingMetrics.entries(row)));
    }), { numRuns: 200 });
  });

  it('the postings are the same whether rows were just folded or come back from the table', () => {
    fc.assert(fc.property(sequence, (commands) => {
      expect(play(commands, (row) => stored(row) as SigningMetricsRow).posted).toEqual(play(commands).posted);
    }));
  });

  it('every admitted project counts exactly once over all regions, and is active until it is terminated', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(sequence, (commands) => {
      const { row: { state }, posted } = play(commands);
      seen.add(state.status);
      const sumOf = (metric: string): bigint => total(posted.filter((entry) => entry.metric === metric));
      const counted = state.status === 'admitted' || state.status === 'terminated';
      expect(sumOf('signings.count')).toBe(counted ? ONE : 0n);
      expect(sumOf('signings.active')).toBe(state.status === 'admitted' ? ONE : 0n);
      expect(sumOf('signings.terminated')).toBe(state.status === 'terminated' ? ONE : 0n);
      expect(sumOf('signings.submitted')).toBe(state.status === 'submitted' ? ONE : 0n);
      const known = state.status === 'absent' ? null : state;
      expect(sumOf('signings.upgraded')).toBe(counted ? ONE * BigInt(known?.amendments.filter(({ act }) => act === 'upgrade').length ?? 0) : 0n);
      expect(sumOf('signings.registered')).toBe(counted && known?.milestones.register?.reported?.verified ? ONE : 0n);
      const verified = Object.values(known?.receipts ?? {}).filter(({ status }) => status === 'verified').length;
      expect(sumOf('signings.received')).toBe(counted ? scaled('33.34') * BigInt(verified) : 0n);
    }), { numRuns: 500 });
    expect([...seen].sort()).toEqual(['admitted', 'annulled', 'returned', 'submitted', 'terminated', 'withdrawn']);
  });

  it('what was contracted comes to the amount that stands, and to nothing in any other unit', () => {
    fc.assert(fc.property(sequence, (commands) => {
      const { row: { state }, posted } = play(commands);
      if (state.status !== 'admitted' && state.status !== 'terminated') return;
      const standing = termsAt(state).amount;
      const contracted = posted.filter(({ metric }) => metric === 'signings.contracted');
      for (const unit of ['', 'CNY', 'JPY']) {
        const expected = standing === null ? (unit === '' ? ONE : 0n) : standing.currency === unit ? scaled(standing.amount) : 0n;
        expect(total(contracted.filter((entry) => entry.unit === unit))).toBe(expected);
      }
      const open = contracted.filter(({ high }) => high === null).reduce((sum, { sign }) => sum + sign, 0);
      expect(open).toBe(standing?.op === '>' ? termsAt(state).hosts.length : 0);
    }), { numRuns: 200 });
  });
});
