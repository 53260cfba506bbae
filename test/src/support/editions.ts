/** The edition that a submission of the samples names; every node of the tests has it. */
export const SAMPLE_EDITION = 'pan-prd-21';

/** What opens the edition of a code such as pan-prd-21: the series, and the number that stands last. */
export const openingOf = (code: string): object => {
  const [, series, number] = /^(.+)-([1-9]\d*)$/.exec(code) ?? [];
  if (series === undefined) throw new Error(`"${code}" is no code of an edition; write series and number, such as cisc-21.`);
  return { series: { code: series, name: { en: series } }, number: Number(number), place: '510100' };
};
