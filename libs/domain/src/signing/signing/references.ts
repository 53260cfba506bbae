import type { Directory } from '../../kernel/directory.js';
import { edtfInterval } from '../../kernel/period.js';
import { type Fault, Refusal, type Words } from '../../kernel/refusal.js';
import type { Terms } from './terms.js';

type Referring = Partial<Pick<Terms, 'hosts' | 'counterpart' | 'investors'>>;

const bodyFault = (id: string, date: string, directory: Directory): Readonly<{ code: string; message: Words }> | undefined => {
  const body = directory.body(id);
  if (!body) return { code: 'organisation/unknown', message: { en: `There is no organisation ${id}; GET /v1/resolve?q= finds it by its name, or leave it out.`, zh: `没有编号为 ${id} 的机构；可用 GET /v1/resolve?q= 按名称查找，或不填。` } };
  if (body.status === 'merged') return { code: 'organisation/merged', message: { en: `${body.name} was merged into ${body.into}; refer to that.`, zh: `${body.name}已并入 ${body.into}；请引用后者。` } };
  const { from, to } = edtfInterval(date);
  const was = (body.from === null || edtfInterval(body.from).from <= to) && (body.to === null || from <= edtfInterval(body.to).to);
  return was ? undefined : { code: 'organisation/not-at-date', message: { en: `${body.name} existed from ${body.from ?? 'an unknown day'} to ${body.to ?? 'now'}, and the date is ${date}.`, zh: `${body.name}存续期为 ${body.from ?? '不详'} 至 ${body.to ?? '今'}，而所填日期为 ${date}。` } };
};

/**
 * Regions and bodies that are named exist at the date; every one that does not is told.
 * @throws Refusal (invalid) with the faults of all of them.
 */
export const referencesMustHold = ({ hosts = [], counterpart = null, investors = [] }: Referring, date: string, directory: Directory, within = ''): void => {
  const named = [
    ...hosts.map(({ region }, n): [string, string | null] => [`/hosts/${n}/region`, region]),
    ['/counterpart/region', counterpart?.region ?? null] as const,
    ...investors.map(({ region }, n): [string, string | null] => [`/investors/${n}/region`, region]),
  ];
  const regions = named.flatMap(([pointer, region]): Fault[] => {
    const found = region === null ? undefined : directory.regionFault(region, date);
    return found ? [{ pointer: `${within}${pointer}`, ...found }] : [];
  });
  const bodies = investors.flatMap(({ organisation }, n): Fault[] => {
    const found = organisation === undefined ? undefined : bodyFault(organisation, date, directory);
    return found ? [{ pointer: `${within}/investors/${n}/organisation`, ...found }] : [];
  });
  const [first, ...others] = [...regions, ...bodies];
  if (first) throw new Refusal(first.code, first.message, 'invalid', [first, ...others]);
};
