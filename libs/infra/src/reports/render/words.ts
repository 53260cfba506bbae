import type { Words } from '@entente/domain/kernel/refusal';

const both = (zh: string, en: string): Words => ({ zh, en });

/** The words that renderers add to what a data set says. */
export const words = {
  period: both('报告期', 'Period'),
  about: both('数据期间', 'Covers'),
  validAt: both('时点数截至', 'Levels as of'),
  knownAt: both('数据截止', 'As known at'),
  position: both('日志位次', 'Log position'),
  node: both('记录节点', 'Node'),
  parameters: both('参数', 'Parameters'),
  hash: both('数据指纹（SHA-256）', 'Data hash (SHA-256)'),
  shortHash: both('数据指纹', 'Data hash'),
  everywhere: both('全部', 'All'),
  to: both('至', 'to'),
  beijing: both('北京时间', 'Beijing time'),
  unit: both('单位', 'Unit'),
  notes: both('说明', 'Notes'),
  cards: both('附录　数字卡', 'Appendix: number cards'),
  cardsLead: both('扫码或按编号可查每个数字的口径、截止时点、修订、明细与责任单位（凭权限）。', 'Scan a card, or follow its code, for the definition of a figure, when it was known, its revisions, its entries and who answers for it (to those who may read it).'),
  exactValue: both('准确值', 'Exact value'),
  entries: both('明细', 'Entries'),
  unknown: both('另有 {n} 项未说明数额，未计入。', '{n} more state no amount and are not in it.'),
  unknownOne: both('另有 {n} 项未说明数额，未计入。', '{n} more states no amount and is not in it.'),
  approximate: both('约数；可能区间 {low}至{high}。', 'Approximate: between {low} and {high}.'),
  atLeast: both('下限；不低于 {low}。', 'A lower bound: at least {low}.'),
  atMost: both('上限；不超过 {high}。', 'An upper bound: at most {high}.'),
  contents: both('目录', 'Contents'),
  page: both('第 {n} 页，共 {of} 页', 'Page {n} of {of}'),
  source: both('数据来源', 'Source'),
  cover: both('封面', 'Cover'),
  longNumber: both('* 超过 15 位有效数字，电子表格会失真，故按文本列出。', '* More than 15 significant digits: written as text, because a spreadsheet would lose some.'),
  part: both('其中：', 'of which '),
  rest: both('未用', 'Unused'),
  nothing: both('无记录。', 'Nothing is recorded.'),
  share: both('占首项', 'of the first'),
  platform: both('区域协同事实记录', 'The record of regional cooperation'),
} as const satisfies Readonly<Record<string, Words>>;

/** Headings of the CSV and of the source sheet. */
export const headings = {
  table: both('表', 'Table'), row: both('行', 'Row'), column: both('列', 'Column'), value: both('数值', 'Value'),
  low: both('下限', 'Low'), high: both('上限', 'High'), precision: both('准确性', 'Precision'), unit: both('单位', 'Unit'),
  amountKind: both('金额口径', 'Kind of amount'), reason: both('无数原因', 'Reason for no value'), definition: both('口径版本', 'Definition'),
  code: both('编号', 'Code'), path: both('路径', 'Path'), question: both('查询条件', 'Question'), entries: both('明细地址', 'Entries'),
  unknown: both('未说明项数', 'Not stated'), report: both('报表', 'Report'), period: both('报告期', 'Period'), knownAt: both('数据截止（北京时间）', 'As known at (Beijing time)'),
} as const satisfies Readonly<Record<string, Words>>;

export const precisions: Readonly<Record<'exact' | 'approximate' | 'unknown', Words>> = {
  exact: both('准确', 'exact'), approximate: both('约数', 'approximate'), unknown: both('未知', 'unknown'),
};

export const amountKinds: Readonly<Record<string, Words>> = {
  'total-investment': both('总投资', 'total investment'), 'contract-value': both('合同金额', 'contract value'), 'agreed-investment': both('协议投资额', 'agreed investment'),
  'fund-size': both('基金规模', 'fund size'), unspecified: both('未注明口径', 'kind not stated'), credit: both('授信', 'credit'),
};

/** Which base a growth is told on. */
export const bases: Readonly<Record<string, Words>> = {
  'as-published-then': both('基期用当时公布数', 'on the base as published then'), 'as-known-now': both('基期用现时所知数', 'on the base as known now'), 'comparable-basis': both('按可比口径', 'on a comparable basis'),
};

/** Reasons for no value that are no formula's. */
export const otherReasons: Readonly<Record<string, Words>> = {
  unknown: both('尚无数据。', 'Not known.'),
  'not-announced': both('未公布。', 'Not announced.'),
  'not-published': both('上期未公布。', 'Not published before.'),
  withheld: both('涉及个别单位，按规定不公开。', 'Withheld: it would tell of single firms or projects.'),
  'nothing-recorded': both('同一范围内没有记录。', 'Nothing is recorded of the same scope.'),
  'words-only': both('来源只有文字，没有数值。', 'The source gives words and no number.'),
  'not-recorded': both('本记录不统计该指标。', 'The record keeps no such figure.'),
  'scope-differs': both('该指标不能按公布的范围统计。', 'The record cannot be summed over the scope that was announced.'),
  'scope-open': both('公布的期间没有止日，无从比较。', 'The period that was announced has no end, so there is nothing to compare with.'),
  'several-kinds': both('记录有多种口径，公布数未说明是哪一种。', 'Several kinds are on record, and what was announced does not say which it is.'),
  'place-unknown': both('举办地未载明，不计入任何地区。', 'The place is not stated, so it counts nowhere.'),
  'day-unknown': both('日期未载明，不计入任何期间。', 'The day is not stated, so it counts in no period.'),
  'not-yet': both('尚未达到。', 'It has not come about yet.'),
  'not-told': both('上期未列。', 'It was not told before.'),
  'no-longer-told': both('现已不列。', 'It is told no longer.'),
  'nothing-signed': both('没有签约项目。', 'Nothing was signed.'),
  'nothing-registered': both('没有注册项目。', 'Nothing was registered.'),
  'nothing-to-start': both('没有应开工的项目。', 'There is nothing that would start.'),
  'nothing-agreed': both('协议金额为零。', 'What was agreed comes to nothing.'),
  approximate: both('约数，只能给出区间。', 'It is approximate: only its bounds are known.'),
};

/** A sentence with its gaps filled in. */
export const filled = (sentence: string, gaps: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(gaps[name] ?? whole));
