import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'edition/not-found': ['absent', 'There is no such edition; GET /v1/editions lists them.', '没有这一届会议；见 GET /v1/editions。'],
  'edition/exists': ['conflict', 'An edition with this id exists; leave the id out, or choose another.', '该编号的会议届次已存在；请不填编号或另取一个。'],
  'edition/code-taken': ['conflict', 'This number of the series is another edition’s; GET /v1/editions?code= finds it.', '该系列的此届次已登记；可用 GET /v1/editions?code= 查找。'],
  'edition/unknown': ['invalid', 'No conference edition was entered under this code; GET /v1/editions lists them, and POST /v1/editions enters one.', '没有该代码的会议届次；见 GET /v1/editions，登记用 POST /v1/editions。'],
  'edition/not-yours': ['forbidden', 'Its place lies outside your scope, or is not stated; an association over the place keeps its record, and one over everything where there is none.', '举办地不在贵方辖区内或未载明；由辖区包含举办地的协会记录，举办地不详的由辖区不限的协会记录。'],
  'edition/dates-reversed': ['invalid', 'It would end before it begins; exchange the dates.', '结束日早于开始日；请对调。'],
  'edition/outside-dates': ['invalid', 'This day lies outside the dates that were announced; correct it, or announce the dates anew.', '日期在公布的会期之外；请更正，或重新公布会期。'],
  'edition/date-in-future': ['invalid', 'This date lies in the future; record what has happened.', '日期在将来；请记录已发生的事项。'],
  'edition/aspect-unknown': ['invalid', 'The edition has no such aspect; announce it first, or leave it out.', '该届没有此板块；请先公布，或不填。'],
  'edition/aspect-in-use': ['invalid', 'Activities belong to an aspect that this leaves out; put them right first, or keep it.', '有活动属于被去掉的板块；请先更正活动，或保留该板块。'],
  'edition/dates-in-use': ['invalid', 'Activities or outputs are recorded on days outside these dates; announce dates that hold both, put them right, and announce again.', '已有活动或成果不在此会期内；请先公布包含两者的会期，更正后再公布。'],
  'edition/activity-unknown': ['invalid', 'The edition has no such activity; record it first, or leave it out.', '该届没有此项活动；请先记录，或不填。'],
  'edition/output-unknown': ['invalid', 'The edition has no such output; GET of the edition lists them.', '该届没有此项成果；见该届的详情。'],
  'edition/refers-to-nothing': ['invalid', 'There is nothing on record under this id that you may refer to; check the id, enter it first, or leave it out.', '该编号下没有贵方可引用的记录；请核对编号、先行录入，或不填。'],
  'edition/refers-to-another-kind': ['invalid', 'A signing refers to a signing, an agreement to a pact, and a declaration to a joint initiative; choose another kind of output, or refer to what it is.', '签约须引用签约，协议须引用协议，倡议书须引用倡议书；请更改成果类别或引用的记录。'],
  'edition/output-twice': ['invalid', 'This is another output of the edition already; put that one right, or refer to something else.', '该记录已是本届的另一项成果；请更正该项，或引用其他记录。'],
  'edition/pact-unknown': ['invalid', 'There is no such pact to refer to, or you may not see it; check the id.', '没有可引用的该项协议，或贵方无权查看；请核对编号。'],
  'edition/reason-needed': ['invalid', 'It was said otherwise before; give the reason for the change.', '与先前记录不同；请说明更改理由。'],
  'edition/strike-one': ['invalid', 'Say which activity or which output is struck, one of them.', '请填要删除的活动或成果，二者取一。'],
  'edition/activity-in-use': ['conflict', 'Outputs belong to this activity; put them right first.', '有成果属于该活动；请先更正。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type EditionRefusal = keyof typeof refusals;

export const refuse = (code: EditionRefusal, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
