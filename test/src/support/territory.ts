import { issueKey } from '@entente/infra/access/keys';
import { once } from '@entente/infra/services/test-database';

type Region = Readonly<{ code: string; level: 'country' | 'province' | 'prefecture' | 'county'; name: { zh: string; en: string }; parent: string | null }>;

const region = (code: string, level: Region['level'], zh: string, en: string, parent: string | null = null): Region => ({ code, level, name: { zh, en }, parent });

/** A small register of regions for the tests; a node has all of GB/T 2260. */
export const register = {
  list: { title: 'GB/T 2260 (part)', edition: 'test' },
  source: null,
  regions: [
    region('110000', 'province', '北京市', 'Beijing'), region('310000', 'province', '上海市', 'Shanghai'), region('500000', 'province', '重庆市', 'Chongqing'),
    region('440000', 'province', '广东省', 'Guangdong'), region('510000', 'province', '四川省', 'Sichuan'), region('810000', 'province', '香港特别行政区', 'Hong Kong'),
    region('440300', 'prefecture', '深圳市', 'Shenzhen', '440000'), region('510100', 'prefecture', '成都市', 'Chengdu', '510000'),
    region('510700', 'prefecture', '绵阳市', 'Mianyang', '510000'), region('512000', 'prefecture', '资阳市', 'Ziyang', '510000'),
    region('500101', 'county', '万州区', 'Wanzhou', '500000'), region('510104', 'county', '锦江区', 'Jinjiang', '510100'),
    region('510107', 'county', '武侯区', 'Wuhou', '510100'), region('510116', 'county', '双流区', 'Shuangliu', '510100'),
    region('510703', 'county', '涪城区', 'Fucheng', '510700'), region('512081', 'county', '简阳市', 'Jianyang', '512000'), region('512002', 'county', '雁江区', 'Yanjiang', '512000'),
    region('RU', 'country', '俄罗斯', 'Russia'), region('US', 'country', '美国', 'United States'),
  ],
} as const;

/** The key of an association for one region and what lies below it, which no development key is for. */
export const associationOf = async (databaseUrl: string, region: string): Promise<string> => {
  const { key, keyId, secretHash } = issueKey();
  await once(databaseUrl, `insert into access.principals (key_id, secret_hash, principal, organisation, role, region) values ($1, $2, $3, $3, 'administrator', $4)`,
    [keyId, secretHash, `association-${region}`, region]);
  return key;
};
