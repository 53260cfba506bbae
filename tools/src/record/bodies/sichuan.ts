import { says, sichuanPlan } from '../sources.js';
import { aliasOf, type Body, bodyOf } from './body.js';

const body = bodyOf(sichuanPlan);

const parks = '加快建设武侯科技工业园、青城山软件产业基地、绵阳科创软件园';
const roads = '四川交投和四川铁投高速公路车路协同试点';

/** What the plan of the province names. */
export const sichuanBodies: readonly Body[] = [
  body('wuhou-science-park', '武侯科技工业园', 'park', null, parks, {
    aliases: [aliasOf('武侯科技园', says(sichuanPlan, '形成成都高新区、天府新区、武侯科技园、绵阳科技城等产业聚集区'), '0.8')],
  }),
  body('qingchengshan-software-base', '青城山软件产业基地', 'park', null, parks),
  body('mianyang-kechuang-software-park', '绵阳科创软件园', 'park', '510700', parks),
  body('xinchuan-park', '新川创新科技园', 'park', null, '新川创新科技园5G智慧城智能驾驶'),
  body('tianfu-laboratory', '天府实验室', 'research-institute', null, '积极推进天府实验室等国家和省部级重点（工程）实验室'),
  body('sichuan-jiaotou', '四川交投', 'enterprise', null, roads),
  body('sichuan-tietou', '四川铁投', 'enterprise', null, roads),
  body('huaxi-hospital', '华西医院', 'other', null, '支持华西医院、省医院等率先建立远程医疗监测和诊断平台'),
];
