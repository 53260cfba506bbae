import { type Cell, type DataSet, type Figure, figuresIn, type Origin, type Row, type Table } from '@entente/domain/reporting/dataset';
import type { Words } from '@entente/domain/kernel/refusal';

const both = (zh: string, en: string): Words => ({ zh, en });
const text = (zh: string, en: string, link?: string): Cell => ({ text: both(zh, en), ...(link !== undefined && { link }) });

const counted = (value: string, unit: string, origin: Origin): Figure => ({ value, low: value, high: value, precision: 'exact', unit, origin });
const undefinedFigure = (why: string, unit: string, origin: Origin): Figure => ({ value: null, low: null, high: null, precision: 'unknown', unit, why, origin });
const asked = (metric: string, question: Readonly<Record<string, string>>): Origin => ({ kind: 'metric', metric, definition: 1, question });
const money = (value: string, origin: Origin): Figure => ({ ...counted(value, 'CNY', origin), amountKind: 'contract-value' });

const CONTRACTED = ['11500000000.00', '8045000000.00', '9320150000.55', '12000000000.00', '7650000000.00', '15234567890.12', '0.00', '8800000000.00', '6400000000.00', '13100000000.00', '9990000000.00', '21000000000.00'];
const GROWTH = ['', '7.900000', '-3.251234', '15.000000', '0.049999', '22.449999', '', '4.650000', '-11.111111', '8.000000', '3.333333', '33.100000'];

const contractedIn = (month: string, n: number): Figure => {
  const exact = money(CONTRACTED[n] ?? '0', asked('signings.contracted', { region: '510000', from: month, to: month, amountKind: 'contract-value', currency: 'CNY' }));
  if (n === 3) return { ...exact, low: '11950000000.00', high: '12050000000.00', precision: 'approximate', unknown: '3' };
  return n === 11 ? { ...exact, high: null, precision: 'approximate' } : exact;
};

const growthIn = (n: number): Figure => {
  const origin: Origin = { kind: 'formula', formula: 'yoy', version: 1, base: 'as-known-now', operands: {
    now: `monthly/2024-${String(n + 1).padStart(2, '0')}/contracted`,
    base: { value: '1000000000.00', unit: 'CNY', origin: asked('signings.contracted', { region: '510000', from: '2023-01', to: '2023-01' }) },
  } };
  if (n === 0) return undefinedFigure('no-base', '%', origin);
  if (n === 6) return undefinedFigure('base-not-positive', '%', origin);
  return { ...counted(GROWTH[n] ?? '0', '%', origin), ...(n === 3 && { low: '14.520833', high: '15.479167', precision: 'approximate' as const }) };
};

const monthly: Table = {
  id: 'monthly', title: both('分月签约金额及同比', 'Contracted amounts by month, and growth on a year earlier'), rowsTitle: both('月份', 'Month'),
  columns: [
    { id: 'signings', title: both('签约项目数', 'Signings'), kind: 'figure' },
    { id: 'contracted', title: both('签约金额', 'Contracted'), kind: 'figure' },
    { id: 'growth', title: both('同比', 'On a year earlier'), kind: 'figure' },
    { id: 'remark', title: both('说明', 'Remark'), kind: 'text' },
  ],
  rows: CONTRACTED.map((_, n): Row => {
    const month = `2024-${String(n + 1).padStart(2, '0')}`;
    return { id: month, title: both(`${n + 1}月`, month), cells: {
      signings: counted(String(n === 6 ? 0 : 9 + ((n * 7) % 11)), 'project', asked('signings.count', { region: '510000', month })),
      contracted: contractedIn(month, n), growth: growthIn(n),
      remark: n === 0 ? text('首月', 'First month', '/v1/editions/21') : text('', ''),
    } };
  }),
  chart: { kind: 'series', bars: 'contracted', line: 'growth', rows: CONTRACTED.map((_, n) => `2024-${String(n + 1).padStart(2, '0')}`) },
  notes: [both('金额口径为合同金额；约数按其表述的区间列示。', 'Amounts are contract values; what is stated as about is told with the interval of its words.')],
  public: 'open',
};

const cohort = { edition: '21', validAt: '2024-12-31' };
const followed = (measure: string): Origin => ({ kind: 'funnel', definition: 1, question: cohort, measure });
const STAGES = [['signed', '签约', 'Signed', '436', '100.000000'], ['registered', '注册', 'Registered', '407', '93.348624'], ['started', '开工', 'Started', '362', '83.027523'], ['operating', '投产', 'Operating', '118', '27.064220']] as const;

const followUp: Table = {
  id: 'follow-up', title: both('第二十一届会议签约项目履约情况', 'Follow-up of the signings of the 21st conference'), rowsTitle: both('环节', 'Stage'),
  columns: [
    { id: 'projects', title: both('项目数', 'Projects'), kind: 'figure' },
    { id: 'rate', title: both('占签约项目', 'Of signed'), kind: 'figure' },
    { id: 'announced', title: both('公布数', 'As announced'), kind: 'figure' },
  ],
  rows: STAGES.map(([id, zh, en, projects, rate]): Row => ({ id, title: both(zh, en), cells: {
    projects: counted(projects, 'project', followed(`counts.${id}`)),
    rate: counted(rate, '%', followed(`rates.${id}`)),
    announced: id === 'signed' ? { ...counted('430', 'project', { kind: 'claim', claim: '0b9d7f1e-0000-4000-8000-000000000001', text: '签约项目超过430个' }), high: null, precision: 'approximate' } : undefinedFigure('not-announced', 'project', { kind: 'records', streams: ['edition-21'] }),
  } })),
  chart: { kind: 'funnel', column: 'projects', rows: STAGES.map(([id]) => id) }, public: 'open',
};

const REGIONS = [['510100', '成都市', 'Chengdu'], ['500000', '重庆市', 'Chongqing'], ['310000', '上海市', 'Shanghai'], ['320000', '江苏省', 'Jiangsu'], ['330000', '浙江省', 'Zhejiang'], ['340000', '安徽省', 'Anhui']] as const;

const matrix: Table = {
  id: 'matrix', title: both('区域合作协议矩阵', 'Pacts, region by region'), rowsTitle: both('地区', 'Region'),
  columns: REGIONS.map(([id, zh, en]) => ({ id, title: both(zh, en), kind: 'figure' })),
  rows: REGIONS.map(([row, zh, en], y): Row => ({ id: row, title: both(zh, en), cells: Object.fromEntries(REGIONS.flatMap(([column], x): [string, Cell][] =>
    x === y ? [] : [[column, counted(String(((x + 1) * (y + 1) * 5) % 17), 'pact', asked('pacts.in-force', { region: row, counterpart: column, validAt: '2024-12-31' }))]])) })),
  chart: { kind: 'matrix', rows: REGIONS.map(([id]) => id), columns: REGIONS.map(([id]) => id) }, public: 'open',
};

const LENDING = [['ronghui', '“融惠蓉易贷”产业链协同授信专项', 'Chain credit scheme', '10000000000.00', '6180000000.00', '2150000000.00'], ['kechuang', '科创企业信用贷款', 'Credit for innovators', '5000000000.00', '3925000000.50', '410000000.00'], ['lvse', '绿色低碳转型贷款', 'Green transition', '3000000000.00', '450000000.00', '120000000.00']] as const;
const level = (metric: string, value: string, programme: string): Figure => ({ ...counted(value, 'CNY', asked(metric, { region: '510100', programme, validAt: '2024-12-31' })), amountKind: 'credit' });

const credit: Table = {
  id: 'credit', title: both('授信与用信进度', 'Credit approved and used'), rowsTitle: both('方案', 'Programme'),
  columns: [
    { id: 'approved', title: both('授信额度', 'Approved'), kind: 'figure' }, { id: 'outstanding', title: both('用信余额', 'Outstanding'), kind: 'figure' },
    { id: 'reserved', title: both('已预占', 'Reserved'), kind: 'figure' }, { id: 'use', title: both('使用率', 'Utilisation'), kind: 'figure' },
  ],
  rows: LENDING.map(([id, zh, en, approved, outstanding, reserved]): Row => ({ id, title: both(zh, en), cells: {
    approved: level('credit.approved', approved, id), outstanding: level('credit.outstanding', outstanding, id), reserved: level('credit.reserved', reserved, id),
    use: counted(id === 'ronghui' ? '61.800000' : id === 'lvse' ? '15.000000' : '78.500000', '%', { kind: 'formula', formula: 'rate', version: 1, operands: { part: `credit/${id}/outstanding`, whole: `credit/${id}/approved` } }),
  } })),
  chart: { kind: 'utilisation', whole: 'approved', parts: ['outstanding', 'reserved'], rows: LENDING.map(([id]) => id) }, public: 'grouped',
};

/** What a record may hold to harm those who open a report of it. */
export const HOSTILE = ["=cmd|' /C calc'!A0", '<script>alert(1)</script>', '@SUM(1+1)*cmd', '"><img src=x onerror=alert(1)>', '+1-800-555', '-2+3', '\tTAB', ']]></style><b>&amp;'] as const;

const names: Table = {
  id: 'names', title: both('重点项目名录<b>与责任单位</b>', '=Projects & who answers for them'), rowsTitle: both('项目', 'Project'),
  columns: [{ id: 'host', title: both('落户地与责任单位', 'Host and who answers'), kind: 'text' }, { id: 'funds', title: both('到位资金', 'Funds in place'), kind: 'figure' }, { id: 'area', title: both('备注', 'Remark'), kind: 'text' }],
  rows: HOSTILE.map((name, n): Row => ({ id: `p${n}`, title: both(n === 0 ? `成渝地区双城经济圈软件与信息技术服务产业协同创新综合示范基地（一期）${name}` : name, name), cells: {
    host: text('成都高新技术产业开发区管理委员会、重庆两江新区管理委员会与阿坝藏族羌族自治州人民政府', 'The management committees of both zones, and the people’s government of the prefecture', '/v1/organisations/8f14e45f-0000-4000-8000-000000000001'),
    funds: n === 1 ? undefinedFigure('missing', 'CNY', asked('signings.funds', { edition: '21' })) : money(n === 2 ? '12345678901234567.89' : `${n + 1}50000000.00`, { kind: 'published', issue: `monthly-brief:2024-1${n % 3}`, period: '2024-11', path: 'monthly/2024-11/contracted' }),
    area: text(name, name),
  } })),
  public: 'closed',
};

/** A report with everything in it that a renderer has to tell: charts of each kind, approximate and undefined figures, and hostile text. */
export const rich: DataSet = {
  report: 'monthly-brief', definition: 1, parameters: { region: '510000' }, period: '2024-12',
  about: { from: '2024-01-01', to: '2024-12-31', validAt: '2024-12-31' },
  known: { node: 'node-510000', position: 184_467, instant: '2025-01-06T01:00:00.000Z' },
  title: both('成渝地区区域协同月度运行快报', 'Monthly brief on cooperation in the Chengdu–Chongqing region'),
  tables: [monthly, followUp, matrix, credit, names],
  notes: [both('本报告由记录在案的事件汇总生成；每个数字均可逐笔查询。', 'This report is summed up from the events on record; each figure can be followed to its entries.'), both('<script>alert(2)</script>', '=1+1')],
};

/** A plain report of as many figures as are wanted, six to a row. */
export const ofFigures = (count: number): DataSet => ({
  ...rich,
  tables: [{ ...monthly, rows: Array.from({ length: Math.ceil(count / 6) }, (_, n): Row => ({ id: `r${n}`, title: both(`第${n + 1}号合作事项`, `Matter ${n + 1}`), cells: Object.fromEntries(
    Array.from({ length: 6 }, (_, m): [string, Cell] => [`c${m}`, money(`${(n + 1) * (m + 3)}1234567.89`, asked('signings.contracted', { region: '510000', from: '2024-01', to: '2024-12', track: `t${n}`, session: `s${m}` }))])) })),
    columns: Array.from({ length: 6 }, (_, m) => ({ id: `c${m}`, title: both(`指标${m + 1}`, `Column ${m + 1}`), kind: 'figure' })),
    chart: { kind: 'series', bars: 'c0', rows: Array.from({ length: 12 }, (_, n) => `r${n}`) },
  }, matrix, followUp, credit].slice(0, 4) as readonly Table[],
});

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** Codes of all figures, eight signs each, as a register would give them. */
export const codesOf = (set: DataSet): ReadonlyMap<string, string> =>
  new Map(figuresIn(set).map(({ path }, n) => [path, Array.from({ length: 8 }, (_, k) => ALPHABET[(n * 7 + 11 * k + ((n >> 3) * k)) % ALPHABET.length]).join('') + String(n)]));
