/** The peoples that names of autonomous areas hold, as written there; 各 is 各族. */
const PEOPLES = `各 汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
  柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺`
  .split(/\s+/);
const longestFirst = [...PEOPLES].sort((a, b) => b.length - a.length).join('|');
/** Without 族 only these stand before 自治: 长白朝鲜族自治县 is 长白, and its 白 is no people. */
const SHORT = '蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔';

const AUTONOMOUS = new RegExp(`(?:(?:${longestFirst})族|${SHORT})+自治[区州县旗]$`);
const ETHNIC_DISTRICT = new RegExp(`(?:(?:${longestFirst})族)+区$`);
const GENERIC = /(?:特别行政区|自治[区州县旗]|地区|新区|特区|省|市|区|县|盟|旗)$/;

const letters = (text: string): number => [...text].length;
const without = (name: string, part: RegExp): string | undefined => {
  const rest = name.replace(part, '');
  return rest !== name && letters(rest) >= 2 ? rest : undefined;
};

/**
 * A name without its generic part: 成都市 is 成都, 北川羌族自治县 is 北川. At least two characters stay, so that 单县 is
 * 单县, and a county that bears only the name of a people keeps that: 东乡族自治县 is 东乡.
 */
export const shortNameOf = (name: string): string =>
  without(name, AUTONOMOUS) ?? without(name, ETHNIC_DISTRICT) ?? without(name, /族?自治[州县旗]$/) ?? without(name, GENERIC) ?? without(name, /[市区县]$/) ?? name;
