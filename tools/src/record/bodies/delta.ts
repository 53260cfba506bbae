import { deltaArticle, says } from '../sources.js';
import { type Body, bodyOf, misprintOf } from './body.js';

const body = bodyOf(deltaArticle);

const servesChangzhou = '武汉软件园以平台为载体,利用科研院所的科研力量,依托领军企业面向常州特色装备产业,以常州6万家中小制造业为服务对象';
const wujin = '江苏中科院智能科学技术应用研究院围绕工业大数据';
const universities = '长三角地区聚集了上海交通大学、复旦大学、浙江大学、南京大学、中国科技大学等一批一流高校';

/**
 * What the article on the bases of the Yangtze delta names. It prints two bases under wrong names: a 武汉软件园 that serves
 * the firms of Changzhou is the one of 武进, and 如阜 is 如皋. Both are entered under the true name, and what was printed
 * stands beside it as a misprint with how sure that is: it suggests them and renames nothing.
 */
export const deltaBodies: readonly Body[] = [
  body('shanghai-software-park', '上海软件园', 'park', '310000', '上海软件园积极响应国家号召'),
  body('nanjing-jiangbei-park', '南京江北新区产业技术研创园', 'park', '320100', '南京江北新区产业技术研创园落实创新资源开放共享政策'),
  body('suzhou-software-park', '苏州软件园', 'park', '320500', '苏州软件园着力完善公共服务平台体系'),
  body('jiangsu-software-park', '江苏软件园', 'park', '320000', '江苏软件园搭建江苏省公共服务平台'),
  body('wujin-software-park', '武进软件园', 'park', '320400', servesChangzhou, {
    asPrinted: '武汉软件园', aliases: [misprintOf('武汉软件园', says(deltaArticle, servesChangzhou))],
  }),
  body('hangzhou-gaoxin-software-park', '杭州高新软件园', 'park', '330100', '杭州高新软件园瞄准产业发展制高点'),
  body('hefei-software-park', '合肥软件园', 'park', '340100', '合肥软件园着力构建高端产业体系'),
  body('wuxi-software-park', '无锡软件园', 'park', '320200', '无锡软件园以打造“中国领先的软件创新社区”为目标'),
  body('ningbo-software-park', '宁波软件园', 'park', '330200', '宁波软件园整合盘活现有优势资源'),
  body('rugao-software-park', '如皋软件园', 'park', '320682', '如阜软件园按照“苏中硅谷、创新高地、智慧新区”的发展理念', {
    asPrinted: '如阜软件园', aliases: [misprintOf('如阜软件园', says(deltaArticle, '如阜软件园按照“苏中硅谷、创新高地、智慧新区”的发展理念'), '0.95')],
  }),
  body('cas-jiangsu-intelligent-science', '江苏中科院智能科学技术应用研究院', 'research-institute', '320000', wujin),
  body('buct-changzhou-materials', '北京化工大学常州先进材料研究院', 'research-institute', '320400', '北京化工大学常州先进材料研究院微纳纤维研发与应用平台'),
  body('nju-changzhou-hightech', '南京大学常州高新技术研究院', 'research-institute', '320400', '南京大学常州高新技术研究院加快推进'),
  body('high-tech-zone-research-society', '国家高新区发展战略研究会', 'other', null, '(作者单位:国家高新区发展战略研究会)'),
  body('sjtu', '上海交通大学', 'university', null, universities),
  body('fudan', '复旦大学', 'university', null, universities),
  body('zju', '浙江大学', 'university', null, universities),
  body('nju', '南京大学', 'university', null, universities),
  body('ustc', '中国科技大学', 'university', null, universities),
];
