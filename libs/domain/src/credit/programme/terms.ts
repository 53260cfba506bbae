import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { decimalsOf } from '../../kernel/money.js';
import { edtfInterval, isEdtf } from '../../kernel/period.js';
import { parseShare, type Share, sumsToOne } from '../../kernel/share.js';
import { dateSchema, reasonSchema, regionSchema, sourceSchema, termsShape } from '../../signing/signing/index.js';
import { moneySchema } from '../ledger/index.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const line = z.string().trim().min(1).max(400);
/** A region, zone or set: whether it is one is told together with what else is named and is not there. */
const territory = z.string().trim().min(1).max(60);
const slug = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** How draws are made: here, where limits and freezes refuse, or in the bank, which tells of them afterwards. */
export const MODES = ['ledger', 'mirror'] as const;
/** What a region may see of its borrowers: nothing but totals, or the lines themselves. */
export const DISCLOSURES = ['totals', 'lines'] as const;

/** A day: credit is counted by days. */
export const daySchema = dateSchema.superRefine((date, context) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) && isEdtf(date)) fault(context, 'credit/day-needed', { en: `"${date}" is no day; write 2024-06-30.`, zh: `“${date}”不是某一日；请写到日，如 2024-06-30。` });
});

/** The earliest day of credit that is told: one before it is a slip of the pen, and would stretch every series of months. */
const EARLIEST = '1980-01-01';
/** A day of what has been. */
export const pastDaySchema = daySchema.superRefine((date, context) => {
  if (/^\d{4}-\d\d-\d\d$/.test(date) && date < EARLIEST) fault(context, 'credit/day-too-early', { en: `"${date}" lies before ${EARLIEST}; check the year.`, zh: `“${date}”早于 ${EARLIEST}；请核对年份。` });
});

/** A name in Chinese, in English, or in both. */
export const nameSchema = z.strictObject({ zh: line, en: line }).partial().superRefine((name, context) => {
  if (name.zh === undefined && name.en === undefined) fault(context, 'credit/name-needed', { en: 'Give a name in Chinese or in English.', zh: '请填中文或英文名称。' });
});

const risk = z.array(z.strictObject({ party: line, share: z.string() })).max(10).superRefine((shares, context) => {
  const parsed: Share[] = [];
  shares.forEach(({ share }, n) => {
    const one = parseShare(share);
    if (one) parsed.push(one);
    else fault(context, 'credit/share-malformed', { en: 'A share of risk is a decimal such as "0.6" or a fraction such as "1/3", above 0 and at most 1.', zh: '风险分担比例写作小数（如 "0.6"）或分数（如 "1/3"），大于 0 且不超过 1。' }, [n, 'share']);
  });
  if (shares.length > 0 && parsed.length === shares.length && !sumsToOne(parsed)) fault(context, 'credit/shares-not-one', { en: 'The shares of risk do not sum to exactly 1.', zh: '风险分担比例之和不是 1。' });
});

/** A loan product (壮大贷, 科创贷, 园保贷): who guarantees, who bears the risk, and who may have it. A score counts up: more is better. */
const productSchema = z.strictObject({
  product: slug, name: nameSchema, guarantor: orNull(line), risk: risk.default([]),
  eligibility: z.strictObject({ score: orNull(z.int().min(0).max(1_000)), tracks: z.array(slug).max(50).default([]), regions: z.array(regionSchema).max(50).default([]), text: orNull(z.string().trim().min(1).max(2_000)) })
    .default({ score: null, tracks: [], regions: [], text: null }),
});
export type Product = z.infer<typeof productSchema>;

/** What a programme is opened with; what a source does not state (the quota, its days) is null. */
export const programmeShape = {
  name: nameSchema, issuer: uuid, bank: uuid, territory, quota: orNull(moneySchema),
  currency: z.string().superRefine((code, context) => {
    if (decimalsOf(code) === undefined) fault(context, 'credit/currency-unknown', { en: `"${code}" is no currency; write an ISO 4217 code such as CNY.`, zh: `“${code}”不是币种；请填 ISO 4217 代码，如 CNY。` });
  }).default('CNY'),
  mode: z.enum(MODES), disclosure: z.enum(DISCLOSURES).default('totals'),
  products: z.array(productSchema).max(30).default([]).superRefine((products, context) => products.forEach(({ product }, n) => {
    if (products.findIndex((each) => each.product === product) < n) fault(context, 'credit/product-twice', { en: `The product "${product}" is named twice.`, zh: `产品“${product}”重复。` }, [n, 'product']);
  })),
  from: orNull(daySchema), to: orNull(daySchema), pact: termsShape.pact, edition: termsShape.edition, source: orNull(sourceSchema),
};

/** Refinements over several fields, for the schema of the request. */
export const programmeChecked = <T extends z.ZodType<Pick<Terms, 'from' | 'to' | 'quota' | 'currency'>>>(schema: T) => schema.superRefine(({ from, to, quota, currency }, context) => {
  if (from && to && isEdtf(from) && isEdtf(to) && edtfInterval(from).from > edtfInterval(to).to) fault(context as never, 'credit/dates-reversed', { en: 'It would end before it begins; exchange "from" and "to".', zh: '终止日早于起始日；请对调 from 与 to。' }, ['from']);
  if (quota && quota.currency !== currency) fault(context as never, 'credit/another-currency', { en: `The quota is in ${quota.currency} and the programme in ${currency}; give both in one.`, zh: `额度币种 ${quota.currency} 与方案币种 ${currency} 不一致。` }, ['quota', 'currency']);
});

export const quotaShape = { quota: moneySchema, reason: reasonSchema, source: orNull(sourceSchema) };
export const allocateShape = { region: regionSchema, amount: moneySchema };
/** Without an amount, all that is unused. */
export const returnShape = { region: regionSchema, amount: orNull(moneySchema) };
export const reasonShape = { reason: reasonSchema };
export const approveShape = {};

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Terms = Out<typeof programmeShape>;
export type QuotaSaid = Out<typeof quotaShape>;
export type Allocated = Out<typeof allocateShape>;
export type Returned = Out<typeof returnShape>;
