import { z } from 'zod';
import type { Words } from '../../kernel/refusal.js';
import { isSetId } from '../../kernel/region-code.js';
import { regionSchema } from '../../signing/signing/index.js';

/** How the periods of a report follow each other: months, quarters, or days counted from the last day of a conference. */
export type Rhythm = 'month' | 'quarter' | 'after-conference';

const uuid = z.guid().transform((id) => id.toLowerCase());
const edition = z.string().max(60).regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
const region = regionSchema.optional().describe('The region, with all below it; everywhere, where it is left out.');

/**
 * A report of the catalogue: what it is told with (parameters), how its periods follow each other, and from when on after a
 * period it is due. `definition` is raised whenever the same record would be told otherwise.
 */
export type Definition = Readonly<{
  report: string;
  definition: number;
  title: Words;
  describes: Words;
  rhythm: Rhythm;
  parameters: z.ZodObject;
  /** Due at this time, in Asia/Shanghai, of so many working days after the period's end. */
  due: Readonly<{ workingDays: number; at: string }>;
  /** Whether there may be a public edition of it. */
  public: boolean;
}>;

const nothing = z.strictObject({});

export const definitions = {
  'monthly-brief': {
    report: 'monthly-brief', definition: 1, rhythm: 'month', parameters: z.strictObject({ region }), due: { workingDays: 5, at: '09:00' }, public: true,
    title: { en: 'Monthly brief', zh: '月度运行快报' },
    describes: {
      en: 'Signings, contracted amounts and funds in place: the month, the year to date, 同比 and 环比, and how each cumulative sum follows from what was published last.',
      zh: '签约、金额与到位资金：本月、本期累计、同比、环比，以及各累计数与上期公布数的勾稽。',
    },
  },
  conference: {
    report: 'conference', definition: 1, rhythm: 'after-conference', parameters: z.strictObject({ edition }), due: { workingDays: 1, at: '09:00' }, public: true,
    title: { en: 'Results and follow-up of a conference', zh: '会议成果与履约跟踪' },
    describes: {
      en: 'What a conference brought and what became of it one day, 30 days and 180 days later: registration, start, funds in place and performance by cohort, beside what was announced.',
      zh: '会议成果及会后 1、30、180 日的履约情况：注册率、开工率、资金到位率、履约率，并列公布数。',
    },
  },
  cooperation: {
    report: 'cooperation', definition: 1, rhythm: 'quarter', parameters: z.strictObject({ set: z.string().refine(isSetId).describe('A set of regions, such as chuanyu (GET /v1/region-sets).') }), due: { workingDays: 5, at: '09:00' }, public: true,
    title: { en: 'Regional cooperation', zh: '区域协同季报' },
    describes: {
      en: 'Pacts between the regions of a set, region by region, and the flows of signings and funds between them.', zh: '集合内各地区间的协议、地区矩阵，以及签约与资金的流向。',
    },
  },
  alliances: {
    report: 'alliances', definition: 1, rhythm: 'quarter', parameters: z.strictObject({ alliance: uuid }), due: { workingDays: 5, at: '09:00' }, public: true,
    title: { en: 'Members of an alliance', zh: '联盟会员与变动' },
    describes: { en: 'Who is a member at the end of a quarter, by region and grade, and who came, left or was suspended in it.', zh: '季末会员（按地区、类别）及本季加入、退出、中止情况。' },
  },
  credit: {
    report: 'credit', definition: 1, rhythm: 'month', parameters: z.strictObject({ region, programme: uuid.optional() }), due: { workingDays: 5, at: '10:00' }, public: true,
    title: { en: 'Progress of credit', zh: '授信进度' },
    describes: { en: 'Approved limits, outstanding credit, drawdown, firms and utilisation, by programme and region.', zh: '授信额度、用信余额、累计投放、户数与使用率，按方案与地区。' },
  },
  overdue: {
    report: 'overdue', definition: 1, rhythm: 'month', parameters: z.strictObject({ region }), due: { workingDays: 1, at: '08:00' }, public: false,
    title: { en: 'Overdue, by who is responsible', zh: '逾期事项（按责任方）' },
    describes: { en: 'Milestones, confirmations and obligations that are overdue, by who is responsible and for how long.', zh: '逾期的节点、确认与义务，按责任方与逾期时长。' },
  },
  revisions: {
    report: 'revisions', definition: 1, rhythm: 'month', parameters: nothing, due: { workingDays: 10, at: '09:00' }, public: false,
    title: { en: 'Revisions', zh: '数据修订说明' },
    describes: { en: 'What reports that were published say otherwise now: old, new, why, and which events made it so.', zh: '已公布报表的修订：旧值、新值、原因与所依据的事件。' },
  },
} as const satisfies Record<string, Definition>;

export type ReportId = keyof typeof definitions;
export const REPORTS = Object.keys(definitions) as readonly ReportId[];

export const definitionOf = (report: string): Definition | undefined => (Object.hasOwn(definitions, report) ? definitions[report as ReportId] : undefined);

/** The region by which it is decided who may read what is told with these parameters; `*` is everywhere. */
export const reachOf = (parameters: Readonly<Record<string, string>>): string => parameters['region'] ?? '*';
