import type { Language } from './rendered.js';

const DIGITS = '零一二三四五六七八九';

const inChinese = (number: number): string => {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`}${ones === 0 ? '' : DIGITS[ones]}`;
};

/** How the nth part of a report is numbered, from 0 on: 一、 or 1. */
export const numberOf = (index: number, language: Language): string => (language === 'zh' ? `${inChinese(index + 1)}、` : `${index + 1}.`);
