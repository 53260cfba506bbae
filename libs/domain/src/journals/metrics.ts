import type { Words } from '../kernel/refusal.js';

/**
 * A metric: a flow is asked from a date to a date, a stock at a date, and a ratio is a formula over other metrics of
 * the same question. One that is not additive says so: its parts do not sum to its whole.
 */
export type Metric = Readonly<{
  metric: string;
  definition: number;
  title: Words;
  describes: Words;
  /** What it counts in: projects, or money in the currency of each amount. */
  unit: 'project' | 'money' | 'ratio';
}> &
  (
    | Readonly<{ kind: 'flow' | 'stock'; additive: true; journal: string }>
    | Readonly<{ kind: 'flow'; additive: false; journal: string; distinct: true }>
    | Readonly<{ kind: 'ratio'; additive: false; of: string; over: string }>
  );

const journal = 'signing-metrics';

/** Every metric that can be asked for. */
export const metrics: readonly Metric[] = [
  {
    metric: 'signings.count', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Signings', zh: '签约项目数' },
    describes: { en: 'Admitted projects by date of signing; each counts once, split among its hosts by their shares.', zh: '按签约日统计的入库项目数；每个项目计一次，按计入比例分给各落户地。' },
  },
  {
    metric: 'signings.contracted', definition: 1, kind: 'flow', additive: true, unit: 'money', journal,
    title: { en: 'Contracted amounts', zh: '签约金额' },
    describes: { en: 'Amounts of admitted signings at the date of signing, and what amendments added on their dates; kinds of amount and currencies apart.', zh: '入库项目的签约金额（按签约日），增资、变更差额按变更日；金额口径与币种分列。' },
  },
  {
    metric: 'signings.terminated', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Terminated signings', zh: '终止项目数' },
    describes: { en: 'Projects by date of termination, by the shares of their hosts.', zh: '按终止日统计的项目数，按计入比例。' },
  },
  {
    metric: 'signings.upgraded', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Upgraded signings', zh: '升格项目数' },
    describes: { en: 'Projects by the date on which they were signed at a higher level, under the level that they reached; they count as signed once, at their first signing.', zh: '按升格日统计的项目数，列在升格后的层级下；签约数只在首次签约时计一次。' },
  },
  {
    metric: 'signings.registered', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Registered projects', zh: '注册项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.settled', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Settled projects', zh: '落地项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.started', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Started projects', zh: '开工项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.completed', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Completed projects', zh: '竣工项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.operating', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Operating projects', zh: '投产项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.full-capacity', definition: 1, kind: 'flow', additive: true, unit: 'project', journal,
    title: { en: 'Projects at full capacity', zh: '达产项目数' },
    describes: { en: 'Projects by the date on which they reached the milestone, once it is verified; by the shares of their hosts.', zh: '按节点达成日统计、经核实的项目数，按计入比例。' },
  },
  {
    metric: 'signings.received', definition: 1, kind: 'flow', additive: true, unit: 'money', journal,
    title: { en: 'Funds in place', zh: '到位资金' },
    describes: { en: 'Verified funds by the date on which they came in, at the host that received them; by payer’s region (source, origin), kind of funds and currency.', zh: '经核实的到位资金，按到位日计入收款落户地；可按资金来源地、资金类别、币种分列。' },
  },
  {
    metric: 'signings.submitted', definition: 1, kind: 'stock', additive: true, unit: 'project', journal,
    title: { en: 'Submissions waiting', zh: '待入库' },
    describes: { en: 'Submissions that wait for confirmation or admission at the end of a day.', zh: '日终待确认或待入库的申报数。' },
  },
  {
    metric: 'signings.active', definition: 1, kind: 'stock', additive: true, unit: 'project', journal,
    title: { en: 'Active signings', zh: '有效签约' },
    describes: { en: 'Admitted projects that are signed and not terminated at a date, by the shares of their hosts.', zh: '某日已签约且未终止的入库项目数，按计入比例。' },
  },
  {
    metric: 'signings.present', definition: 1, kind: 'flow', additive: false, distinct: true, unit: 'project', journal,
    title: { en: 'Projects present', zh: '涉及项目数' },
    describes: { en: 'Distinct projects with a host in the region or set; a project with two hosts is present in both, so this does not add up.', zh: '在该地区（或集合）有落户地的项目数；两地项目在两地各计一次，故不可相加。' },
  },
  {
    metric: 'signings.termination-ratio', definition: 1, kind: 'ratio', additive: false, unit: 'ratio',
    of: 'signings.terminated', over: 'signings.count',
    title: { en: 'Terminations per signing', zh: '终止与签约之比' },
    describes: { en: 'Terminated projects of a span of time over the projects signed in it; null where none was signed.', zh: '同期终止项目数与签约项目数之比；无签约时为空。' },
  },
];

/** The dimensions that every metric of signings can be divided and filtered by, beside region; months are EDTF, and a coarse date is a row of its own. */
export const dimensions = ['month', 'cohort', 'counterpart', 'source', 'kind', 'level', 'amountKind', 'edition', 'track', 'currency', 'band', 'fundsKind', 'confirmation', 'origin'] as const;
