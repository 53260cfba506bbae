import { pinyin } from 'pinyin-pro';

/** Syllables of names in which a character is read otherwise than it mostly is, by the name without its generic part. */
const READINGS: Readonly<Record<string, string>> = {
  什邡: 'shi fang', 洪洞: 'hong tong', 六合: 'lu he', 六枝: 'lu zhi', 泌阳: 'bi yang', 乐亭: 'lao ting', 乐陵: 'lao ling', 乐清: 'yue qing',
  蔚县: 'yu xian', 大埔: 'da bu', 歙县: 'she xian', 单县: 'shan xian', 尉犁: 'yu li', 浚县: 'xun xian', 筠连: 'jun lian', 涡阳: 'guo yang',
  都匀: 'du yun', 曾都: 'zeng du', 闵行: 'min hang', 繁峙: 'fan shi', 吴堡: 'wu bu', 红寺堡: 'hong si bu', 黄陂: 'huang pi', 调兵山: 'diao bing shan', 珲春: 'hun chun',
};

/** Characters that pinyin-pro reads by their commoner sense, and that names of places read otherwise throughout: 新都 is Xindu. */
const CHARACTERS: Readonly<Record<string, string>> = { 都: 'du' };

/** The syllables of a place's name without its generic part, without tones; pinyin-pro takes a rarer reading of some characters for the usual one. */
export const syllablesOf = (short: string): readonly string[] =>
  READINGS[short]?.split(' ') ?? pinyin(short, { toneType: 'none', type: 'array' }).map((syllable, at) => CHARACTERS[short[at] ?? ''] ?? syllable);
