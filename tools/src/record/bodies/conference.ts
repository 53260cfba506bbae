import { conference, says } from '../sources.js';
import { aliasOf, type Body, bodyOf } from './body.js';

const body = bodyOf(conference);

const present = '中国电子信息产业发展研究院,开放原子开源基金会,俄罗斯软件行业协会、香港软件行业协会代表';
const credit = '根据成都市和中国工商银行成都分行推出《软件和信息服务集群主动授信创新方案》';

/**
 * What the report on the 21st conference names. The association of Hong Kong is one of its own region and not foreign. The city
 * stands among them as the report prints it: it put forward a scheme of credit, and by which of its offices is not said.
 */
export const conferenceBodies: readonly Body[] = [
  body('russoft', '俄罗斯软件行业协会', 'foreign-association', 'RU', present, {
    en: 'Russian Software Industry Association',
    aliases: [aliasOf('RUSSOFT', says(conference, 'RUSSOFT, the Russian Software Industry Association'))],
  }),
  body('hong-kong-software-association', '香港软件行业协会', 'software-industry-association', '810000', present, { en: 'Hong Kong Software Industry Association' }),
  body('ccid', '中国电子信息产业发展研究院', 'research-institute', null, present, { en: 'China Electronic Information Industry Development Research Institute' }),
  body('open-atom', '开放原子开源基金会', 'foundation', null, present, { en: 'Open Atom Open Source Foundation' }),
  body('sichuan-jingxinting', '四川省经济和信息化厅', 'government-department', '510000', '四川省经济和信息化厅相关负责人表示', { en: 'Sichuan Provincial Department of Economy and Information Technology' }),
  body('uestc', '电子科技大学', 'university', null, '电子科技大学党委副书记彭岚希望和与会嘉宾借助软洽会平台', { en: 'University of Electronic Science and Technology' }),
  body('chengdu', '成都市', 'local-government', '510100', credit, { en: 'Chengdu City' }),
  body('icbc', '中国工商银行', 'bank', null, credit, { en: 'Industrial and Commercial Bank of China' }),
  body('icbc-chengdu', '中国工商银行成都分行', 'bank-branch', '510100', credit, {
    en: 'Chengdu Branch of the Industrial and Commercial Bank of China', account: 'icbc-chengdu-branch', branchOf: 'icbc', aliases: [aliasOf('工行成都分行', says(conference, credit))],
  }),
];
