import type { SigningCommand, Terms } from '../signing/signing/index.js';
import { admittedWith, after, begun, bounds, brief, changed, entriesOf, exactly, ONE, scaled, tell, thirds, total, words } from '../signing/signing/metrics.samples.js';
import {
  alone, amend, approve, attest, confirm, correct, resubmit, returned, shared, SIGNING, terminate, submit, withAmount, withCounterpart, withdraw,
} from '../signing/signing/signing.samples.js';
import { signingMetrics } from './signing-metrics.js';

describe('the metrics of a signing', () => {
  it('count the project of one host once, at the date of signing, with what it can be divided by', () => {
    expect(entriesOf('signings.count', submit({ terms: withCounterpart }), confirm(), approve())).toEqual([{
      metric: 'signings.count', subject: SIGNING, region: '510100', counterpart: '500000', effectiveOn: '2024-01-11', cohortOn: '2024-01-11',
      unit: 'project', kind: '', value: '1', low: '1', high: '1', precision: 'exact', sign: 1, grade: 'submitted',
      dims: { kind: 'project', level: 'contract', edition: '', track: '', source: '310000', currency: '', amountKind: '', band: 'unknown' },
    }]);
  });

  it('are divided by the pact under which it was signed, where it names one', () => {
    const pact = '019a0c00-0000-7000-8000-00000000bac1';
    const under = (terms: Terms): readonly (string | undefined)[] => {
      const directory = { ...submit().directory, pact: () => ({ id: pact, audience: { open: true, regions: [], accounts: [] }, from: null, to: null }) };
      const { row } = after({ ...submit({ terms }), directory }, confirm(), approve(), amend(), confirm(), approve(), terminate());
      return [...new Set(signingMetrics.entries(row).map(({ dims }) => dims['pact']))];
    };
    expect(under({ ...withCounterpart, pact })).toEqual([pact]);
    expect(under(withCounterpart)).toEqual([undefined]);
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
