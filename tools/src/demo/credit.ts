import type { Source } from '../record/sources.js';
import { demoId, MARK, organisationOf } from './bodies.js';

const marked = (zh: string, en: string) => ({ zh: `【${MARK}】${zh}`, en: `[${MARK}] ${en}` });
const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** Who acts, by their keys in keys.json: nobody of the demonstration has an account, so those over its region speak for it, and the association as a second person. */
export const ISSUER = 'region:510100';
export const BANK = 'region:310000';
export const SECOND = 'admin:checker';

/** An invented bank and invented firms. A credit code begins with the digits of a region, and no region has 000000: nobody real holds one of these. */
type CreditBody = Readonly<{ key: string; names: Readonly<{ zh: string; en: string }>; type: 'bank' | 'enterprise'; region: string; creditCode?: string; speaker: string; source?: Source }>;

const firm = (key: string, zh: string, en: string, region: string, creditCode: string, speaker: string = ISSUER): CreditBody => ({ key, names: marked(zh, en), type: 'enterprise', region, creditCode, speaker });

export const creditBodies: readonly CreditBody[] = [
  { key: 'tide-bank', names: marked('潮声银行', 'Tide Murmur Bank'), type: 'bank', region: '310000', speaker: BANK },
  firm('bamboo-shade', '竹影工业软件', 'Bamboo Shade Industrial Software', '510104', '91000000DEM000014K'),
  firm('lantern-street', '灯街智能', 'Lantern Street Intelligence', '510107', '91000000DEM000022E'),
  firm('ferry-steps', '渡口数据', 'Ferry Steps Data', '510104', '91000000DEM0000309'),
  firm('rain-eaves', '雨檐软件', 'Rain Eaves Software', '510107', '91000000DEM0000496'),
  // Nobody of Mianyang holds a key of development: the association speaks for it, and names a source for what it enters.
  { ...firm('fern-valley', '蕨谷嵌入式', 'Fern Valley Embedded', '510703', '91000000DEM0000571', 'admin'), source: { document: `【${MARK}】企业名录`, quote: '蕨谷嵌入式为演示而虚构。' } },
];

export const PROGRAMME = demoId('credit-programme', 'ledger');
export const MIRROR = demoId('credit-programme', 'mirror');
export const BATCH = demoId('credit-batch', 'first');
export const lineOf = (key: string): string => demoId('credit-line', key);

const parties = { issuer: organisationOf('brocade-river'), bank: organisationOf('tide-bank') } as const;

/** The products are called as such loans are; who guarantees them, and who bears which share of the risk, is invented. */
const product = (slug: string, zh: string, en: string, score: number | null, tracks: readonly string[], shares: readonly (readonly [string, string])[]) => ({
  product: slug, name: marked(zh, en), guarantor: `【${MARK}】虚构担保公司`, risk: shares.map(([party, share]) => ({ party, share })),
  eligibility: { score, tracks, regions: [], text: '为演示而虚构的条件。' },
});

/** Draws are made here: what is granted stays below the quota, and what is drawn below the limit. */
export const programme = {
  id: PROGRAMME, name: marked('软件企业授信方案', 'Credit programme for software firms'), ...parties, territory: '510000', quota: cny('50000000.00'), currency: 'CNY', mode: 'ledger',
  products: [
    product('zhuang-da-dai', '壮大贷', 'growth loan', 600, [], [['银行', '0.4'], ['担保', '0.4'], ['风险补偿资金', '0.2']]),
    product('ke-chuang-dai', '科创贷', 'innovation loan', null, ['industrial-software', 'ai-software'], [['银行', '0.5'], ['担保', '0.5']]),
    product('yuan-bao-dai', '园保贷', 'park loan', null, [], [['银行', '1/3'], ['担保', '1/3'], ['园区', '1/3']]),
  ],
} as const;

/** Draws are made in the bank, which tells of them and states once how its lines stand. */
export const mirrored = { id: MIRROR, name: marked('银行自营授信方案', 'Credit programme drawn in the bank'), ...parties, territory: '510000', quota: null, mode: 'mirror' } as const;

/** What Chengdu may grant from; the firm of Mianyang is granted from the quota. */
export const allocation = { region: '510100', amount: cny('20000000.00') } as const;

export const batch = { id: BATCH, programme: PROGRAMME, name: marked('首批', 'the first batch'), ordinal: 1 } as const;

/** What is done with a line once it is open to draws, in this order. */
export type Act = Readonly<{ verb: 'draw' | 'repay'; amount: string } | { verb: 'freeze' }>;
/** `until`: how far it comes; `acts` are done with one that is active. */
export type DemoLine = Readonly<{ firm: string; until: 'nominated' | 'approved' | 'active'; acts: readonly Act[]; said: Readonly<Record<string, unknown>> }>;

const line = (key: string, until: DemoLine['until'], limit: string, more: object, acts: readonly Act[] = []): readonly [string, DemoLine] =>
  [key, { firm: key, until, acts, said: { id: lineOf(key), programme: PROGRAMME, batch: BATCH, borrower: organisationOf(key), limit: cny(limit), ...more } }];

/** One is drawn from and repaid, one frozen, one not drawn from; one waits for its firm, and one for the bank. */
export const lines: Readonly<Record<string, DemoLine>> = Object.fromEntries([
  line('bamboo-shade', 'active', '5000000.00', { product: 'zhuang-da-dai', score: 720, track: 'industrial-software' }, [{ verb: 'draw', amount: '1200000.00' }, { verb: 'draw', amount: '800000.00' }, { verb: 'repay', amount: '500000.00' }]),
  line('lantern-street', 'active', '3000000.00', { product: 'ke-chuang-dai', track: 'ai-software' }, [{ verb: 'draw', amount: '800000.00' }, { verb: 'freeze' }]),
  line('fern-valley', 'active', '2000000.00', { product: 'yuan-bao-dai' }),
  line('ferry-steps', 'approved', '1500000.00', { product: 'yuan-bao-dai' }),
  line('rain-eaves', 'nominated', '1000000.00', { product: 'yuan-bao-dai' }),
]);

const told = (firmKey: string, limit: string, amount: string): readonly [string, DemoLine] => [`${firmKey}-mirror`, {
  firm: firmKey, until: 'active', acts: [{ verb: 'draw', amount }],
  said: { id: lineOf(`${firmKey}-mirror`), programme: MIRROR, borrower: organisationOf(firmKey), limit: cny(limit), reference: `DEMO-${firmKey}` },
}];

/** Of each of these the bank told one draw; what it states agrees with the one, and is less than what it told of the other. */
export const mirroredLines: Readonly<Record<string, DemoLine>> = Object.fromEntries([told('ferry-steps', '4000000.00', '3000000.00'), told('rain-eaves', '2000000.00', '600000.00')]);

export const statementOf = (cutOff: string) => ({
  cutOff,
  lines: [
    { line: lineOf('ferry-steps-mirror'), limit: cny('4000000.00'), outstanding: cny('2800000.00') },
    { line: lineOf('rain-eaves-mirror'), limit: cny('2000000.00'), outstanding: cny('600000.00') },
  ],
});

/** From what it is known that a firm signed, which has no account of its own. */
export const signed = { source: { document: `【${MARK}】授信合同`, quote: '本合同为演示而虚构。双方已签署。' } } as const;

export const reason = { code: 'demo', text: '演示 / demonstration' } as const;

export const creditContent: unknown = [creditBodies, programme, mirrored, allocation, batch, lines, mirroredLines, statementOf('')];
