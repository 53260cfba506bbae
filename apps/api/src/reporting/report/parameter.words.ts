import type { Words } from '@entente/domain/kernel/refusal';

/** What reports are told with. */
export const parameterWords: Readonly<Record<string, Words>> = {
  region: { en: 'The region, with all below it (GET /v1/regions); everywhere, where it is left out.', zh: '地区（含下级，见 GET /v1/regions）；不填为全部地区。' },
  edition: { en: 'The code of an edition of a conference, such as cisc-21 (GET /v1/editions).', zh: '会议届次代码，如 cisc-21（见 GET /v1/editions）。' },
  set: { en: 'A set of regions, such as chuanyu (GET /v1/region-sets).', zh: '地区集合，如 chuanyu（见 GET /v1/region-sets）。' },
  alliance: { en: 'The id of an alliance (GET /v1/alliances).', zh: '联盟编号（见 GET /v1/alliances）。' },
  programme: { en: 'The id of a programme of credit (GET /v1/credit-programmes); all of them, where it is left out.', zh: '授信方案编号（见 GET /v1/credit-programmes）；不填为全部方案。' },
};
