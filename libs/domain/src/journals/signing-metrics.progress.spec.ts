import type { Entry } from '../kernel/journal.js';
import { MILESTONES, type SigningCommand, type Terms } from '../signing/signing/index.js';
import { admittedWith, after, brief, changed, entriesOf, exactly, ONE, tell, total, words } from '../signing/signing/metrics.samples.js';
import {
  alone, amend, annul, approve, attest, confirm, correct, object, reason, RECEIPT, receive, report, reverse, reverseFunds, shared, submit, terminate, upgrade, verify,
  verifyFunds, waive,
} from '../signing/signing/signing.samples.js';
import { bandOf } from './signing-figures.js';
import { signingMetrics } from './signing-metrics.js';

const hosted = (hosts: Terms['hosts'], effectiveOn = '2024-05-20'): readonly SigningCommand[] => changed(amend({ changes: { hosts }, effectiveOn }));
const intent = admittedWith({ ...alone, level: 'intent', amount: exactly('1000.00') });
const upgraded = (effectiveOn = '2024-05-20', level: 'framework' | 'contract' = 'contract', changes: Partial<Terms> = {}): readonly SigningCommand[] => changed(upgrade({ level, effectiveOn, changes }));
/** The metrics whose entries a command adds or takes back. */
const moved = (before: readonly SigningCommand[], ...commands: readonly SigningCommand[]): readonly string[] => {
  const stood = after(...before);
  return [...new Set(commands.reduce((told, command) => tell(told, command), stood).posted.slice(stood.posted.length).map(({ metric }) => metric))].sort();
};
const dimension = (entries: readonly Entry[], name: string): readonly (string | undefined)[] => [...new Set(entries.map(({ dims }) => dims[name]))];
const reported = (milestone: (typeof MILESTONES)[number], on = '2024-03-15'): readonly SigningCommand[] => [
  { ...report({ milestone, on, reason }), at: '2024-12-01T02:00:00.000Z' }, { ...verify({ milestone }), at: '2024-12-02T02:00:00.000Z' },
];
const withLevel = (entries: readonly Entry[]): readonly string[] => entries.map(({ effectiveOn, sign, value, dims }) => `${effectiveOn} ${dims['level']} ${sign === 1 ? '+' : '-'}${value}`);

describe('what is dated coarsely', () => {
  const before = admittedWith({ ...alone, level: 'intent' });
  const both = [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }];

  it('moves a stock on the day of signing at the earliest', () => {
    expect(brief(entriesOf('signings.active', ...before, ...hosted(both, '2024')))).toEqual(['2024-01-11 510100 +1 project', '2024-01-11 510100 +-0.5 project', '2024-01-11 500000 +0.5 project']);
    expect(withLevel(entriesOf('signings.active', ...before, ...upgraded('2024')))).toEqual(['2024-01-11 intent +1', '2024-01-11 intent -1', '2024-01-11 contract +1']);
    expect(brief(entriesOf('signings.active', ...before, { ...terminate({ on: '2024' }), actor: attest().actor } as SigningCommand))).toEqual(['2024-01-11 510100 +1 project', '2024-01-11 510100 -1 project']);
  });

  it('stays as coarse as it is in a flow', () =>
    expect(entriesOf('signings.upgraded', ...before, ...upgraded('2024')).map(({ effectiveOn }) => effectiveOn)).toEqual(['2024']));
});

describe('a milestone of a project that moves into another region', () => {
  it('tells that region when it was reached, because it does not see where', () => {
    const entries = entriesOf('signings.registered', ...admittedWith(alone), ...reported('register'), ...hosted([{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }]));
    expect(entries.map(({ effectiveOn, region, value, dims }) => [effectiveOn, region, value, dims['reachedOn']])).toEqual([
      ['2024-03-15', '510100', '1', undefined], ['2024-05-20', '510100', '-0.5', undefined], ['2024-05-20', '500000', '0.5', '2024-03-15'],
    ]);
  });
});

describe('an upgrade', () => {
  it('counts no second project, and moves nothing but the active stock and its own flow', () => {
    expect(moved(intent, ...upgraded())).toEqual(['signings.active', 'signings.upgraded']);
    expect(withLevel(entriesOf('signings.count', ...intent, ...upgraded()))).toEqual(['2024-01-11 intent +1']);
    expect(withLevel(entriesOf('signings.active', ...intent, ...upgraded()))).toEqual(['2024-01-11 intent +1', '2024-05-20 intent -1', '2024-05-20 contract +1']);
    expect(withLevel(entriesOf('signings.upgraded', ...intent, ...upgraded()))).toEqual(['2024-05-20 contract +1']);
    expect(entriesOf('signings.upgraded', ...intent, ...upgraded())[0]?.cohortOn).toBe('2024-01-11');
  });

  it('that raises the amount counts the difference on its date, under the level of the signing', () =>
    expect(entriesOf('signings.contracted', ...intent, ...upgraded('2024-05-20', 'contract', { amount: exactly('1500.00') })).map(({ effectiveOn, value, dims }) => [effectiveOn, value, dims['level']]))
      .toEqual([['2024-01-11', '1000.00', 'intent'], ['2024-05-20', '500', 'intent']]));

  it('twice is two upgrades of one project, each under what it reached', () => {
    const both = [...intent, ...upgraded(), ...upgraded('2024-03-01', 'framework')];
    expect(withLevel(entriesOf('signings.upgraded', ...both))).toEqual(['2024-03-01 framework +1', '2024-05-20 contract +1']);
    expect(total(entriesOf('signings.count', ...both))).toBe(ONE);
    expect(total(entriesOf('signings.active', ...both))).toBe(ONE);
  });

  it('follows an amendment of the hosts, and ends with the signing at the level that it reached', () => {
    const shares = [...intent, ...upgraded('2024-03-01'), ...hosted(shared.hosts)];
    expect(brief(entriesOf('signings.upgraded', ...shares))).toEqual(['2024-03-01 510100 +1 project', '2024-05-20 510100 +-0.4 project', '2024-05-20 500000 +0.4 project']);
    const ended = [...intent, ...upgraded(), { ...terminate(), actor: attest().actor }];
    expect(withLevel(entriesOf('signings.active', ...ended)).at(-1)).toBe('2024-06-30 contract -1');
    expect(withLevel(entriesOf('signings.terminated', ...ended))).toEqual(['2024-06-30 intent +1']);
    expect(total(entriesOf('signings.active', ...ended))).toBe(0n);
  });
});

describe('an annulled signing', () => {
  const all = [...intent, ...upgraded('2024-02'), ...reported('register'), receive(), verifyFunds(), { ...terminate(), actor: attest().actor }, annul()];

  it('leaves nothing but the days on which it waited', () => {
    const { row, posted } = after(...all);
    expect(new Set(signingMetrics.entries(row).map(({ metric }) => metric))).toEqual(new Set(['signings.submitted']));
    expect(brief(entriesOf('signings.submitted', ...all))).toEqual(['2024-01-15 510100 +1 project', '2024-01-19 510100 -1 project']);
    for (const metric of new Set(posted.map((entry) => entry.metric))) expect([metric, total(posted.filter((entry) => entry.metric === metric))]).toEqual([metric, 0n]);
  });

  it('had counted, and what is taken back is taken back where it stood', () => {
    const { posted } = after(...all);
    expect(brief(posted.filter(({ metric }) => metric === 'signings.count'))).toEqual(['2024-01-11 510100 +1 project', '2024-01-11 510100 -1 project']);
    expect(brief(posted.filter(({ metric }) => metric === 'signings.received'))).toEqual(['2024-04-08 510100 +200000000.00 CNY', '2024-04-08 510100 -200000000.00 CNY']);
  });
});

describe('a milestone', () => {
  it.each(MILESTONES.map((milestone, n) => [milestone, ['registered', 'settled', 'started', 'completed', 'operating', 'full-capacity'][n] as string] as const))('%s counts as %s once it is verified, on its date', (milestone, metric) => {
    const standing = admittedWith(shared);
    const [first, second] = reported(milestone) as [SigningCommand, SigningCommand];
    expect(moved(standing, first)).toEqual([]);
    expect(moved([...standing, first], second)).toEqual([`signings.${metric}`]);
    expect(brief(entriesOf(`signings.${metric}`, ...standing, first, second))).toEqual(['2024-03-15 510100 +0.6 project', '2024-03-15 500000 +0.4 project']);
  });

  it('follows an amendment of the hosts after it, and counts at the hosts of its day', () => {
    const before = [...admittedWith(alone), ...reported('register'), ...hosted(shared.hosts)];
    expect(brief(entriesOf('signings.registered', ...before))).toEqual(['2024-03-15 510100 +1 project', '2024-05-20 510100 +-0.4 project', '2024-05-20 500000 +0.4 project']);
    const later = [...admittedWith(alone), ...hosted(shared.hosts), ...reported('register', '2024-06')];
    expect(brief(entriesOf('signings.registered', ...later))).toEqual(['2024-06 510100 +0.6 project', '2024-06 500000 +0.4 project']);
    expect(total(entriesOf('signings.registered', ...before))).toBe(ONE);
  });

  it('is taken back by a reversal, at its date, and lets the others stand', () => {
    const both = [...admittedWith(alone), ...reported('register'), ...reported('settle', '2024-04')];
    const gone = { ...reverse({ milestone: 'register' }), at: '2024-12-03T02:00:00.000Z' };
    expect(moved(both, gone)).toEqual(['signings.registered']);
    expect(entriesOf('signings.registered', ...both, gone)).toEqual([]);
    expect(entriesOf('signings.settled', ...both, gone)).toHaveLength(1);
  });

  it('belongs to the cohort of the signing, also where that is corrected', () => {
    const commands = [...admittedWith(alone), ...reported('register'), ...changed(correct({ changes: { signedOn: '2023-12-29' } }))];
    expect(entriesOf('signings.registered', ...commands).map(({ effectiveOn, cohortOn }) => [effectiveOn, cohortOn])).toEqual([['2024-03-15', '2023-12-29']]);
  });

  it('stands after a termination', () => expect(entriesOf('signings.registered', ...admittedWith(alone), ...reported('register'), { ...terminate(), actor: attest().actor })).toHaveLength(1));
});

describe('funds in place', () => {
  const standing = admittedWith({ ...shared, amount: exactly('1000.00') });
  const second = RECEIPT.replace(/1$/, '2');

  it('count once they are verified, whole at the host that received them, by payer and kind, in their currency', () => {
    expect(moved(standing, receive())).toEqual([]);
    expect(moved([...standing, receive()], verifyFunds())).toEqual(['signings.received']);
    expect(entriesOf('signings.received', ...standing, receive(), verifyFunds())).toEqual([{
      metric: 'signings.received', subject: expect.any(String), region: '510100', counterpart: null, effectiveOn: '2024-04-08', cohortOn: '2024-01-11', unit: 'CNY', kind: '',
      value: '200000000.00', low: '200000000.00', high: '200000000.00', precision: 'exact', sign: 1, grade: 'attested',
      dims: { kind: 'project', level: 'contract', edition: '', track: '', source: '310000', currency: 'CNY', amountKind: '', band: 'under-3', fundsKind: 'fixed-assets' },
    }]);
  });

  it('are told apart by payer, kind and currency, and never added up over currencies', () => {
    const other = receive({ receipt: second, payer: { name: '某公司', region: 'SG' }, kind: 'registered-capital', amount: { amount: '50.50', currency: 'USD' } });
    const unknown = receive({ receipt: RECEIPT.replace(/1$/, '3'), payer: { name: '某公司', region: null } });
    const entries = entriesOf('signings.received', ...standing, receive(), verifyFunds(), other, verifyFunds({ receipt: second }), unknown, verifyFunds({ receipt: unknown.data.receipt }));
    expect(entries.map(({ value, unit, dims }) => [value, unit, dims['currency'], dims['source'], dims['fundsKind']])).toEqual([
      ['200000000.00', 'CNY', 'CNY', '310000', 'fixed-assets'], ['50.50', 'USD', 'USD', 'SG', 'registered-capital'], ['200000000.00', 'CNY', 'CNY', '', 'fixed-assets'],
    ]);
  });

  it('are taken back by a reversal, at their date', () => {
    const before = after(...standing, receive(), verifyFunds());
    expect(brief(tell(before, reverseFunds()).posted.slice(before.posted.length))).toEqual(['2024-04-08 510100 -200000000.00 CNY']);
    expect(moved([...standing, receive()], reverseFunds())).toEqual([]);
  });

  it('stay where they came in, whatever becomes of the hosts', () => {
    const entries = entriesOf('signings.received', ...standing, receive(), verifyFunds(), ...hosted([{ region: '500000', share: '1' }]));
    expect(brief(entries)).toEqual(['2024-04-08 510100 +200000000.00 CNY']);
  });
});

describe('what was not confirmed', () => {
  const waived = [submit({ terms: { ...shared, level: 'intent' } }), waive()];
  const late = { ...confirm(), at: '2024-08-01T02:00:00.000Z' };
  const full: readonly SigningCommand[] = [...waived, { ...report(), at: '2024-03-20T02:00:00.000Z' }, verify(), receive(), verifyFunds()];

  it('is told wherever it counts', () => {
    const counted = signingMetrics.entries(after(...full).row);
    expect(new Set(counted.map(({ metric }) => metric))).toEqual(new Set([
      'signings.submitted', 'signings.count', 'signings.active', 'signings.present', 'signings.contracted', 'signings.registered', 'signings.received',
    ]));
    expect(dimension(counted, 'confirmation')).toEqual(['unconfirmed']);
  });

  it('is told as objected, and as neither after a late confirmation; the figures stay as they were', () => {
    expect(dimension(signingMetrics.entries(after(...full, object()).row), 'confirmation')).toEqual(['objected']);
    for (const commands of [[...full, late], [...full, object(), late]]) {
      const entries = signingMetrics.entries(after(...commands).row);
      expect(dimension(entries, 'confirmation')).toEqual([undefined]);
      expect(brief(entries)).toEqual(brief(signingMetrics.entries(after(...full).row)));
    }
  });

  it('is nothing where all have confirmed', () => expect(dimension(signingMetrics.entries(after(submit(), confirm(), approve()).row), 'confirmation')).toEqual([undefined]));

  it('is a change too that was let take effect without a word', () => {
    const change = [submit(), confirm(), approve(), amend(), { ...approve({ waive: ['500000'] }), at: '2024-07-01T02:00:00.000Z' }];
    expect(dimension(entriesOf('signings.contracted', ...change), 'confirmation')).toEqual(['unconfirmed']);
  });
});

describe('the band of the agreed amount', () => {
  it.each<[string, Terms['amount'], string]>([
    ['none', null, 'unknown'], ['dollars', exactly('1000000000.00', 'USD'), 'other-currency'], ['约10亿元', words('~', '1000000000.00', '约10亿元'), 'unclear'],
    ['约15亿元', words('~', '1500000000.00', '约15亿元'), '10-to-20'], ['2.99亿元', exactly('299999999.99'), 'under-3'], ['3亿元', exactly('300000000.00'), '3-to-10'], ['9.99亿元', exactly('999000000.00'), '3-to-10'],
    ['10亿元', exactly('1000000000.00'), '10-to-20'], ['19.99亿元', exactly('1999999999.99'), '10-to-20'], ['20亿元', exactly('2000000000.00'), '20-up'], ['超过20亿元', words('>', '2000000000.00', '超过20亿元'), '20-up'],
    ['超过3亿元', words('>', '300000000.00', '超过3亿元'), 'unclear'], ['不足3亿元', words('<', '300000000.00', '不足3亿元'), 'under-3'], ['近10亿元', words('<~', '1000000000.00', '近10亿元'), '3-to-10'],
    ['近3.1亿元', words('<~', '310000000.00', '近3.1亿元'), 'unclear'], ['不足10亿元', words('<', '1000000000.00', '不足10亿元'), 'unclear'],
  ])('of %s is told by all that it can be', (_, amount, band) => expect(bandOf({ amount })).toBe(band));

  it('is that of the signing as corrected, whatever was added later', () => {
    const commands = [...admittedWith({ ...alone, amount: exactly('299000000.00') }), ...changed(amend({ changes: { amount: exactly('500000000.00') } }))];
    expect(dimension(signingMetrics.entries(after(...commands).row), 'band')).toEqual(['under-3']);
    expect(dimension(signingMetrics.entries(after(...commands, ...changed(correct({ changes: { amount: exactly('300000000.00') } }))).row), 'band')).toEqual(['3-to-10']);
  });
});
