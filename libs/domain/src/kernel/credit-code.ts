import type { Words } from './refusal.js';

export type CreditCodeVerdict = 'valid' | 'valid-with-warning' | 'invalid';

/** GB 32100-2015 leaves out I, O, S, V and Z; a character's place is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const OUTER_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const MALFORMED: Words = {
  en: 'A unified social credit code has 18 characters of 0-9 and A-Z, without I, O, S, V and Z.',
  zh: '统一社会信用代码为18位，由数字和大写字母组成，不含I、O、S、V、Z。',
};
const BOTH_FAIL: Words = {
  en: 'Neither the check character of the code nor that of the organisation code in it is right: look for a typo.',
  zh: '统一社会信用代码的校验码及其中组织机构代码的校验码均不正确，请核对是否录入有误。',
};
const OUTER_FAILS: Words = {
  en: 'The last character does not fit the code, as in some codes that were really issued: attach evidence.',
  zh: '末位校验码不符；少数实际颁发的代码也有此情形，请附证照等证明材料。',
};
const INNER_FAILS: Words = {
  en: 'The organisation code within (characters 9 to 17) fails its own check: attach evidence.',
  zh: '其中的组织机构代码（第9至17位）校验不符，请附证照等证明材料。',
};

const weighted = (text: string, weights: readonly number[], alphabet: string): number =>
  weights.reduce((sum, weight, index) => sum + weight * alphabet.indexOf(text.charAt(index)), 0);

const outerHolds = (code: string): boolean =>
  ALPHABET.charAt((31 - (weighted(code, OUTER_WEIGHTS, ALPHABET) % 31)) % 31) === code.charAt(17);

/** GB 11714 counts through the whole alphabet (A is 10, Z is 35) and writes 10 as X and 11 as 0. */
const innerHolds = (code: string): boolean => {
  const organisation = code.slice(8, 17);
  const check = 11 - (weighted(organisation, INNER_WEIGHTS, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') % 11);
  return (check === 11 ? '0' : check === 10 ? 'X' : `${check}`) === organisation.charAt(8);
};

/**
 * Checks a unified social credit code by GB 32100-2015 and the organisation code in it by GB 11714.
 *
 * Real codes are known whose outer check fails and whose inner check passes (notes, 8.6), so one failing check is a
 * warning that asks for evidence, and two are an error. The region digits are those at registration, often of a
 * region that is no more, and are not looked at here.
 */
export const checkCreditCode = (
  code: string,
): Readonly<{ verdict: CreditCodeVerdict; reason?: Words; warning?: Words }> => {
  if (!SHAPE.test(code)) return { verdict: 'invalid', reason: MALFORMED };
  const [outer, inner] = [outerHolds(code), innerHolds(code)];
  if (outer && inner) return { verdict: 'valid' };
  if (!outer && !inner) return { verdict: 'invalid', reason: BOTH_FAIL };
  return { verdict: 'valid-with-warning', warning: inner ? OUTER_FAILS : INNER_FAILS };
};
