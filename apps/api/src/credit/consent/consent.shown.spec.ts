import type { KnownConsent } from '@entente/domain/credit/consent';
import { isTold, summaryOf } from './consent.shown.js';

const consent: KnownConsent = {
  status: 'given', id: 'c', borrower: { organisation: 'f', name: '企业', region: '510104', account: 'firm' }, creditCode: '91440300708461136T', to: { organisation: 'b', name: '银行', region: '510100', account: 'bank' },
  purpose: '贷前审查', scope: 'totals', from: '2026-01-01', until: '2026-06-30', grade: 'submitted', source: null,
};
const unkept: KnownConsent = { ...consent, borrower: { ...consent.borrower, account: null } };

describe('a consent', () => {
  it('holds from its first day to its last, until it is withdrawn', () => {
    expect(['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map((day) => summaryOf(consent, day).holds)).toEqual([false, true, true, false]);
    expect(summaryOf({ ...consent, status: 'withdrawn' }, '2026-03-01').holds).toBe(false);
  });

  it('is not told to who is over everything and speaks for neither side, nor to reports', () => {
    const asked = (it: KnownConsent, role: 'administrator' | 'region' | 'bank' | 'report' | 'auditor', region = '*', organisation = 'another') => isTold(it, { principal: 'p', organisation, role, region });
    expect([asked(consent, 'administrator'), asked(consent, 'region'), asked(consent, 'report'), asked(unkept, 'report'), asked(consent, 'report', '510104')]).toEqual([false, false, false, false, false]);
    expect([asked(unkept, 'administrator'), asked(consent, 'auditor'), asked(consent, 'bank', '510100', 'bank'), asked(consent, 'administrator', '*', 'firm'), asked(unkept, 'region', '510104')]).toEqual([true, true, true, true, true]);
  });
});
