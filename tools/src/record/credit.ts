import type { Title } from './conferences/edition.js';
import { conference, says, type Source } from './sources.js';

/** What is sent to `POST /v1/credit-programmes` of what a document states; bodies and the pact are items of this record, by their keys. */
export type StatedProgramme = Readonly<{
  name: Title; issuer: string; bank: string; territory: string; quota: null; currency: string; mode: 'mirror'; pact: string; edition: string; source: Source;
}>;

/** What is sent to `POST /v1/credit-batches`, and what was announced of the batch, which is sent to `…/announce`. */
export type StatedBatch = Readonly<{
  programme: string; name: Title; ordinal: number; source: Source;
  announced: Readonly<{
    total: Readonly<{ amount: string; currency: string; op: string; text: string }>; firms: Readonly<{ value: number; op: string; text: string }>; statedOn: string; source: Source;
  }>;
}>;

const firstBatch = says(conference, '根据成都市和中国工商银行成都分行推出《软件和信息服务集群主动授信创新方案》,成都市已有66家软件企业首批获得授信,授信总额达到30亿元。');

/**
 * The credit programme of the 21st conference. A programme has an issuer, and the document names the city and no office of it,
 * so that it is the city. It states what a first batch comes to and no quota, no product, no guarantor and no day: none is filled
 * in. Where draws are made it does not say either: they are taken to be made in the bank, as is usual.
 */
export const creditProgrammes: Readonly<Record<string, StatedProgramme>> = {
  'cluster-credit': {
    name: { zh: '软件和信息服务集群主动授信创新方案', en: 'Software and Information Service Cluster Active Credit Innovation Plan' },
    issuer: 'chengdu', bank: 'icbc-chengdu', territory: '510100', quota: null, currency: 'CNY', mode: 'mirror', pact: 'cluster-credit-scheme', edition: 'cisc-21',
    source: says(conference, '根据成都市和中国工商银行成都分行推出《软件和信息服务集群主动授信创新方案》'),
  },
};

/**
 * Its first batch has no line: none of the 66 firms is named. What was announced of it stands beside a record of nothing, an
 * open discrepancy until the bank or the firms tell more. It is credit granted; what was drawn of it no document says.
 */
export const creditBatches: Readonly<Record<string, StatedBatch>> = {
  'cluster-credit-first': {
    programme: 'cluster-credit', name: { zh: '首批', en: 'the first batch' }, ordinal: 1, source: firstBatch,
    announced: {
      total: { amount: '3000000000.00', currency: 'CNY', op: '>=', text: '达到30亿元' }, firms: { value: 66, op: '=', text: '66家软件企业' }, statedOn: '2024-01-11', source: firstBatch,
    },
  },
};
