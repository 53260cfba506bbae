import type { KnownLine } from '@entente/domain/credit/line';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Role } from '@entente/domain/kernel/message';
import { isHis, maySee, mustSeeLines } from './who.js';

const party = (account: string | null, region: string) => ({ organisation: `body-of-${account ?? region}`, name: '示例', region, account });
const line = (borrower: string | null, disclosed: boolean) => ({ bank: party('the-bank', '310000'), borrower: party(borrower, '510104'), about: { region: '510104' }, disclosed }) as unknown as KnownLine;
const actor = (role: Role, organisation: string, region: string): Actor => ({ principal: 'someone', organisation, role, region });

const askers: Readonly<Record<string, Actor>> = {
  'its bank': actor('bank', 'the-bank', '510100'),
  'another bank of the region': actor('bank', 'another-bank', '510100'),
  'the borrower': actor('bank', 'the-firm', '510100'),
  'officers over the borrower': actor('region', 'region-510100', '510100'),
  'officers of elsewhere': actor('region', 'region-500000', '500000'),
  'officers over the bank': actor('region', 'region-310000', '310000'),
  'auditors of everything': actor('auditor', 'audit-office', '*'),
  'auditors over the borrower': actor('auditor', 'audit-office', '510000'),
  'auditors of elsewhere': actor('auditor', 'audit-office', '310000'),
};

const who = (borrower: string | null, disclosed: boolean, rule: (it: KnownLine, asker: Actor) => boolean = (it, asker) => maySee(it, { actor: asker, directory: byCodes })): readonly string[] =>
  Object.entries(askers).filter(([, asker]) => rule(line(borrower, disclosed), asker)).map(([name]) => name);

describe('who may see a line', () => {
  it('is its bank, its borrower and whoever audits the borrower’s region', () =>
    expect(who('the-firm', false)).toEqual(['its bank', 'the borrower', 'auditors of everything', 'auditors over the borrower']));

  it('is also the region where the programme discloses lines, and nobody of another region', () =>
    expect(who('the-firm', true)).toEqual(['its bank', 'the borrower', 'officers over the borrower', 'auditors of everything', 'auditors over the borrower']));

  it('is the region that speaks for a borrower without an account', () =>
    expect(who(null, false)).toEqual(['its bank', 'officers over the borrower', 'auditors of everything', 'auditors over the borrower']));

  it('is told who has read it where it is his or he audits it, and not because the programme discloses lines', () =>
    expect(who('the-firm', true, (it, asker) => isHis(it, { actor: asker, directory: byCodes }))).toEqual(['its bank', 'the borrower', 'auditors of everything', 'auditors over the borrower']));

  it('is never an association or a report key', () => {
    for (const role of ['administrator', 'report'] as const) expect(() => mustSeeLines({ role })).toThrow(expect.objectContaining({ code: 'credit-line/administrators-see-totals' }));
    for (const role of ['bank', 'region', 'auditor'] as const) expect(() => mustSeeLines({ role })).not.toThrow();
  });
});
