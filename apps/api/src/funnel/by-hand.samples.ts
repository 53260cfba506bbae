import { bandOf } from '@entente/domain/journals/signing-figures';
import { fromMinor, parseMinor } from '@entente/domain/kernel/money';
import { daysBetween, edtfInterval } from '@entente/domain/kernel/period';
import { intervalOf } from '@entente/domain/kernel/quantity';
import { parseShare, type Share, splitByShares } from '@entente/domain/kernel/share';
import { type Known, type MILESTONES, type Terms, termsAt } from '@entente/domain/signing/signing';

/** What lies in each region that the cohorts are asked by. */
export const UNDER: Readonly<Record<string, readonly string[]>> = { 510000: ['510000', '510100', '510104', '510700'], 510100: ['510100', '510104'], 500000: ['500000'], 340100: ['340100'] };

/** A question to the funnel. */
export type Asked = Readonly<Partial<Record<'by' | 'region' | 'edition' | 'level' | 'band' | 'from' | 'to' | 'validAt', string | undefined>>>;
type Group = Readonly<{ members: Member[] }>;
type Member = Readonly<{ it: Known; within: (region: string) => boolean }>;

/** The funnel as one counts it with pencil and paper, out of the signings as they were folded. */
export const byHand = (signings: readonly Known[], asked: Asked, day: string) => {
  const begun = (on: string): boolean => edtfInterval(on).from <= day;
  const termsOn = ({ terms, amendments }: Known): Terms => termsAt({ terms, amendments: amendments.filter(({ on }) => begun(on)) });
  const isAsked = (region: string): boolean => asked.region === undefined || (UNDER[asked.region] ?? []).includes(region);
  const inCohort = (it: Known): boolean => {
    const { signedOn, edition, level } = it.terms;
    const signed = edtfInterval(signedOn);
    return (it.status === 'admitted' || it.status === 'terminated') && begun(signedOn) && termsOn(it).hosts.some(({ region }) => isAsked(region))
      && (asked.edition === undefined || edition === asked.edition) && (asked.level === undefined || level === asked.level) && (asked.band === undefined || bandOf(it.terms) === asked.band)
      && (asked.from === undefined || signed.from >= edtfInterval(asked.from).from) && (asked.to === undefined || signed.to <= edtfInterval(asked.to).to);
  };
  const cohort = signings.filter(inCohort);
  const by = asked.by?.split(',') ?? [];
  const groups = new Map<string, Group>();
  for (const it of cohort) {
    const { edition, level, kind, signedOn } = it.terms;
    for (const region of by.includes('region') ? termsOn(it).hosts.map((host) => host.region).filter(isAsked) : ['']) {
      const names: Readonly<Record<string, string | null>> = { edition, level, kind, region, track: termsOn(it).track, band: bandOf(it.terms), cohort: signedOn.slice(0, 7) };
      const key = JSON.stringify(Object.fromEntries(by.map((name) => [name, names[name]])));
      groups.set(key, { members: [...(groups.get(key)?.members ?? []), { it, within: region === '' ? isAsked : (each) => each === region }] });
    }
  }
  return {
    whole: counted(cohort.map((it) => ({ it, within: isAsked })), { day, begun, termsOn }),
    rows: new Map(by.length === 0 ? [] : [...groups].map(([key, { members }]) => [key, counted(members, { day, begun, termsOn })])),
  };
};

type Then = Readonly<{ day: string; begun: (on: string) => boolean; termsOn: (it: Known) => Terms }>;

const ratio = (of: number | bigint, over: number | bigint): string => {
  const millionths = String((BigInt(of) * 2_000_000n + BigInt(over)) / (BigInt(over) * 2n)).padStart(7, '0');
  return `${millionths.slice(0, -6)}.${millionths.slice(-6)}`;
};

const counted = (members: readonly Member[], { day, begun, termsOn }: Then) => {
  const reached = ({ it }: Member, milestone: (typeof MILESTONES)[number]): string | undefined => {
    const { reported } = it.milestones[milestone] ?? {};
    return reported?.verified && begun(reported.on) ? reported.on : undefined;
  };
  const ended = ({ it }: Member): string | undefined => (it.status === 'terminated' && begun(it.on) ? it.on : undefined);
  const paid = ({ it, within }: Member) => Object.values(it.receipts).filter(({ status, on, host }) => status === 'verified' && begun(on) && within(host));
  const count = (is: (member: Member) => unknown): number => members.filter((member) => is(member)).length;
  const by = (milestone: (typeof MILESTONES)[number]): number => count((member) => reached(member, milestone));
  const [signed, headquarters] = [members.length, count(({ it }) => it.terms.kind === 'headquarters')];
  const performed = count((member) => reached(member, 'register') ?? reached(member, 'start') ?? paid(member)[0]);
  const rate = (of: number, all: number, why: string) => (all === 0 ? { value: null, why } : { value: ratio(of, all), why: null });

  const funds = new Map<string, { projects: number; agreed: bigint[]; received: bigint; unit: string; amountKind: string }>();
  const apart = new Map<string, { received: bigint; projects: number }>();
  for (const member of members) {
    const { hosts, amount } = termsOn(member.it);
    const key = amount ? `${amount.currency} ${amount.kind}` : '';
    if (amount) {
      const stated = intervalOf(amount.op, amount.amount, { decimals: 2 });
      const mine = (text: string | null): bigint => {
        const parts = splitByShares(text === null ? 0n : parseMinor(text, amount.currency) as bigint, hosts.map(({ region, share }) => ({ region, share: parseShare(share) as Share })));
        return parts.reduce((sum, part, n) => sum + (member.within(hosts[n]?.region ?? '') ? part : 0n), 0n);
      };
      const row = funds.get(key) ?? { projects: 0, agreed: [0n, 0n, 0n], received: 0n, unit: amount.currency, amountKind: amount.kind };
      const [value = 0n, low = 0n, high = 0n] = row.agreed;
      // A sum in which something has no upper bound has none: -1 stands for it.
      funds.set(key, { ...row, projects: row.projects + 1, agreed: [value + mine(stated.value), low + mine(stated.low), high < 0n || stated.high === null ? -1n : high + mine(stated.high)] });
    }
    const incomparable = new Map<string, bigint>();
    for (const { amount: { amount: text, currency } } of paid(member)) {
      const fen = parseMinor(text, currency) as bigint;
      const row = funds.get(key);
      if (amount?.currency === currency && row) funds.set(key, { ...row, received: row.received + fen });
      else incomparable.set(currency, (incomparable.get(currency) ?? 0n) + fen);
    }
    for (const [currency, fen] of incomparable) apart.set(currency, { received: (apart.get(currency)?.received ?? 0n) + fen, projects: (apart.get(currency)?.projects ?? 0) + 1 });
  }

  const isDay = (text: string): boolean => text.length === 10;
  const watched = members.filter(({ it }) => it.terms.kind !== 'headquarters').map((member) => {
    const [started, end] = [reached(member, 'start'), ended(member)];
    return { from: member.it.terms.signedOn, to: started ?? (end !== undefined && edtfInterval(end).from < day ? end : day), reached: started !== undefined };
  });
  const dated = watched.filter(({ from, to }) => isDay(from) && isDay(to)).map(({ from, to, reached: is }) => ({ days: daysBetween(from, to), reached: is }));
  let [waiting, of] = [1n, 1n];
  const curve = [...new Set(dated.filter((each) => each.reached).map(({ days }) => days))].sort((a, b) => a - b).map((days) => {
    const [atRisk, now] = [dated.filter((each) => each.days >= days).length, dated.filter((each) => each.reached && each.days === days).length];
    [waiting, of] = [waiting * BigInt(atRisk - now), of * BigInt(atRisk)];
    return { days, atRisk, reached: now, share: ratio(of - waiting, of) };
  });
  return {
    counts: {
      signed, registered: by('register'), settled: by('settle'), started: by('start'), startedOfRegistered: count((member) => reached(member, 'start') && reached(member, 'register')), startable: signed - headquarters, completed: by('complete'), operating: by('operate'), fullCapacity: by('full-capacity'),
      performed, terminated: count(ended), headquarters, unconfirmed: count(({ it }) => it.unconfirmed.length),
    },
    rates: {
      registration: rate(by('register'), signed, 'nothing-signed'), start: rate(by('start'), signed, 'nothing-signed'),
      startOfRegistered: rate(count((member) => reached(member, 'start') && reached(member, 'register')), by('register'), 'nothing-registered'),
      startWithoutHeadquarters: rate(by('start'), signed - headquarters, 'nothing-to-start'), operation: rate(by('operate'), signed, 'nothing-signed'),
      performance: rate(performed, signed, 'nothing-signed'), termination: rate(count(ended), signed, 'nothing-signed'),
    },
    funds: [...funds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { projects, agreed: [value = 0n, low = 0n, high = 0n], received, unit, amountKind }]) => ({
      unit, amountKind, projects, contracted: { value: fromMinor(value, unit), low: fromMinor(low, unit), high: high < 0n ? null : fromMinor(high, unit) }, received: fromMinor(received, unit),
      rate: low === high ? ratio(received, value) : null, low: high < 0n ? '0.000000' : ratio(received, high), high: ratio(received, low), why: low === high ? null : 'approximate',
    })),
    incomparable: [...apart].sort(([a], [b]) => (a < b ? -1 : 1)).map(([unit, { received, projects }]) => ({ unit, received: fromMinor(received, unit), projects })),
    timeToStart: { observed: dated.length, reached: dated.filter((each) => each.reached).length, undated: watched.length - dated.length, curve },
  };
};
