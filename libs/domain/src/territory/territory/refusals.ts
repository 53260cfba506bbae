import { type Fault, Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of territory: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const territoryRefusals = {
  'region/not-found': ['absent', 'There is no such region, zone or set; GET /v1/regions?q= finds one by its name.', '没有这个地区、功能区或集合；可用 GET /v1/regions?q= 按名称查找。'],
  'region/not-yours': ['forbidden', 'This region lies outside your scope; the association above it enters its changes.', '该地区不在贵方辖区内；应由其上级协会办理。'],
  'region/exists': ['conflict', 'This code is registered already, and otherwise; a change is entered as what it was (renamed, moved, merged, split).', '该代码已登记且内容不同；变更请按更名、改隶、合并、拆分办理。'],
  'region/ended': ['conflict', 'This region is no more; enter the change for what it became.', '该地区已不存在；请对其后继地区办理。'],
  'region/not-begun': ['invalid', 'The date lies before this region began; give a later one.', '日期早于该地区设立之日；请填之后的日期。'],
  'region/date-in-future': ['invalid', 'This date lies in the future; enter the change when it is in force.', '日期在将来；请在生效后办理。'],
  'region/parent-unknown': ['invalid', 'The region above it is not registered, or not in force on that day; register it first.', '上级地区未登记或当日尚不存在；请先登记。'],
  'region/parent-not-above': ['invalid', 'A region lies under one of a higher level: a county under a prefecture or province, a prefecture under a province.', '上级地区的层级须更高：县级属地级或省级，地级属省级。'],
  'region/code-malformed': ['invalid', 'A mainland region has the six digits of GB/T 2260, a country the two letters of ISO 3166-1; placeholders such as 500100 and statistical codes of zones are no regions.', '境内地区用 GB/T 2260 六位代码，国家用 ISO 3166-1 两位字母；500100 等占位码及开发区统计用码不是行政区划。'],
  'region/heir-unknown': ['invalid', 'An heir is a region of the same level or above that is registered and was there after the other had ended.', '承继地区须已登记、层级不低于原地区，且在原地区撤销后仍存在。'],
  'region/has-an-heir': ['conflict', 'What this region became is known already; if it was entered wrongly, withdraw that change.', '该地区的承继地区已登记；如有误请撤销该变更。'],
  'region/has-not-ended': ['conflict', 'This region has not ended, so it became nothing else; move, merge or split it.', '该地区并未撤销，没有承继地区；请按改隶、合并、拆分办理。'],
  'region/no-such-change': ['invalid', 'This is the version of no change of this region, zone or set that can be withdrawn; its history lists them.', '该版本不是此地区、功能区或集合可撤销的变更；请查看其历史。'],
  'region/others-rest-on-it': ['conflict', 'Later changes rest on this one; withdraw them first.', '后续变更以此为基础；请先撤销后续变更。'],
  'region/ends-before-it-begins': ['invalid', '"to" is the first day on which the region is no more: it lies after "from" and has come.', 'to 是该地区不再存在的第一天，应晚于 from 且不在将来。'],
  'region/goes-on-otherwise': ['invalid', 'The part that keeps the code keeps its level and its parent; move it by an act of its own.', '沿用原代码的部分层级与上级不变；改隶请另行办理。'],
  'region/nothing-changes': ['invalid', 'This is how it stands already; name something else.', '与现状相同；请填写不同的内容。'],
  'region/twice': ['invalid', 'The same region is named twice; name it once.', '同一地区出现两次；请只填一次。'],
  'zone/exists': ['conflict', 'A zone with this code is declared already; redraw it, or choose another code.', '该编号的功能区已登记；请调整其范围或另取编号。'],
  'zone/code-malformed': ['invalid', 'A zone’s code is that of the region it rolls up to, a hyphen and a word: 510100-gaoxin.', '功能区编号由所汇总地区的代码、连字符与名称构成，如 510100-gaoxin。'],
  'zone/county-elsewhere': ['invalid', 'This county does not lie within the region that the zone rolls up to on that day.', '该县（区）当日不在功能区所汇总的地区内。'],
  'zone/exclusive-of-one': ['invalid', 'A zone is exclusive to one county or to none; name exactly one county, or leave "exclusive" out.', '专属功能区只能属于一个县（区）；请只填一个，或不填 exclusive。'],
  'zone/not-a-region': ['invalid', 'This is a zone, and the act is for regions; redraw or close a zone.', '这是功能区；请用调整范围或撤销。'],
  'zone/not-a-zone': ['invalid', 'This is a region and no zone; rename, move, merge or split it.', '这是行政区划而非功能区；请用更名、改隶、合并或拆分。'],
  'region-set/exists': ['conflict', 'A set with this id is defined already; add or remove members, or choose another id.', '该编号的集合已定义；请增减成员或另取编号。'],
  'region-set/not-yours': ['forbidden', 'Only the association that defined a set, or one for all regions, changes its members.', '只有定义该集合的协会或全国性协会可调整其成员。'],
  'region-set/member-unclear': ['invalid', 'A member is a region or a set: name one of them.', '成员为地区或集合；请只填其一。'],
  'region-set/member-unknown': ['invalid', 'This member is no region, zone or set that is registered.', '该成员不是已登记的地区、功能区或集合。'],
  'region-set/member-not-then': ['invalid', 'This member was not there on the first day of its membership; name what was there then, or a later day.', '该成员在起始日尚不存在或已不存在；请填当时的地区或之后的日期。'],
  'region-set/member-twice': ['conflict', 'This is a member already on those days; a member counts once.', '该成员在此期间已在集合中；成员只计一次。'],
  'region-set/not-a-member': ['conflict', 'This is no member of the set on that day, so it cannot leave it.', '该地区当日不是集合成员，无从退出。'],
  'region-set/in-itself': ['invalid', 'A set cannot be a member of itself, nor of what it holds.', '集合不能包含自身，也不能互相包含。'],
  'region-set/except-elsewhere': ['invalid', 'What is excepted lies outside the member; name a region within it.', '排除的地区不在该成员之内。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type TerritoryRefusal = keyof typeof territoryRefusals;

const wordsOf = (code: TerritoryRefusal, more?: string): Words => {
  const [, en, zh] = territoryRefusals[code];
  return more === undefined ? { en, zh } : { en: `${more}: ${en}`, zh: `${more}：${zh}` };
};

/** One fault of several: `about` names what it is of. */
export const faultOf = (code: TerritoryRefusal, pointer: string, about?: string): Fault => ({ pointer, code, message: wordsOf(code, about) });

export const refuse = (code: TerritoryRefusal, pointer?: string, about?: string): Refusal => {
  const words = wordsOf(code, about);
  return new Refusal(code, words, territoryRefusals[code][0], pointer === undefined ? [] : [{ pointer, code, message: words }]);
};

/** Throws one refusal that lists every fault, if there is any. */
export const refuseAll = (faults: readonly Fault[]): void => {
  const [first] = faults;
  if (first) throw new Refusal(first.code, first.message, territoryRefusals[first.code as TerritoryRefusal][0], faults);
};
