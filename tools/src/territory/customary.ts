/** The customary English names of what is at the level of a province. */
export const PROVINCES: Readonly<Record<string, string>> = {
  '110000': 'Beijing', '120000': 'Tianjin', '130000': 'Hebei', '140000': 'Shanxi', '150000': 'Inner Mongolia',
  '210000': 'Liaoning', '220000': 'Jilin', '230000': 'Heilongjiang', '310000': 'Shanghai', '320000': 'Jiangsu',
  '330000': 'Zhejiang', '340000': 'Anhui', '350000': 'Fujian', '360000': 'Jiangxi', '370000': 'Shandong',
  '410000': 'Henan', '420000': 'Hubei', '430000': 'Hunan', '440000': 'Guangdong', '450000': 'Guangxi',
  '460000': 'Hainan', '500000': 'Chongqing', '510000': 'Sichuan', '520000': 'Guizhou', '530000': 'Yunnan',
  '540000': 'Tibet', '610000': 'Shaanxi', '620000': 'Gansu', '630000': 'Qinghai', '640000': 'Ningxia',
  '650000': 'Xinjiang', '710000': 'Taiwan', '810000': 'Hong Kong', '820000': 'Macao',
};

/** Places whose customary name is not the pinyin, by their name without the generic part (in full where that is needed to tell them). */
export const CUSTOMARY: Readonly<Record<string, string>> = {
  哈尔滨: 'Harbin', 齐齐哈尔: 'Qiqihar', 呼和浩特: 'Hohhot', 包头: 'Baotou', 鄂尔多斯: 'Ordos', 呼伦贝尔: 'Hulunbuir', 巴彦淖尔: 'Bayannur',
  乌兰察布: 'Ulanqab', 锡林郭勒: 'Xilingol', 兴安: 'Hinggan', 阿拉善: 'Alxa', 满洲里: 'Manzhouli', 二连浩特: 'Erenhot', 锡林浩特: 'Xilinhot', 乌兰浩特: 'Ulanhot',
  兴安县: "Xing'an", 兴安区: "Xing'an", 乌鲁木齐: 'Urumqi', 乌鲁木齐县: 'Urumqi', 克拉玛依: 'Karamay', 吐鲁番: 'Turpan', 哈密: 'Hami', 喀什: 'Kashgar', 和田: 'Hotan', 阿克苏: 'Aksu',
  伊犁: 'Ili', 伊宁: 'Yining', 阿勒泰: 'Altay', 塔城: 'Tacheng', 库尔勒: 'Korla', 巴音郭楞: 'Bayingolin', 博尔塔拉: 'Bortala', 克孜勒苏: 'Kizilsu',
  昌吉: 'Changji', 阿图什: 'Artux', 库车: 'Kuqa', 拉萨: 'Lhasa', 日喀则: 'Shigatse', 昌都: 'Qamdo', 林芝: 'Nyingchi', 山南: 'Shannan', 那曲: 'Nagqu',
  阿里: 'Ngari', 阿坝: 'Aba', 甘孜: 'Garze', 凉山: 'Liangshan', 西双版纳: 'Xishuangbanna', 香格里拉: 'Shangri-La', 迪庆: 'Diqing', 德宏: 'Dehong',
  果洛: 'Golog', 玉树: 'Yushu', 海西: 'Haixi', 格尔木: 'Golmud', 延边: 'Yanbian', 大兴安岭: "Da Hinggan Ling", 浦东: 'Pudong',
  西沙群岛: 'Xisha Islands', 南沙群岛: 'Nansha Islands', 中沙群岛的岛礁及其海域: 'Zhongsha Islands', 百色: 'Bose', 神农架林区: 'Shennongjia',
};
