import type { Words } from '../kernel/refusal.js';

/**
 * A metric: a flow is asked from a date to a date, a stock at a date, and a ratio is a formula over other metrics of
 * the same question. One that is not additive says so: its parts do not sum to its whole.
 */
export const UNITS = ['project', 'money', 'ratio', 'pact', 'obligation', 'member', 'endorsement', 'aspect', 'activity', 'output', 'person', 'firm'] as const;

export type Metric = Readonly<{
  metric: string;
  definition: number;
  title: Words;
  describes: Words;
  /** What it counts in: projects and the like, or money in the currency of each amount. */
  unit: (typeof UNITS)[number];
  /** What it can be divided and filtered by beside region, month and cohort. */
  dimensions: readonly Dimension[];
}> &
  (
    | Readonly<{ kind: 'flow' | 'stock'; additive: true; journal: string }>
    | Readonly<{ kind: 'flow' | 'stock'; additive: false; journal: string; distinct: true }>
    | Readonly<{ kind: 'ratio'; additive: false; of: string; over: string }>
  );

/** The dimensions of signings; a coarse date is a month of its own. */
const ofSignings = ['month', 'cohort', 'counterpart', 'source', 'kind', 'level', 'amountKind', 'edition', 'track', 'currency', 'band', 'fundsKind', 'confirmation', 'origin', 'pact'] as const;

/** Everything that some metric can be divided and filtered by, beside region; months are EDTF. */
export const dimensions = [...ofSignings, 'pactKind', 'obligation', 'owner', 'alliance', 'memberGrade', 'standing', 'declaration', 'output', 'session', 'programme', 'batch', 'bank', 'product', 'mode'] as const;
export type Dimension = (typeof dimensions)[number];

const signings = { journal: 'signing-metrics', dimensions: ofSignings } as const;
const pacts = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'counterpart', 'pact', 'pactKind'] } as const;
const obligations = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'pact', 'owner', 'obligation'] } as const;
const members = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'alliance', 'memberGrade', 'standing'] } as const;
const endorsements = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'declaration'] } as const;
const editions = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'edition', 'session'] } as const;
const outputs = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'edition', 'session', 'output'] } as const;
const aspects = { journal: 'cooperation-metrics', dimensions: ['month', 'cohort', 'edition'] } as const;
const credit = { journal: 'credit-metrics', dimensions: ['month', 'track', 'currency', 'programme', 'batch', 'bank', 'product', 'mode'] } as const;

/** Every metric that can be asked for. */
export const metrics: readonly Metric[] = [
  {
    metric: 'signings.count', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Signings', zh: '签约项目数' },
    describes: { en: 'Admitted projects by date of signing; each counts once, split among its hosts by their shares.', zh: '按签约日统计的入库项目数；每个项目计一次，按计入比例分给各落户地。' },
  },
  {
    metric: 'signings.contracted', definition: 1, kind: 'flow', additive: true, unit: 'money', ...signings,
    title: { en: 'Contracted amounts', zh: '签约金额' },
    describes: { en: 'Amounts of admitted signings at the date of signing, and what amendments added on their dates; kinds of amount and currencies apart.', zh: '入库项目的签约金额（按签约日），增资、变更差额按变更日；金额口径与币种分列。' },
  },
  {
    metric: 'signings.terminated', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Terminated signings', zh: '终止项目数' },
    describes: { en: 'Projects by date of termination, by the shares of their hosts.', zh: '按终止日统计的项目数，按计入比例。' },
  },
  {
    metric: 'signings.upgraded', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Upgraded signings', zh: '升格项目数' },
    describes: { en: 'Projects by the date on which they were signed at a higher level, under the level that they reached; they count as signed once, at their first signing.', zh: '按升格日统计的项目数，列在升格后的层级下；签约数只在首次签约时计一次。' },
  },
  {
    metric: 'signings.registered', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Registered projects', zh: '注册项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.settled', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Settled projects', zh: '落地项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.started', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Started projects', zh: '开工项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.completed', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Completed projects', zh: '竣工项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.operating', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Operating projects', zh: '投产项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.full-capacity', definition: 1, kind: 'flow', additive: true, unit: 'project', ...signings,
    title: { en: 'Projects at full capacity', zh: '达产项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.received', definition: 1, kind: 'flow', additive: true, unit: 'money', ...signings,
    title: { en: 'Funds in place', zh: '到位资金' },
    describes: { en: 'Verified funds by the date on which they came in, at the host that received them; by payer’s region (source, origin), kind of funds and currency.', zh: '经核实的到位资金，按到位日计入收款落户地；可按资金来源地、资金类别、币种分列。' },
  },
  {
    metric: 'signings.submitted', definition: 1, kind: 'stock', additive: true, unit: 'project', ...signings,
    title: { en: 'Submissions waiting', zh: '待入库' },
    describes: { en: 'Submissions that wait for confirmation or admission at the end of a day.', zh: '日终待确认或待入库的申报数。' },
  },
  {
    metric: 'signings.active', definition: 1, kind: 'stock', additive: true, unit: 'project', ...signings,
    title: { en: 'Active signings', zh: '有效签约' },
    describes: { en: 'Admitted projects that are signed and not terminated at a date, by the shares of their hosts.', zh: '某日已签约且未终止的入库项目数，按计入比例。' },
  },
  {
    metric: 'signings.present', definition: 1, kind: 'flow', additive: false, distinct: true, unit: 'project', ...signings,
    title: { en: 'Projects present', zh: '涉及项目数' },
    describes: { en: 'Distinct projects with a host in the region or set; a project with two hosts is present in both, so this does not add up.', zh: '在该地区（或集合）有落户地的项目数；两地项目在两地各计一次，故不可相加。' },
  },
  {
    metric: 'signings.termination-ratio', definition: 1, kind: 'ratio', additive: false, unit: 'ratio', dimensions: ofSignings,
    of: 'signings.terminated', over: 'signings.count',
    title: { en: 'Terminations per signing', zh: '终止与签约之比' },
    describes: { en: 'Terminated projects of a span of time over the projects signed in it; null where none was signed.', zh: '同期终止项目数与签约项目数之比；无签约时为空。' },
  },
  {
    metric: 'pacts.in-force', definition: 1, kind: 'stock', additive: true, unit: 'pact', ...pacts,
    title: { en: 'Pacts in force', zh: '有效协议数' },
    describes: { en: 'Pacts in force at a date, neither suspended nor ended; each counts once, split evenly among the regions of those who are bound.', zh: '某日生效且未中止、未终止的协议数；每项计一次，由受约束方所在地区均分。' },
  },
  {
    metric: 'pacts.present', definition: 1, kind: 'stock', additive: false, distinct: true, unit: 'pact', ...pacts,
    title: { en: 'Pacts by pair of regions', zh: '地区间有效协议数' },
    describes: { en: 'Distinct pacts in force at a date that bind the region, and with counterpart the pair of both; a pact of two regions is present in each, so this does not add up.', zh: '某日约束该地区（以 counterpart 指定时为两地之间）的有效协议数；两地协议在两地各计一次，故不可相加。' },
  },
  {
    metric: 'pacts.obligations-due', definition: 1, kind: 'flow', additive: true, unit: 'obligation', ...obligations,
    title: { en: 'Obligations due', zh: '到期义务数' },
    describes: { en: 'Obligations under pacts by the date on which they are due, at the region of who owes them.', zh: '协议义务按到期日、计入义务方所在地区。' },
  },
  {
    metric: 'pacts.obligations-fulfilled', definition: 1, kind: 'flow', additive: true, unit: 'obligation', ...obligations,
    title: { en: 'Obligations fulfilled', zh: '已履行义务数' },
    describes: { en: 'Obligations under pacts by the date on which they were fulfilled, once another party has verified it.', zh: '经其他当事方核实的已履行义务，按履行日统计。' },
  },
  {
    metric: 'pacts.obligations-overdue', definition: 1, kind: 'stock', additive: true, unit: 'obligation', ...obligations,
    title: { en: 'Obligations overdue', zh: '逾期义务数' },
    describes: { en: 'Obligations that were due before a date and not fulfilled by then, by who owes them; what is not verified is not fulfilled.', zh: '某日已逾期而未履行的义务，按义务方；未经核实的不计为已履行。' },
  },
  {
    metric: 'alliances.members', definition: 1, kind: 'stock', additive: true, unit: 'member', ...members,
    title: { en: 'Members of alliances', zh: '联盟会员数' },
    describes: { en: 'Memberships at a date by the member’s region, alliance and grade, suspended ones under their standing; one whose beginning is not stated is listed among the members and counts on no day.', zh: '某日的会员数，按会员所在地区、联盟、类别；中止的列在 standing 下；起始日不详者列入名单而不计入某日。' },
  },
  {
    metric: 'declarations.endorsements', definition: 1, kind: 'stock', additive: true, unit: 'endorsement', ...endorsements,
    title: { en: 'Endorsements', zh: '倡议响应数' },
    describes: { en: 'Endorsements of joint initiatives that stand at a date, by the region of who endorses.', zh: '某日有效的倡议书响应数，按响应方所在地区。' },
  },
  {
    metric: 'editions.aspects', definition: 1, kind: 'flow', additive: true, unit: 'aspect', ...aspects,
    title: { en: 'Aspects of conferences', zh: '会议板块数' },
    describes: { en: 'Aspects of editions as last announced, on the first day of the edition, at its place; where no source states the place, they count nowhere.', zh: '最近公布的会议板块，按会议首日计入举办地；举办地未载明的不计入。' },
  },
  {
    metric: 'editions.activities', definition: 1, kind: 'flow', additive: true, unit: 'activity', ...editions,
    title: { en: 'Activities of conferences', zh: '会议活动数' },
    describes: { en: 'Recorded activities of editions by date, at the place of the edition; where no source states the place, they count nowhere.', zh: '已记录的会议活动，按日期计入举办地；举办地未载明的不计入。' },
  },
  {
    metric: 'editions.attendance', definition: 1, kind: 'flow', additive: true, unit: 'person', ...editions,
    title: { en: 'Attendance at conferences', zh: '会议参加人次' },
    describes: { en: 'Attendance at activities as the sources word it, as an interval; who came to two activities counts twice. Where no source states the place of the edition, it counts nowhere.', zh: '会议活动的参加人次，按来源措辞取区间；参加两项活动者计两次；举办地未载明的不计入。' },
  },
  {
    metric: 'editions.outputs', definition: 1, kind: 'flow', additive: true, unit: 'output', ...outputs,
    title: { en: 'Outputs of conferences', zh: '会议成果数' },
    describes: { en: 'Recorded outputs of editions by date and kind, at the place of the edition; where no source states the place, they count nowhere.', zh: '已记录的会议成果，按日期与类别计入举办地；举办地未载明的不计入。' },
  },
  {
    metric: 'credit.approved', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Approved limits', zh: '授信额度（已批准）' },
    describes: { en: 'Limits that banks have granted and that stand at a date, signed or not; a limit is no loan (授信 is not 用信).', zh: '某日有效的已批准授信额度（含未签署）；授信不等于用信。' },
  },
  {
    metric: 'credit.signed', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Signed limits', zh: '授信额度（已签署）' },
    describes: { en: 'Limits that borrowers have signed and that stand at a date.', zh: '某日有效的已签署授信额度。' },
  },
  {
    metric: 'credit.active', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Active limits', zh: '授信额度（已生效）' },
    describes: { en: 'Limits open to draws at a date, frozen ones too.', zh: '某日已生效的授信额度，含冻结的。' },
  },
  {
    metric: 'credit.available', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Available credit', zh: '可用额度' },
    describes: { en: 'What can still be drawn under active limits at a date.', zh: '某日已生效额度中尚可用信的部分。' },
  },
  {
    metric: 'credit.reserved', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Reserved credit', zh: '预留额度' },
    describes: { en: 'What is reserved and neither posted, voided nor expired at a date.', zh: '某日已预留而未入账、撤销或到期的额度。' },
  },
  {
    metric: 'credit.outstanding', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Outstanding credit', zh: '用信余额' },
    describes: { en: 'What is drawn and not repaid at a date; of mirrored lines as their bank last stated.', zh: '某日已用信未还的余额；mirror 授信以银行最近报送为准。' },
  },
  {
    metric: 'credit.overdue', definition: 1, kind: 'stock', additive: true, unit: 'money', ...credit,
    title: { en: 'Overdue credit', zh: '逾期余额' },
    describes: { en: 'What was due before a date and is not repaid; of mirrored lines as their bank last stated.', zh: '某日已到期未还的余额；mirror 授信以银行最近报送为准。' },
  },
  {
    metric: 'credit.drawn', definition: 1, kind: 'flow', additive: true, unit: 'money', ...credit,
    title: { en: 'Cumulative drawdown', zh: '累计投放' },
    describes: { en: 'What was drawn, by day; repayments take nothing away.', zh: '按日统计的用信发生额，还款不冲减。' },
  },
  {
    metric: 'credit.repaid', definition: 1, kind: 'flow', additive: true, unit: 'money', ...credit,
    title: { en: 'Repayments', zh: '累计还款' },
    describes: { en: 'What was repaid, by day.', zh: '按日统计的还款额。' },
  },
  {
    metric: 'credit.firms-with-line', definition: 1, kind: 'stock', additive: false, distinct: true, unit: 'firm', ...credit,
    title: { en: 'Firms with a line', zh: '授信户数' },
    describes: { en: 'Distinct firms with a granted limit at a date; one with two lines counts once, so this does not add up.', zh: '某日有授信额度的企业数；一户多笔只计一户，故不可相加。' },
  },
  {
    metric: 'credit.firms-with-balance', definition: 1, kind: 'stock', additive: false, distinct: true, unit: 'firm', ...credit,
    title: { en: 'Firms with a balance', zh: '用信户数' },
    describes: { en: 'Distinct firms with something outstanding at a date; one with two lines counts once, so this does not add up.', zh: '某日有用信余额的企业数；一户多笔只计一户，故不可相加。' },
  },
];
