import { dateInShanghai } from '@entente/domain/kernel/period';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Cell, Figure, Row, Table } from '@entente/domain/reporting/dataset';
import { daysOf, issueStream } from '@entente/domain/reporting/report';
import type { Cause, Telling } from '../asking.js';
import { counted } from './cells.js';
import { column, row, text } from './parts.js';
import { eventsOf, whyOf } from './revisions.causes.js';
import { CHANGES, type Moved, orNone, type Revised, revisedBy } from './revisions.found.js';

/** So many changes are told one by one; the rest is counted, and told by the next revisions. */
const ROWS_MAX = 1_000;

const NOTHING: Words = { en: '—', zh: '—' };
const placeOf = ({ table, row: of, column: at }: Moved): Words => ({ en: `${table.en}: ${of.en}, ${at.en}`, zh: `${table.zh}：${of.zh}，${at.zh}` });

const changeRow = ({ issue }: Revised, moved: Moved): Row => {
  const { id, path, old, new: now, causes } = moved;
  const published = (figure: Figure): Figure => ({ ...figure, origin: { kind: 'published', issue: issue.issue, period: issue.period, path } });
  return row(id, issue.title, {
    figure: text(placeOf(moved), `/v1/reports/issues/${issue.issue}`), old: published(orNone(old, now, 'not-told')), new: orNone(now, old, 'no-longer-told'), why: text(whyOf(causes)), events: text(eventsOf(causes)),
  });
};

const changesTable = (all: readonly Revised[]): Table => ({
  id: CHANGES, title: { en: 'What reads otherwise now', zh: '数据修订' }, rowsTitle: { en: 'Issue', zh: '报表' }, public: 'closed',
  columns: [
    column('figure', 'Figure', '数据', 'text'), column('old', 'As published', '原公布数'), column('new', 'As known now', '现数'), column('why', 'Why', '原因', 'text'), column('events', 'Events', '依据事件', 'text'),
  ],
  rows: all.flatMap((revised) => revised.moved.map((each) => changeRow(revised, each))),
});

const dayOf = (cause: Cause | undefined): Cell => text(cause ? dateInShanghai(cause.recordedAt) : NOTHING);

const issueRow = ({ issue, changed, untold, moved, cannot }: Revised): Row => {
  const causes = moved.flatMap((each) => each.causes).toSorted((a, b) => a.position - b.position);
  const streams = [issueStream(issue.issue)];
  return row(issue.issue, issue.title, {
    changed: counted(changed, 'record', streams), told: counted(moved.length, 'record', streams), untold: counted(untold, 'record', streams),
    first: dayOf(causes[0]), last: dayOf(causes.at(-1)), remark: text(cannot ?? NOTHING),
  });
};

const issuesTable = (all: readonly Revised[]): Table => ({
  id: 'issues', title: { en: 'By issue', zh: '按报表' }, rowsTitle: { en: 'Issue', zh: '报表' }, public: 'closed',
  columns: [
    column('changed', 'Figures that read otherwise', '与公布数不同的数据'), column('told', 'Told here', '本期说明'), column('untold', 'Left to the next', '留待下期'),
    column('first', 'First recorded', '最早登记日', 'text'), column('last', 'Last recorded', '最近登记日', 'text'), column('remark', 'Remark', '备注', 'text'),
  ],
  rows: all.filter(({ changed, moved, cannot }) => changed > 0 || moved.length > 0 || cannot !== undefined).map(issueRow),
});

/** What issues that were published read otherwise now, and why: what was told by earlier revisions is told again only where it changed again. */
export const revisions: Telling = async (ask, { period }) => {
  const { from, to } = daysOf(period);
  const all = await revisedBy(ask, period, ROWS_MAX);
  const untold = all.reduce((sum, each) => sum + each.untold, 0);
  return {
    about: { from, to, validAt: to },
    title: { en: `Revisions, ${period}`, zh: `数据修订说明（${period}）` },
    tables: [issuesTable(all), changesTable(all)],
    notes: [
      { en: `Of ${all.length} issues, as known at position ${ask.known.position}. What earlier revisions told is told again only where it changed again.`, zh: `涉及 ${all.length} 期报表，以日志位置 ${ask.known.position} 所知为准；此前已说明的，仅再次变动时重复说明。` },
      ...(untold === 0 ? [] : [{ en: `${untold} more figures changed; they are told by the next revisions.`, zh: `另有 ${untold} 项数据变动，留待下期说明。` }]),
    ],
  };
};
