import { chengduPlan, peoplesDaily, says, sichuanPlan } from '../sources.js';
import { aliasOf, type Body, bodyOf } from './body.js';

const article = bodyOf(peoplesDaily);
const plan = bodyOf(chengduPlan);

const xgimi = '极米科技与同处成都天府软件园的多家上下游企业密切合作。“集群内集聚了多领域的众多优秀软件企业，不管是业务拓展还是人才招引，都为企业发展带来很大便利。”极米科技股份有限公司副总裁罗廷说';
const inTheCity = '中国移动（西部）云计算中心、阿里云西部云计算中心、华为·成都智算中心等一批信息基础设施在蓉城稳步推进';
const pioneers = '吸引了微软、IBM、华为等一批企业前来投资';
const headquarters = '优卡集团、数聚智造人工智能等多家企业签约，将总部落户成都';

/** What the article of 2022 names. Where a firm has its seat it says of few; a headquarters that is to come is none yet. */
const named: readonly Body[] = [
  article('chengdu-software-association', '成都市软件行业协会', 'software-industry-association', '510100', '成都市软件行业协会秘书长程宏介绍'),
  article('chengdu-jingxinju', '成都市经济和信息化局', 'government-department', '510100', '成都市经济和信息化局副局长蒲斌告诉记者', {
    aliases: [aliasOf('市经信局', says(chengduPlan, '［责任单位：市经信局、市教育局、市'), '0.8')],
  }),
  article('youka', '优卡集团', 'enterprise', null, headquarters),
  article('shuju-zhizao', '数聚智造人工智能', 'enterprise', null, headquarters),
  article('jiuyuan-yinhai', '四川久远银海软件股份有限公司', 'enterprise', null, '四川久远银海软件股份有限公司副总裁乔登俭介绍', {
    aliases: [aliasOf('久远银海', says(peoplesDaily, '四川久远银海软件股份有限公司'), '0.9')],
  }),
  article('xgimi', '极米科技股份有限公司', 'enterprise', '510100', xgimi, {
    aliases: [aliasOf('极米科技', says(peoplesDaily, '极米科技与同处成都天府软件园的多家上下游企业密切合作'))],
  }),
  article('chengfei', '成飞公司', 'enterprise', null, '成飞公司的管控中心系统已达到规模级应用'),
  article('zhongling-zhixing', '中瓴智行', 'enterprise', null, '中瓴智行凭借自主研发的智能出行虚拟化操作系统'),
  article('microsoft', '微软', 'enterprise', null, pioneers),
  article('ibm', 'IBM', 'enterprise', null, pioneers),
  article('huawei', '华为', 'enterprise', null, pioneers),
  article('migu', '咪咕', 'enterprise', null, '与咪咕洽谈中长视频事宜、跟腾讯展开电竞合作'),
  article('tencent', '腾讯', 'enterprise', null, '与咪咕洽谈中长视频事宜、跟腾讯展开电竞合作'),
  article('tianfu-software-park', '成都天府软件园', 'park', '510100', '成都天府软件园竣工投运', {
    aliases: [aliasOf('天府软件园', says(chengduPlan, '加快提升天府软件园品牌影响力和国际化能力'), '0.9')],
  }),
  article('supercomputing-chengdu', '国家超算成都中心', 'other', '510100', '这里，就是国家超算成都中心', {
    aliases: [aliasOf('超算中心', says(peoplesDaily, '超算中心已先后为35个城市的800余个用户提供了算力服务'), '0.7'), aliasOf('成都超级计算中心', says(sichuanPlan, '成都超级计算中心获批中国西部地区首个国家超级计算中心')), aliasOf('成都超算中心', says(sichuanPlan, '推动成都超算中心更好更快提供优质高效的超算应用服务'))],
  }),
  article('china-mobile-west-cloud', '中国移动（西部）云计算中心', 'other', '510100', inTheCity),
  article('alibaba-west-cloud', '阿里云西部云计算中心', 'other', '510100', inTheCity),
  article('huawei-chengdu-ai', '华为·成都智算中心', 'other', '510100', inTheCity),
  article('scu', '四川大学', 'university', '510100', '在成都，以四川大学等为代表的60多所高校'),
];

/** A committee of the Party is no government department, and there is no type for it. */
const PARTY_ORGAN = 'other';

/** The city's plan writes 市 for 成都市. What it prints is an alias of less than certainty, because every city writes so. */
const department = (key: string, short: string, quote: string, type = 'government-department'): Body =>
  plan(key, `成都市${short}`, type, '510100', quote, { aliases: [aliasOf(`市${short}`, says(chengduPlan, quote), '0.8')] });

const responsible: readonly Body[] = [
  department('chengdu-jiaoyuju', '教育局', '［责任单位：市经信局、市教育局、市'),
  department('chengdu-fagaiwei', '发改委', '市委网信办、市发改委、市科技局'),
  department('chengdu-shichang-jianguanju', '市场监管局', '市市场监管局、市版权局，有关市级部门'),
  department('chengdu-banquanju', '版权局', '市市场监管局、市版权局，有关市级部门'),
  department('chengdu-kejiju', '科技局', '市经信局、市科技局、市商务局、市规划和自然资源局、市住建局、市文广旅局'),
  department('chengdu-shangwuju', '商务局', '市经信局、市科技局、市商务局、市规划和自然资源局、市住建局、市文广旅局'),
  department('chengdu-guihua-ziranziyuanju', '规划和自然资源局', '市经信局、市科技局、市商务局、市规划和自然资源局、市住建局、市文广旅局'),
  department('chengdu-zhujianju', '住建局', '市经信局、市科技局、市商务局、市规划和自然资源局、市住建局、市文广旅局'),
  department('chengdu-wenguanglvju', '文广旅局', '市经信局、市科技局、市商务局、市规划和自然资源局、市住建局、市文广旅局'),
  department('chengdu-jinrong-jianguanju', '金融监管局', '市国资委、市金融监管局、市博览局、市新经济委，成都高新区'),
  department('chengdu-caizhengju', '财政局', '金融监管局、市财政局、市国资委，成都产业集团］'),
  department('chengdu-guoziwei', '国资委', '金融监管局、市财政局、市国资委，成都产业集团］'),
  department('chengdu-baomi-jiyaoju', '委保密机要局', '市经信局、市委保密机要局、市委网信办', PARTY_ORGAN),
  department('chengdu-wangxinban', '委网信办', '市经信局、市委保密机要局、市委网信办', PARTY_ORGAN),
  department('chengdu-wangluo-lizhengban', '网络理政办', '市委网信办、市网络理政办'),
  department('chengdu-toucuju', '投促局', '市经信局、市投促局、市科技局、市商务局'),
  department('chengdu-rensheju', '人社局', '市经信局、市发改委、市教育局、市科技局、市人社局'),
  department('chengdu-bolanju', '博览局', '市博览局、市新经济委，成都高新区'),
  department('chengdu-xinjingjiwei', '新经济委', '市博览局、市新经济委，成都高新区'),
  department('chengdu-zhengfu-duchashi', '政府督查室', '［责任单位：市政府督查室、市经信局'),
  department('chengdu-weijianwei', '卫健委', '市教育局、市文广旅局、市卫健委、市商务局'),
  department('chengdu-tongjiju', '统计局', '［责任单位：市政府督查室、市经信局、市统计局'),
  plan('chengdu-shuiwuju', '国家税务总局成都市税务局', 'government-department', '510100', '国家税务总局成都市税务局'),
  plan('chengdu-chanye-jituan', '成都产业集团', 'enterprise', null, '市国资委，成都产业集团］'),
];

export const chengduBodies: readonly Body[] = [...named, ...responsible];
