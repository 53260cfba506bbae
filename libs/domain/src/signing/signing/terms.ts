import { z } from 'zod';
import { checkCreditCode } from '../../kernel/credit-code.js';
import { parseMinor } from '../../kernel/money.js';
import { parseQuantity } from '../../kernel/quantity.js';
import { isEdtf } from '../../kernel/period.js';
import { isRegionCode, isZoneCode, regionCodeHint } from '../../kernel/region-code.js';
import { fault } from '../../kernel/fault.js';
import { parseShare, type Share, sumsToOne } from '../../kernel/share.js';

export const KINDS = ['headquarters', 'project', 'platform', 'cooperation'] as const;
export const LEVELS = ['intent', 'framework', 'contract', 'unspecified'] as const;
export const AMOUNT_KINDS = ['total-investment', 'contract-value', 'agreed-investment', 'fund-size', 'unspecified'] as const;
export const COMPARATORS = ['=', '~', '<~', '>', '>=', '<', '<='] as const;

const line = z.string().trim().min(1).max(400);
const slug = z.string().max(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** A region's code: GB/T 2260, ISO 3166-1 alpha-2 for other countries, or that of a zone (510100-gaoxin). */
export const regionSchema = z.string().superRefine((code, context) => {
  if (isRegionCode(code) || isZoneCode(code)) return;
  const hint = regionCodeHint(code);
  fault(context, 'region/unknown-code', hint ?? {
    en: `"${code}" is no region code; use six digits of GB/T 2260 such as 510100, or two letters of ISO 3166-1 such as RU.`,
    zh: `“${code}”不是地区代码；请用 GB/T 2260 六位代码（如 510100）或 ISO 3166-1 两位字母（如 RU）。`,
  });
});

/** EDTF in the precision of the source: `2022`, `2022-11`, `2022-11-08`, each with `~` where it is approximate. */
export const dateSchema = z.string().superRefine((date, context) => {
  if (!isEdtf(date)) {
    fault(context, 'date/malformed', {
      en: `"${date}" is no date; write 2022, 2022-11 or 2022-11-08, as precise as the source is.`,
      zh: `“${date}”不是日期；请按来源的精度写 2022、2022-11 或 2022-11-08。`,
    });
  }
});

const hostSchema = z.strictObject({ region: regionSchema, share: z.string().optional() });

const hostsSchema = z.array(hostSchema).min(1).max(50).superRefine((hosts, context) => {
  const shares: Share[] = [];
  hosts.forEach(({ share }, n) => {
    const parsed = share === undefined && hosts.length === 1 ? parseShare('1') : parseShare(share ?? '');
    if (parsed) return void shares.push(parsed);
    fault(context, 'signing/share-malformed', {
      en: 'A share is a decimal such as "0.6" or a fraction such as "1/3", above 0 and at most 1.',
      zh: '计入比例写作小数（如 "0.6"）或分数（如 "1/3"），大于 0 且不超过 1。',
    }, [n, 'share']);
  });
  if (hosts.length > 0 && shares.length === hosts.length && !sumsToOne(shares)) {
    fault(context, 'signing/shares-not-one', {
      en: `The shares ${hosts.map(({ share }) => share ?? '1').join(' + ')} do not sum to exactly 1; correct them, or use fractions such as "1/3".`,
      zh: `计入比例 ${hosts.map(({ share }) => share ?? '1').join(' + ')} 之和不是 1；请更正，除不尽时用分数（如 "1/3"）。`,
    });
  }
  if (new Set(hosts.map(({ region }) => region)).size < hosts.length) {
    fault(context, 'signing/host-twice', { en: 'A region is named twice as host; add its shares up.', zh: '同一落户地出现两次；请合并其比例。' });
  }
}).transform((hosts) => hosts.map(({ region, share }) => ({ region, share: share ?? '1' })));

/** Where a record was taken from: the document and the words that say so. */
export const sourceSchema = z.strictObject({ document: line, quote: z.string().trim().min(1).max(2000) });
export type Source = z.infer<typeof sourceSchema>;

const investorSchema = z.strictObject({
  name: line,
  creditCode: z.string().transform((code) => code.normalize('NFKC').trim().toUpperCase()).superRefine((code, context) => {
    const { verdict, reason } = checkCreditCode(code);
    if (verdict === 'invalid') {
      fault(context, 'credit-code/invalid', reason ?? { en: `"${code}" is no credit code.`, zh: `“${code}”不是统一社会信用代码。` });
    }
  }).nullish().transform((code) => code ?? null),
  region: regionSchema.nullish().transform((region) => region ?? null),
  /** That a code which fails one of its checks was really issued. */
  creditCodeEvidence: sourceSchema.nullish(),
  /** The body itself, where it is registered; the name stays as it is printed. */
  organisation: z.guid().nullish(),
}).transform(({ creditCodeEvidence, organisation, ...investor }) => ({
  ...investor,
  ...(creditCodeEvidence ? { creditCodeEvidence } : {}),
  ...(organisation ? { organisation: organisation.toLowerCase() } : {}),
}));

/** An amount that comes with words and no comparator is as exact as its words: 约10亿元 is about. */
const wordedOp = ({ amount, text }: { amount: string; text: string | null }): (typeof COMPARATORS)[number] => {
  const worded = text === null ? undefined : parseQuantity(text, 'observation');
  const same = worded?.value !== undefined && worded.value !== null && parseMinor(plainDecimal(worded.value), 'KWD') === parseMinor(plainDecimal(amount), 'KWD');
  return (same ? COMPARATORS.find((op) => op === worded?.op) : undefined) ?? '=';
};

/** Three decimals are enough to compare amounts of any currency. */
const plainDecimal = (text: string): string => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

const amountSchema = z.strictObject({
  amount: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  op: z.enum(COMPARATORS).optional(),
  kind: z.enum(AMOUNT_KINDS).default('unspecified'),
  text: line.nullish().transform((text) => text ?? null),
}).superRefine(({ amount, currency }, context) => {
  const minor = parseMinor(amount, currency);
  if (minor === undefined || minor <= 0n) {
    fault(context, 'money/malformed', {
      en: `"${amount}" ${currency} is no amount; write a positive decimal string such as "1000000000.00", with no more decimals than ${currency} has.`,
      zh: `“${amount}” ${currency} 不是金额；请写正的十进制字符串（如 "1000000000.00"），小数位不超过该币种。`,
    }, ['amount']);
  }
}).transform(({ op, ...amount }) => ({ ...amount, op: op ?? wordedOp(amount) }));

/** What was signed: the fields that confirmations cover and changes change. */
export const termsShape = {
  project: line,
  kind: z.enum(KINDS),
  level: z.enum(LEVELS).default('unspecified'),
  hosts: hostsSchema,
  counterpart: z.strictObject({ region: regionSchema }).nullish().transform((counterpart) => counterpart ?? null),
  investors: z.array(investorSchema).max(50).default([]),
  amount: amountSchema.nullish().transform((amount) => amount ?? null),
  edition: slug.nullish().transform((edition) => edition ?? null),
  track: slug.nullish().transform((track) => track ?? null),
  /** The pact under which it was signed, by its id. */
  pact: z.guid().nullish().transform((pact) => pact?.toLowerCase() ?? null),
  signedOn: dateSchema,
};

export const termsSchema = z.strictObject(termsShape);
export type Terms = z.infer<typeof termsSchema>;
export type Field = keyof Terms;
export const FIELDS = Object.keys(termsShape) as readonly Field[];

/** Fields of the submission that are to be changed; null takes an optional one away. */
export const changesSchema = z.strictObject({
  project: line, kind: z.enum(KINDS), level: z.enum(LEVELS), hosts: hostsSchema,
  counterpart: termsShape.counterpart, investors: z.array(investorSchema).max(50), amount: termsShape.amount,
  edition: termsShape.edition, track: termsShape.track, pact: termsShape.pact, signedOn: dateSchema,
}).partial();
export type Changes = z.infer<typeof changesSchema>;

export const reasonSchema = z.strictObject({ code: z.string().trim().min(1).max(60), text: z.string().trim().min(1).max(2000) });
export type Reason = z.infer<typeof reasonSchema>;

/** A number of an organisation's own system: in which scheme, and what it is there. */
export const externalIdSchema = z.strictObject({ scheme: slug, id: z.string().trim().min(1).max(100).superRefine((id, context) => {
  if (!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(id)) return;
  fault(context, 'signing/external-id-malformed', { en: 'A number is printable text; leave characters out that nobody sees.', zh: '编号应为可见文字；请去掉不可见字符。' });
}) });
