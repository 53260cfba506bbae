import { checkCreditCode } from '../../kernel/credit-code.js';
import { type Body, type Directory, isAmong, standingFor, stoodIn } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { type Fault, Refusal, type Words } from '../../kernel/refusal.js';
import type { Terms } from './terms.js';

type Investor = Terms['investors'][number];
type Referring = Partial<Pick<Terms, 'hosts' | 'counterpart' | 'investors' | 'edition' | 'pact'>>;
type Found = Readonly<{ code: string; message: Words }>;

const absent = (id: string): Found => ({
  code: 'organisation/unknown',
  message: { en: `There is no organisation ${id}; GET /v1/resolve?q= finds it by its name, or leave it out.`, zh: `没有编号为 ${id} 的机构；可用 GET /v1/resolve?q= 按名称查找，或不填。` },
});
const notThen = ({ name, from, to }: Body, date: string): Found => ({
  code: 'organisation/not-at-date',
  message: {
    en: `${name} existed from ${from ?? 'an unknown day'} to ${to ?? 'now'}, and the date is ${date}.`,
    zh: `${name}存续期为 ${from ?? '不详'} 至 ${to ?? '今'}，而所填日期为 ${date}。`,
  },
});

const noEdition: Found = {
  code: 'edition/unknown',
  message: { en: 'No conference edition was entered under this code; GET /v1/editions lists them, and POST /v1/editions enters one.', zh: '没有该代码的会议届次；见 GET /v1/editions，登记用 POST /v1/editions。' },
};
const noPact: Found = {
  code: 'pact/unknown',
  message: { en: 'There is no such pact to refer to, or you may not see it; check the id.', zh: '没有可引用的该项协议，或贵方无权查看；请核对编号。' },
};

/** What is wrong with the edition and the pact that are named; what the signing named before is not asked again. */
const ofRecord = ({ edition = null, pact = null }: Referring, { directory, actor, stood }: Naming): readonly (Found & Readonly<{ at: string }>)[] => {
  const known = pact === null || pact === stood?.pact ? undefined : directory.pact(pact);
  return [
    ...(edition === null || edition === stood?.edition || directory.edition(edition) ? [] : [{ at: 'edition', ...noEdition }]),
    ...(pact === null || pact === stood?.pact || (known && isAmong(known.audience, actor, directory)) ? [] : [{ at: 'pact', ...noPact }]),
  ];
};

/** What is wrong with a body that is named by its id; one that stood in the signing before it was merged may be named again. */
const ofBody = (id: string, date: string, directory: Directory, before: readonly string[]): Found | undefined => {
  const body = directory.body(id);
  if (!body) return absent(id);
  if (body.status === 'merged' && !before.includes(id)) {
    const { id: into } = standingFor(body, directory);
    return { code: 'organisation/merged', message: { en: `${body.name} was merged into ${into}; refer to that.`, zh: `${body.name}已并入 ${into}；请引用后者。` } };
  }
  return stoodIn(body, date) ? undefined : notThen(body, date);
};

/** What is wrong with a code: whose it is, whether that body was there, and that a code which fails one of its checks was issued. */
const ofCode = ({ creditCode, creditCodeEvidence, organisation }: Investor, date: string, directory: Directory, before: readonly Investor[]): readonly (Found & Readonly<{ at: string }>)[] => {
  if (creditCode === null) return [];
  const holder = directory.bodyByCode(creditCode);
  if (!holder) {
    const { warning } = checkCreditCode(creditCode);
    return warning && !creditCodeEvidence ? [{ at: 'creditCodeEvidence', code: 'credit-code/needs-evidence', message: warning }] : [];
  }
  const named = organisation === undefined ? undefined : directory.body(organisation);
  const stood = before.some((each) => each.organisation === organisation && each.creditCode === creditCode);
  if (named && !stood && standingFor(named, directory).id !== standingFor(holder, directory).id) {
    return [{ at: 'creditCode', code: 'organisation/code-of-another', message: { en: `This code belongs to ${holder.name} (${holder.id}); name that body, or correct the code.`, zh: `该代码属于${holder.name}（${holder.id}）；请引用该机构或更正代码。` } }];
  }
  return organisation !== undefined || stoodIn(holder, date) ? [] : [{ at: 'creditCode', ...notThen(holder, date) }];
};

/** On what day who names it, and what the signing named before: its investors (`before`), and the terms as they stood. */
export type Naming = Readonly<{ date: string; directory: Directory; actor: Actor; within?: string; before?: readonly Investor[]; stood?: Pick<Terms, 'edition' | 'pact'> }>;

/**
 * Regions and bodies that are named exist at the date, the edition and the pact are on record; every one that does not is told.
 * @throws Refusal (invalid) with the faults of all of them.
 */
export const referencesMustHold = (referring: Referring, naming: Naming): void => {
  const { hosts = [], counterpart = null, investors = [] } = referring;
  const { date, directory, within = '', before = [] } = naming;
  const named = [
    ...hosts.map(({ region }, n): [string, string | null] => [`/hosts/${n}/region`, region]),
    ['/counterpart/region', counterpart?.region ?? null] as const,
    ...investors.map(({ region }, n): [string, string | null] => [`/investors/${n}/region`, region]),
  ];
  const regions = named.flatMap(([pointer, region]): Fault[] => {
    const found = region === null ? undefined : directory.regionFault(region, date);
    return found ? [{ pointer: `${within}${pointer}`, ...found }] : [];
  });
  const known = before.flatMap(({ organisation }) => organisation ?? []);
  const bodies = investors.flatMap((investor, n): Fault[] => {
    const { organisation } = investor;
    const found = organisation === undefined ? undefined : ofBody(organisation, date, directory, known);
    return [
      ...(found ? [{ pointer: `${within}/investors/${n}/organisation`, ...found }] : []),
      ...ofCode(investor, date, directory, before).map(({ at, ...fault }) => ({ pointer: `${within}/investors/${n}/${at}`, ...fault })),
    ];
  });
  const record = ofRecord(referring, naming).map(({ at, ...fault }) => ({ pointer: `${within}/${at}`, ...fault }));
  const [first, ...others] = [...regions, ...bodies, ...record];
  if (first) throw new Refusal(first.code, first.message, 'invalid', [first, ...others]);
};
