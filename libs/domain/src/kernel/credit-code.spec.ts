import { checkCreditCode } from './credit-code.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('unified social credit code', () => {
  it.each(['91350100M000100Y43', '91512081MA62K0260E', '91440300708461136T'])('finds %s valid', (code) => {
    expect(checkCreditCode(code)).toEqual({ verdict: 'valid' });
  });

  it.each(['91350211M0000XUF46', '91350100M0001TGQXM', '91350100M000100Y4Z'.replace('Z', 'Y')])(
    'warns of %s, whose outer check alone fails, and asks for evidence',
    (code) => {
      const { verdict, reason, warning } = checkCreditCode(code);
      expect(verdict).toBe('valid-with-warning');
      expect(reason).toBeUndefined();
      expect(warning?.en).toContain('evidence');
      expect(warning?.zh).toContain('证明材料');
    },
  );

  it.each([
    ['a letter outside the alphabet', '91350100M000100Y4Z'],
    ['17 characters', '91350100M000100Y4'],
    ['19 characters', '91350100M000100Y433'],
    ['small letters', '91350100m000100y43'],
    ['the letter O for a zero', '9135O100M000100Y43'],
    ['a line end', '91350100M000100Y43\n'],
    ['nothing', ''],
  ])('refuses %s', (_, code) => {
    expect(checkCreditCode(code)).toMatchObject({ verdict: 'invalid', reason: { en: expect.stringContaining('18') } });
  });

  it('refuses a code whose two checks both fail', () => {
    expect(checkCreditCode('91440300708461236T')).toMatchObject({
      verdict: 'invalid',
      reason: { zh: expect.stringContaining('校验码') },
    });
  });

  it('warns of a code whose inner check alone fails', () => {
    const found = [...ALPHABET].map((last) => checkCreditCode(`91440300708461137${last}`));
    expect(found.filter(({ verdict }) => verdict === 'valid-with-warning')).toHaveLength(1);
    expect(found.filter(({ verdict }) => verdict === 'invalid')).toHaveLength(30);
  });

  it('never finds a code valid that differs from a valid one in one place', () => {
    const code = '91512081MA62K0260E';
    for (let place = 0; place < 18; place += 1) {
      for (const other of ALPHABET) {
        const typed = code.slice(0, place) + other + code.slice(place + 1);
        if (typed !== code) expect(checkCreditCode(typed).verdict).not.toBe('valid');
      }
    }
  });
});
