import {
  ancestorsAndSelf, isOutsideMainland, isRegionCode, liesWithin, parentOf, regionCodeHint,
} from './region-code.js';

describe('region code', () => {
  it.each([
    '510000', '510100', '510104', '500000', '500101', '429004', '659001', '710000', '810000', '820000', 'US', 'SG',
  ])('accepts %s', (code) => {
    expect(isRegionCode(code)).toBe(true);
    expect(regionCodeHint(code)).toBeUndefined();
  });

  it.each([
    '', '51', '5101', '160000', '990000', '100000', '5101040', '51010a', '510100\n', '５１０１００', 'us', 'XX', 'USA', '*',
  ])('refuses %j', (code) => {
    expect(isRegionCode(code)).toBe(false);
  });

  it.each([
    ['HK', '810000'], ['MO', '820000'], ['TW', '710000'], ['CN', 'GB/T 2260'],
    ['500100', '500000'], ['500200', '500000'], ['110100', '110000'], ['120100', '120000'], ['310100', '310000'],
    ['340171', '340100'], ['340176', '340100'],
  ])('refuses %s and says in both languages to use %s', (code, instead) => {
    expect(isRegionCode(code)).toBe(false);
    expect(regionCodeHint(code)?.en).toContain(instead);
    expect(regionCodeHint(code)?.zh).toContain(instead);
  });

  it('never calls Hong Kong, Macao or Taiwan foreign', () => {
    for (const code of ['HK', 'MO', 'TW']) {
      expect(`${regionCodeHint(code)?.en}${regionCodeHint(code)?.zh}`).not.toMatch(/foreign|country|国/);
    }
  });

  it.each([
    ['510104', ['510104', '510100', '510000']],
    ['510100', ['510100', '510000']],
    ['510000', ['510000']],
    ['500101', ['500101', '500000']],
    ['500229', ['500229', '500000']],
    ['110105', ['110105', '110000']],
    ['429004', ['429004', '420000']],
    ['469021', ['469021', '460000']],
    ['659001', ['659001', '650000']],
    ['419001', ['419001', '410000']],
    ['460300', ['460300', '460000']],
    ['810000', ['810000']],
    ['US', ['US']],
    ['500100', ['500100']],
  ])('rolls %s up by parent', (code, line) => {
    expect(ancestorsAndSelf(code)).toEqual(line);
    expect(parentOf(code)).toBe(line[1] ?? null);
  });

  it('says what lies within what', () => {
    expect(liesWithin('510104', '510104')).toBe(true);
    expect(liesWithin('510104', '510000')).toBe(true);
    expect(liesWithin('500101', '500000')).toBe(true);
    expect(liesWithin('US', '*')).toBe(true);
    expect(liesWithin('510000', '510104')).toBe(false);
    expect(liesWithin('500000', '510000')).toBe(false);
    expect(liesWithin('429004', '429000')).toBe(false);
  });

  it('knows what is outside the mainland', () => {
    expect(['US', '710000', '810000', '820000'].map(isOutsideMainland)).toEqual([true, true, true, true]);
    expect(['510000', '500101', '650000', 'CN', '*'].map(isOutsideMainland)).toEqual(Array(5).fill(false));
  });
});
