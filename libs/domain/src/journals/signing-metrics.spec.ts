import fc from 'fast-check';
import { type Entry, postings } from '../kernel/journal.js';
import type { Recorded } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';
import { signing, type SigningCommand, type SigningFact, termsAt, type Terms } from '../signing/signing/index.js';
import {
  alone, amend, approve, associationSecond, attest, chengdu, chongqing, confirm, correct, resubmit, returned, shanghai, shared, SIGNING, submit,
  terminate, threeParties, withAmount, withCounterpart, withdraw,
} from '../signing/signing/signing.samples.js';
import { signingMetrics, type SigningMetricsRow } from './signing-metrics.js';

type Told = Readonly<{ row: SigningMetricsRow; posted: readonly Entry[] }>;
const begun: Told = { row: signingMetrics.initialRow(SIGNING), posted: [] };

/** The row and what was posted on the way, after one more command; a refused one leaves everything as it is. */
const tell = ({ row, posted }: Told, command: SigningCommand, keep = (each: SigningMetricsRow): SigningMetricsRow => each): Told =>
  signing.decide(command, row.state).reduce<Told>((before, fact, ordinal) => {
    const recorded: Recorded<SigningFact> = {
      ...fact, id: `${command.id}-${ordinal}`, position: 1, stream: `signing-${SIGNING}`, version: 1, schemaVersion: 1, ordinal,
      recordedAt: command.at, commandId: command.id, metadata: { actor: command.actor },
    };
    const after = keep(signingMetrics.evolve(before.row, recorded));
    return { row: after, posted: [...before.posted, ...postings(signingMetrics.entries(before.row), signingMetrics.entries(after))] };
  }, { row, posted });

const after = (...commands: readonly SigningCommand[]): Told => commands.reduce<Told>((told, command) => tell(told, command), begun);
const entriesOf = (metric: string, ...commands: readonly SigningCommand[]): readonly Entry[] =>
  signingMetrics.entries(after(...commands).row).filter((entry) => entry.metric === metric);

/** The date, the region and the signed value of each entry. */
const brief = (entries: readonly Entry[]): string[] =>
  entries.map(({ effectiveOn, region, sign, value, unit }) => `${effectiveOn} ${region} ${sign === 1 ? '+' : '-'}${value} ${unit}`);
const bounds = (entries: readonly Entry[]): string[] =>
  entries.map(({ effectiveOn, sign, low, value, high, precision }) => `${effectiveOn} ${sign === 1 ? '+' : '-'}[${low}, ${value}, ${high}] ${precision}`);

const DECIMALS = 12;
const scaled = (text: string): bigint => {
  const [whole = '0', rest = ''] = text.replace('-', '').split('.');
  return BigInt(`${whole}${rest.padEnd(DECIMALS, '0')}`) * (text.startsWith('-') ? -1n : 1n);
};
const ONE = scaled('1');
const total = (entries: readonly Entry[]): bigint => entries.reduce((sum, { sign, value }) => sum + BigInt(sign) * scaled(value), 0n);

const thirds: Terms = {
  ...alone, hosts: [{ region: '510100', share: '1/3' }, { region: '500000', share: '1/3' }, { region: '310000', share: '1/3' }],
};
const exactly = (amount: string, currency = 'CNY'): Terms['amount'] => ({ amount, currency, op: '=', kind: 'total-investment', text: null });
const words = (op: '~' | '<~' | '>' | '<', amount: string, text: string): Terms['amount'] => ({ amount, currency: 'CNY', op, kind: 'total-investment', text });
const admittedWith = (terms: Terms): readonly SigningCommand[] => [attest({ terms }), approve({}, associationSecond)];
/** A second person of the association lets a change of an attested signing take effect. */
const changed = (change: SigningCommand): readonly SigningCommand[] => [{ ...change, actor: attest().actor } as SigningCommand, approve({}, associationSecond)];

describe('the metrics of a signing', () => {
  it('count the project of one host once, at the date of signing, with what it can be divided by', () => {
    expect(entriesOf('signings.count', submit({ terms: withCounterpart }), confirm(), approve())).toEqual([{
      metric: 'signings.count', subject: SIGNING, region: '510100', counterpart: '500000', effectiveOn: '2024-01-11', cohortOn: '2024-01-11',
      unit: 'project', kind: '', value: '1', low: '1', high: '1', precision: 'exact', sign: 1, grade: 'submitted',
      dims: { kind: 'project', level: 'contract', edition: '', track: '', source: '310000', currency: '', amountKind: '' },
    }]);
  });

  it('say that the investors come from several regions, or that nobody says from where', () => {
    const from = (...regions: (string | null)[]): string | undefined =>
      entriesOf('signings.count', ...admittedWith({ ...alone, investors: regions.map((region) => ({ name: 'x', creditCode: null, region })) }))[0]?.dims['source'];
    expect([from('310000', '310000'), from('310000', 'RU'), from(null), from()]).toEqual(['310000', 'several', '', '']);
  });

  it('split a project between two hosts by their shares, and are present in both', () => {
    const commands = [submit(), confirm(), approve()];
    expect(brief(entriesOf('signings.count', ...commands))).toEqual(['2024-01-11 510100 +0.6 project', '2024-01-11 500000 +0.4 project']);
    expect(brief(entriesOf('signings.active', ...commands))).toEqual(['2024-01-11 510100 +0.6 project', '2024-01-11 500000 +0.4 project']);
    expect(brief(entriesOf('signings.present', ...commands))).toEqual(['2024-01-11 510100 +1 project', '2024-01-11 500000 +1 project']);
  });

  it('split thirds to nine decimals and to the fen, so that the parts are exactly the whole', () => {
    const commands = admittedWith({ ...thirds, amount: exactly('100.00') });
    const counts = entriesOf('signings.count', ...commands);
    expect(brief(counts)).toEqual([
      '2024-01-11 510100 +0.333333333 project', '2024-01-11 500000 +0.333333333 project', '2024-01-11 310000 +0.333333334 project',
    ]);
    expect(total(counts)).toBe(ONE);
    const amounts = entriesOf('signings.contracted', ...commands);
    expect(amounts.map(({ region, value }) => [region, value])).toEqual([['510100', '33.33'], ['500000', '33.33'], ['310000', '33.34']]);
    expect(total(amounts)).toBe(scaled('100'));
  });

  it('give an amount in the decimals of its currency', () => {
    const yen = entriesOf('signings.contracted', ...admittedWith({ ...thirds, amount: exactly('100', 'JPY') }));
    expect(brief(yen)).toEqual(['2024-01-11 510100 +33 JPY', '2024-01-11 500000 +33 JPY', '2024-01-11 310000 +34 JPY']);
  });

  it('keep what is about, nearly and more than as intervals', () => {
    const of = (amount: Terms['amount']): string[] => bounds(entriesOf('signings.contracted', ...admittedWith({ ...alone, amount })));
    expect(of(withAmount.amount)).toEqual(['2024-01-11 +[950000000.00, 1000000000.00, 1050000000.00] approximate']);
    expect(of(words('<~', '100.00', '近100元'))).toEqual(['2024-01-11 +[90.00, 100.00, 100.00] approximate']);
    expect(of(words('>', '100.00', '超过100元'))).toEqual(['2024-01-11 +[100.00, 100.00, null] approximate']);
    expect(of(words('<', '100.00', '不足100元'))).toEqual(['2024-01-11 +[0.00, 100.00, 100.00] approximate']);
  });

  it('count an amount that is not stated as unknown, by the shares of the project and in no unit', () => {
    const entries = entriesOf('signings.contracted', submit(), confirm(), approve());
    expect(entries.map(({ region, value, unit, kind, precision }) => [region, value, unit, kind, precision])).toEqual([
      ['510100', '0.6', '', '', 'unknown'], ['500000', '0.4', '', '', 'unknown'],
    ]);
  });

  it('count nothing of a signing that is not admitted', () => {
    expect(signingMetrics.entries(begun.row)).toEqual([]);
    for (const commands of [[submit()], [submit(), confirm()], [submit(), returned()]]) {
      expect(signingMetrics.entries(after(...commands).row).every(({ metric }) => metric === 'signings.submitted')).toBe(true);
    }
  });
});

describe('an amendment', () => {
  const before = admittedWith({ ...alone, amount: exactly('1000.00') });
  const to = (amount: Terms['amount'], effectiveOn = '2024-05-20'): readonly SigningCommand[] => changed(amend({ changes: { amount }, effectiveOn }));

  it('of an amount leaves the month of signing as it was and adds the difference on its own date', () => {
    expect(brief(entriesOf('signings.contracted', ...before, ...to(exactly('1500.00'))))).toEqual([
      '2024-01-11 510100 +1000.00 CNY', '2024-05-20 510100 +500 CNY',
    ]);
    expect(brief(entriesOf('signings.contracted', ...before, ...to(exactly('900.50'))))).toEqual([
      '2024-01-11 510100 +1000.00 CNY', '2024-05-20 510100 +-99.5 CNY',
    ]);
    expect(entriesOf('signings.contracted', ...before, ...to(exactly('1500.00'))).map(({ cohortOn }) => cohortOn)).toEqual(['2024-01-11', '2024-01-11']);
  });

  it('of an amount posts nothing but the difference, and counts no second project', () => {
    const posted = after(...before, ...to(exactly('1500.00'))).posted.slice(after(...before).posted.length);
    expect(posted.map(({ metric, value }) => [metric, value])).toEqual([['signings.contracted', '500']]);
    expect(entriesOf('signings.count', ...before, ...to(exactly('1500.00')))).toHaveLength(1);
  });

  it('of what is about takes the old figure back with its bounds, so that what stands is the new one and no wider', () => {
    const about = admittedWith(withAmount);
    expect(bounds(entriesOf('signings.contracted', ...about, ...to(words('~', '1500000000.00', '约15亿元'))))).toEqual([
      '2024-01-11 +[950000000.00, 1000000000.00, 1050000000.00] approximate',
      '2024-05-20 -[950000000.00, 1000000000.00, 1050000000.00] approximate',
      '2024-05-20 +[1450000000.00, 1500000000.00, 1550000000.00] approximate',
    ]);
    expect(bounds(entriesOf('signings.contracted', ...about, ...to(exactly('1500000000.00')))).at(-1)).toBe(
      '2024-05-20 +[1500000000.00, 1500000000.00, 1500000000.00] exact');
  });

  it('keeps the decimals of every currency, and lets no bound shut anything out', () => {
    expect(bounds(entriesOf('signings.contracted', ...admittedWith({ ...alone, amount: exactly('0.005', 'KWD') })))).toEqual(['2024-01-11 +[0.005, 0.005, 0.005] exact']);
    const yen = { ...alone, amount: { amount: '15', currency: 'JPY', op: '~' as const, kind: 'unspecified' as const, text: null } };
    expect(bounds(entriesOf('signings.contracted', ...admittedWith(yen)))).toEqual(['2024-01-11 +[14, 15, 16] approximate']);
  });

  it('of what has no upper bound takes the old figure back on its date and enters the new one', () => {
    const above = admittedWith({ ...alone, amount: words('>', '100.00', '超过100元') });
    expect(bounds(entriesOf('signings.contracted', ...above, ...to(exactly('150.00'))))).toEqual([
      '2024-01-11 +[100.00, 100.00, null] approximate',
      '2024-05-20 -[100.00, 100.00, null] approximate',
      '2024-05-20 +[150.00, 150.00, 150.00] exact',
    ]);
  });

  it('that states an amount for the first time takes the unknown back', () => {
    expect(brief(entriesOf('signings.contracted', ...admittedWith(alone), ...to(exactly('150.00'))))).toEqual([
      '2024-01-11 510100 +1 ', '2024-05-20 510100 -1 ', '2024-05-20 510100 +150.00 CNY',
    ]);
  });

  it('to another currency never nets the one against the other', () => {
    expect(brief(entriesOf('signings.contracted', ...before, ...to(exactly('150.00', 'USD'))))).toEqual([
      '2024-01-11 510100 +1000.00 CNY', '2024-05-20 510100 -1000.00 CNY', '2024-05-20 510100 +150.00 USD',
    ]);
  });

  it('that lies before another one gives each the difference to what stood on its own date', () => {
    const commands = [...before, ...to(exactly('1500.00'), '2024-05-20'), ...to(exactly('1200.00'), '2024-03-01')];
    expect(brief(entriesOf('signings.contracted', ...commands))).toEqual([
      '2024-01-11 510100 +1000.00 CNY', '2024-03-01 510100 +200 CNY', '2024-05-20 510100 +300 CNY',
    ]);
  });

  it('of hosts moves the shares from its date on and leaves the project one', () => {
    const commands = [...before, ...changed(amend({ changes: { hosts: shared.hosts }, effectiveOn: '2024-05-20' }))];
    for (const metric of ['signings.count', 'signings.active']) {
      expect(brief(entriesOf(metric, ...commands))).toEqual([
        '2024-01-11 510100 +1 project', '2024-05-20 510100 +-0.4 project', '2024-05-20 500000 +0.4 project',
      ]);
      expect(total(entriesOf(metric, ...commands))).toBe(ONE);
    }
    expect(brief(entriesOf('signings.present', ...commands))).toEqual(['2024-01-11 510100 +1 project', '2024-05-20 500000 +1 project']);
    expect(brief(entriesOf('signings.contracted', ...commands))).toEqual([
      '2024-01-11 510100 +1000.00 CNY', '2024-05-20 510100 +-400 CNY', '2024-05-20 500000 +400.00 CNY',
    ]);
  });
});

describe('a correction', () => {
  it('counts at the original date, and what was wrong is taken back where it stood', () => {
    const before = after(...admittedWith(alone));
    const corrected = changed(correct({ changes: { signedOn: '2023-12-29' } })).reduce((told, command) => tell(told, command), before);
    const posted = corrected.posted.slice(before.posted.length).filter(({ metric }) => metric === 'signings.count');
    expect(brief(posted)).toEqual(['2024-01-11 510100 -1 project', '2023-12-29 510100 +1 project']);
    expect(entriesOf('signings.count', ...admittedWith(alone), ...changed(correct({ changes: { signedOn: '2023-12-29' } }))).map(({ cohortOn }) => cohortOn))
      .toEqual(['2023-12-29']);
  });

  it('of an amount changes the month of signing and leaves no trace in later ones', () => {
    const commands = [...admittedWith({ ...alone, amount: exactly('1000.00') }), ...changed(correct({ changes: { amount: exactly('800.00') } }))];
    expect(brief(entriesOf('signings.contracted', ...commands))).toEqual(['2024-01-11 510100 +800.00 CNY']);
  });

  it('lies beneath the amendments: their differences follow it', () => {
    const commands = [
      ...admittedWith({ ...alone, amount: exactly('1000.00') }),
      ...changed(amend({ changes: { amount: exactly('1500.00') }, effectiveOn: '2024-05-20' })),
      ...changed(correct({ changes: { amount: exactly('800.00') } })),
    ];
    expect(brief(entriesOf('signings.contracted', ...commands))).toEqual(['2024-01-11 510100 +800.00 CNY', '2024-05-20 510100 +700 CNY']);
  });
});

describe('a termination', () => {
  const commands = [...admittedWith({ ...shared, amount: exactly('1000.00') }), { ...terminate(), actor: attest().actor }];

  it('ends the active stock from its date on, by the shares of that day', () => {
    expect(brief(entriesOf('signings.active', ...commands))).toEqual([
      '2024-01-11 510100 +0.6 project', '2024-01-11 500000 +0.4 project', '2024-06-30 510100 -0.6 project', '2024-06-30 500000 -0.4 project',
    ]);
    expect(brief(entriesOf('signings.terminated', ...commands))).toEqual(['2024-06-30 510100 +0.6 project', '2024-06-30 500000 +0.4 project']);
  });

  it('leaves what was counted and contracted', () => {
    expect(brief(entriesOf('signings.count', ...commands))).toEqual(['2024-01-11 510100 +0.6 project', '2024-01-11 500000 +0.4 project']);
    expect(brief(entriesOf('signings.contracted', ...commands))).toEqual(['2024-01-11 510100 +600.00 CNY', '2024-01-11 500000 +400.00 CNY']);
  });

  it('ends the shares that an amendment left', () => {
    const moved = [...commands.slice(0, -1), ...changed(amend({ changes: { hosts: alone.hosts }, effectiveOn: '2024-05-20' })), commands.at(-1) as SigningCommand];
    expect(brief(entriesOf('signings.terminated', ...moved))).toEqual(['2024-06-30 510100 +1 project']);
    expect(total(entriesOf('signings.active', ...moved))).toBe(0n);
  });
});

describe('the stock of submissions that wait', () => {
  const waiting = (...commands: readonly SigningCommand[]): string[] => brief(entriesOf('signings.submitted', ...commands));

  it('holds a submission from the day on which it came in, in Asia/Shanghai, until it is admitted', () => {
    expect(waiting(submit({ terms: alone }))).toEqual(['2024-01-15 510100 +1 project']);
    expect(waiting({ ...submit({ terms: alone }), at: '2024-01-15T16:00:00.000Z' })).toEqual(['2024-01-16 510100 +1 project']);
    expect(waiting(submit({ terms: alone }), approve())).toEqual(['2024-01-15 510100 +1 project', '2024-01-19 510100 -1 project']);
  });

  it('holds none that was returned, and again what is sent again', () => {
    expect(waiting(submit(), returned())).toEqual([
      '2024-01-15 510100 +0.6 project', '2024-01-15 500000 +0.4 project', '2024-01-16 510100 -0.6 project', '2024-01-16 500000 -0.4 project',
    ]);
    expect(waiting(submit({ terms: withCounterpart }), returned(), resubmit())).toEqual([
      '2024-01-15 510100 +1 project', '2024-01-16 510100 -1 project', '2024-01-17 510100 +1 project',
    ]);
  });

  it('is all that a withdrawn submission leaves, and its balance is nothing', () => {
    for (const commands of [[submit(), withdraw()], [submit(), returned(), withdraw()]]) {
      const entries = signingMetrics.entries(after(...commands).row);
      expect(new Set(entries.map(({ metric }) => metric))).toEqual(new Set(['signings.submitted']));
      expect(total(entries)).toBe(0n);
    }
  });
});

describe('whatever befalls a signing', () => {
  const amount = fc.constantFrom<Terms['amount']>(
    null, exactly('1000.00'), exactly('0.01'), exactly('333.33'), exactly('1000', 'JPY'), words('~', '1000000.00', '约100万元'),
    words('>', '700.00', '超过700元'), words('<~', '700.00', '近700元'),
  );
  const hosts = fc.constantFrom<Terms['hosts']>(
    alone.hosts, shared.hosts, thirds.hosts, [{ region: '510100', share: '1/7' }, { region: '500000', share: '6/7' }], [...shared.hosts].reverse(),
  );
  const terms = fc.record({ amount, hosts, base: fc.constantFrom(alone, shared, withCounterpart, threeParties) }).map(({ base, ...more }): Terms => ({
    ...base, ...more, counterpart: more.hosts.some(({ region }) => region === base.counterpart?.region) ? null : base.counterpart,
  }));
  const changes = fc.oneof(amount.map((each) => ({ amount: each })), hosts.map((each) => ({ hosts: each })), fc.constantFrom(
    { counterpart: { region: '310000' } }, { counterpart: null }, { project: '另一个项目' }, { track: 'computing' }, { track: null }));
  const on = fc.constantFrom('2024-01-11', '2024-02-29', '2024-05-20', '2024-05', '2024~', '2024-06-30');
  const command = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<SigningCommand>(returned(), confirm(), confirm({}, shanghai), confirm({}, chongqing), withdraw()) },
    { weight: 5, arbitrary: fc.constantFrom<SigningCommand>(approve(), approve({}, associationSecond), confirm(), confirm({}, shanghai)) },
    { weight: 1, arbitrary: changes.map((each): SigningCommand => resubmit({ changes: each })) },
    { weight: 4, arbitrary: fc.tuple(changes, on).map(([each, effectiveOn]): SigningCommand => amend({ changes: each, effectiveOn })) },
    { weight: 2, arbitrary: fc.oneof(changes, fc.constant({ signedOn: '2023-12' }), fc.constant({ level: 'intent' as const })).map((each): SigningCommand => correct({ changes: each })) },
    { weight: 1, arbitrary: on.map((date): SigningCommand => terminate({ on: date })) },
  );
  /** The submitter of the sequence is either Chengdu or, for what a document states, the association. */
  const sequence = fc.tuple(fc.boolean(), terms, fc.array(command, { maxLength: 24 })).map(([fromDocument, each, rest]) => {
    const [first, owner] = fromDocument ? [attest({ terms: each }), attest().actor] : [submit({ terms: each }), chengdu];
    const owned = (it: SigningCommand): SigningCommand => (it.actor.organisation === chengdu.organisation ? { ...it, actor: owner } as SigningCommand : it);
    return [first, ...rest.map(owned)].map((it, n): SigningCommand => ({ ...it, id: `${n}`, at: `2024-07-${String(n + 1).padStart(2, '0')}T02:00:00.000Z` }) as SigningCommand);
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
    }), { numRuns: 200 });
    expect([...seen].sort()).toEqual(['admitted', 'returned', 'submitted', 'terminated', 'withdrawn']);
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
