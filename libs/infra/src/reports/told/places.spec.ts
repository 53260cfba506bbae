import { sichuanAndChongqing } from './ask.samples.js';
import { placeName, placeTitle, provinceOf, provincesAndCities } from './places.js';

const DAY = '2024-06-30';

describe('places in reports', () => {
  it('are named in both languages, and by their codes where they are not registered', () => {
    expect(placeName(sichuanAndChongqing, '510100', DAY)).toEqual({ zh: '成都市', en: 'Chengdu' });
    expect(placeName(sichuanAndChongqing, 'chuanyu', DAY)).toEqual({ zh: '川渝', en: 'Sichuan and Chongqing' });
    expect(placeName(sichuanAndChongqing, '990000', DAY)).toEqual({ zh: '990000', en: '990000' });
  });

  it('are told as provinces with the cities in them, each once', () => {
    const places = provincesAndCities(sichuanAndChongqing, ['510104', '510700', '510000', '500101', '510100'], DAY);
    expect(places.map(({ code, within }) => `${within === undefined ? '' : ' '}${code}`)).toEqual(['500000', '510000', ' 510100', ' 510700']);
    expect(placeTitle(sichuanAndChongqing, { code: '510700', within: '510000' }, DAY).zh).toBe('其中：绵阳市');
    expect(provinceOf(sichuanAndChongqing, '990000', DAY)).toBe('990000');
  });
});
