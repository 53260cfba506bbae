import { type Grade, isSuspendedOn, type Membership, type Standing } from '@entente/domain/cooperation/alliance';
import { edtfInterval } from '@entente/domain/kernel/period';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Row, Table } from '@entente/domain/reporting/dataset';
import type { Days } from '@entente/domain/reporting/report';
import type { Territory } from '@entente/domain/territory/territory';
import { column, row, text } from './parts.js';
import { placeName } from './places.js';

export const GRADE: Readonly<Record<Grade, Words>> = {
  member: { en: 'Member', zh: '会员' }, 'council-member': { en: 'Council member', zh: '理事' }, 'vice-chair': { en: 'Vice chair', zh: '副理事长' }, observer: { en: 'Observer', zh: '观察员' },
};

const UNKNOWN: Words = { en: 'not stated', zh: '未载明' };

/** A member in a list, as it is on a day. */
export const memberRow = (territory: Territory, it: Membership, day: string): Row => row(it.organisation, { en: it.name, zh: it.name }, {
  region: text(it.region === null ? UNKNOWN : placeName(territory, it.region, day)), grade: text(GRADE[it.memberGrade]), since: text(it.since ?? UNKNOWN, `/v1/organisations/${it.organisation}`),
  standing: text(isSuspendedOn(it, day) ? { en: 'suspended', zh: '中止' } : { en: 'active', zh: '有效' }),
});

const WHAT = {
  joined: { en: 'Joined', zh: '加入' }, regraded: { en: 'Changed grade', zh: '变更类别' }, suspended: { en: 'Suspended', zh: '中止' }, resumed: { en: 'Resumed', zh: '恢复' }, left: { en: 'Left', zh: '退出' },
} as const satisfies Record<string, Words>;
type What = keyof typeof WHAT;

type Moved = Readonly<{ of: Membership; what: What; on: string }>;

const firstDay = (date: string): string => edtfInterval(date).from;
const isBefore = (one: string, other: string | null): boolean => other === null || firstDay(one) < firstDay(other);

/** Nobody joins before the alliance is there. */
const joinedOn = ({ since, notBefore }: Membership): string | null => (since !== null && notBefore !== null && isBefore(since, notBefore) ? notBefore : since);

/** What happened in one stretch of a membership. A suspension that ended as it began never was. */
const movesOf = (it: Standing, of: Membership): readonly Moved[] => {
  const isOneMembership = (each: Membership): boolean => each.organisation === of.organisation && each.since === of.since;
  const begun = of.regraded ? of.from : joinedOn(of);
  const goesOn = it.memberships.some((each) => each.regraded && isOneMembership(each) && each.from === of.to);
  const isFirst = !of.regraded;
  return [
    ...(begun === null ? [] : [{ of, what: of.regraded ? 'regraded' as const : 'joined' as const, on: begun }]),
    // Each stretch of a membership carries all of its suspensions.
    ...(isFirst ? of.suspensions.filter(({ from, to }) => isBefore(from, to)).flatMap(({ from, to }): readonly Moved[] => [{ of, what: 'suspended', on: from }, ...(to === null ? [] : [{ of, what: 'resumed' as const, on: to }])]) : []),
    ...(of.to === null || goesOn ? [] : [{ of, what: 'left' as const, on: of.to }]),
  ];
};

const orderOf = ({ on, of, what }: Moved): string => `${firstDay(on)} ${of.organisation} ${Object.keys(WHAT).indexOf(what)}`;

/** Who came, left, was suspended or resumed, or changed grade within some days, in the order of the days. */
export const changesTable = (it: Standing, { from, to }: Days): Table => {
  const moved = it.memberships.flatMap((each) => movesOf(it, each)).filter(({ on }) => from <= firstDay(on) && firstDay(on) <= to).sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const times = new Map<string, number>();
  return {
    id: 'changes', title: { en: 'Changes in the quarter', zh: '本季变动' }, rowsTitle: { en: 'Member', zh: '会员' }, public: 'closed',
    columns: [column('what', 'What', '变动', 'text'), column('on', 'On', '日期', 'text'), column('grade', 'Grade', '类别', 'text')],
    rows: moved.map(({ of, what, on }) => {
      const id = `${of.organisation}.${what}`;
      const time = (times.get(id) ?? 0) + 1;
      times.set(id, time);
      return row(time === 1 ? id : `${id}.${time}`, { en: of.name, zh: of.name }, { what: text(WHAT[what]), on: text(on), grade: text(GRADE[of.memberGrade]) });
    }),
  };
};
