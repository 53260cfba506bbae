import { Refusal, type RefusalKind, type Words } from '../../kernel/refusal.js';

/** Every refusal of the slice: its kind, and the sentence that says what to do next. Codes are part of the API. */
export const refusals = {
  'alliance/not-found': ['absent', 'There is no such alliance; check the id.', '没有这个联盟；请核对编号。'],
  'alliance/exists': ['conflict', 'An alliance with this id exists; leave the id out, or choose another.', '该编号的联盟已存在；请不填编号或另取一个。'],
  'alliance/forming': ['conflict', 'It is not founded yet: every founder agrees first (found).', '尚未成立；须全体发起方先同意（found）。'],
  'alliance/lapsed': ['conflict', 'A founder declined, so it was not founded; propose another.', '有发起方不同意，联盟未成立；请另行发起。'],
  'alliance/founded': ['conflict', 'It is founded already; apply to join it.', '已成立；请申请加入。'],
  'alliance/attested': ['conflict', 'An association entered it from a document; nobody applies or votes here.', '由协会依文件录入；不在此申请或表决。'],
  'alliance/founder-gone': ['conflict', 'A founder was closed before all had agreed, so it cannot be founded; any founder that is still there declines it, and proposes another without that one.', '有发起方在全体同意之前已终止，联盟不能成立；请由任一存续的发起方表示不同意并另行发起。'],
  'alliance/agreed': ['conflict', 'This founder has agreed to found it; when it is founded, it withdraws.', '该发起方已同意成立；成立后可办理退出。'],
  'alliance/not-the-secretariat': ['forbidden', 'Only its secretariat does this, or, while it has none, an association over its territory.', '只有秘书处可以办理；没有秘书处时由辖区包含其地域的协会办理。'],
  'alliance/member-already': ['conflict', 'It is a member already, or was merged with one; its grade is changed by regrade.', '已是会员，或已与会员合并；类别以 regrade 变更。'],
  'alliance/not-a-member': ['conflict', 'It is no member; GET /v1/alliances/{id}/members lists them.', '不是会员；会员见 GET /v1/alliances/{id}/members。'],
  'alliance/applied': ['conflict', 'It has applied already, and that is not decided yet; wait for the answer, or take the first application back (decline).', '已申请，尚未决定；请待前一申请办结，或先撤回（decline）。'],
  'alliance/application-unknown': ['invalid', 'There is no such application; GET of the alliance lists them.', '没有该申请；见该联盟的详情。'],
  'alliance/application-decided': ['conflict', 'This application has been decided or closed; the body may apply again where it is no member.', '该申请已作决定或已办结；非会员可重新申请。'],
  'alliance/not-yours-to-close': ['forbidden', 'Only the applicant takes an application back, and only the secretariat declines it.', '申请只能由申请方撤回，或由秘书处不予受理。'],
  'alliance/no-vote-needed': ['conflict', 'The secretariat admits here without a vote.', '本联盟由秘书处直接吸收会员，无需表决。'],
  'alliance/vote-open': ['conflict', 'The vote is open until it closes or all have voted.', '表决尚未截止，也未全部投票。'],
  'alliance/vote-not-open': ['conflict', 'No vote is open on this application; the secretariat opens one.', '该申请没有进行中的表决；由秘书处提请。'],
  'alliance/vote-closed': ['conflict', 'The vote has closed; a letter that was received in time is entered with its date.', '表决已截止；截止前收到的书面表决可注明收到日期后录入。'],
  'alliance/letter-too-late': ['invalid', 'This letter was received after the vote had closed, and does not count.', '该书面表决在截止后收到，不计入。'],
  'alliance/letter-too-early': ['invalid', 'This letter was received before this vote was opened, so it is of no vote or of another; ask for a new one.', '该书面表决收到于本次表决提请之前，不属本次表决；请重新索取。'],
  'alliance/no-letters': ['conflict', 'Votes by letter do not count in this alliance.', '本联盟不接受书面表决。'],
  'alliance/letter-by-secretariat': ['forbidden', 'A letter is entered by the secretariat; vote yourself without one.', '书面表决由秘书处录入；本人表决请不填 letter。'],
  'alliance/not-in-electorate': ['forbidden', 'It had no vote when this vote was opened; GET of the alliance lists who has.', '提请表决时该机构没有表决权；表决人见该联盟的详情。'],
  'alliance/voted': ['conflict', 'It has voted otherwise, and a vote stands.', '已投过不同的票，投票不可更改。'],
  'alliance/nobody-to-vote': ['conflict', 'Nobody has a vote today, so the secretariat admits or declines without one.', '今日没有有表决权的会员；由秘书处直接吸收或不予受理。'],
  'alliance/vote-needed': ['conflict', 'The members vote first; open a vote.', '须先经会员表决；请提请表决。'],
  'alliance/vote-passed': ['conflict', 'The members have agreed; admit it.', '表决已通过；请办理吸收。'],
  'alliance/no-quorum': ['conflict', 'Too few voted; open another vote.', '参加表决的会员不足法定数；请重新提请表决。'],
  'alliance/vote-failed': ['conflict', 'The members did not agree; it may apply again.', '表决未通过；可重新申请。'],
  'alliance/say-which': ['invalid', 'Say which application is admitted; of a founder that was struck, and of an alliance that is known from documents, which organisation.', '请填所吸收的申请；误撤的发起方与依文件录入的联盟请填机构。'],
  'alliance/say-since-when': ['invalid', 'It has been a member more than once; say with "from" since when the membership that is struck was entered.', '该机构曾多次为会员；请以 from 注明要撤销的会员资格的起始日。'],
  'alliance/source-not-needed': ['invalid', 'This alliance speaks for itself here; leave the source out.', '该联盟在此自行办理；请不填来源。'],
  'alliance/suspended-then': ['conflict', 'It was suspended until after this date already; reinstate it from the day on which that suspension began, so that it never was, and suspend it anew.', '该日之后才结束的中止已有记录；请自该次中止之日起恢复以使其作废，再重新中止。'],
  'alliance/not-suspended': ['conflict', 'Its membership is not suspended, so there is nothing to reinstate.', '会员资格未中止，无需恢复。'],
  'alliance/same-grade': ['conflict', 'It is of this grade from an earlier day on; where that day is wrong, regrade it to the former grade from that day first.', '已自更早之日起为该类别；如该日有误，请先自该日起恢复原类别。'],
  'alliance/date-in-future': ['invalid', 'This date lies in the future; enter what has happened.', '日期在将来；请填已发生的事项。'],
  'alliance/before-founding': ['invalid', 'This date lies before the founding; give a later one.', '日期早于成立日；请填之后的日期。'],
  'alliance/before-joining': ['invalid', 'This date lies before it joined; give a later one, or strike the membership where the day of joining is wrong.', '日期早于入盟日；请填之后的日期，入盟日有误的请先撤销误录。'],
  'alliance/before-suspension': ['invalid', 'This date lies before the suspension; give a later one, or suspend it again from the right day first.', '日期早于中止日；请填之后的日期，中止日有误的请先更正。'],
  'alliance/before-term': ['invalid', 'This date lies before the term that runs began; give a later one.', '日期早于现任期起始日；请填之后的日期。'],
  'alliance/not-there-then': ['invalid', 'This body was not there on that date; give one on which it was, or name the body that was there.', '该日该机构不存在；请填其存续期间的日期，或改填当时存续的机构。'],
  'alliance/dates-reversed': ['invalid', 'It would end before it begins; exchange the dates.', '终止日早于起始日；请对调。'],
  'alliance/overlaps': ['invalid', 'It was a member then already; give a date after it had left.', '该时段已是会员；请填退出之后的日期。'],
  'alliance/closes-in-past': ['invalid', 'A vote closes today at the earliest.', '表决截止日最早为今日。'],
  'alliance/day-needed': ['invalid', 'Give the day in full, such as 2026-01-31.', '请写完整日期，如 2026-01-31。'],
} as const satisfies Record<string, readonly [RefusalKind, string, string]>;

export type AllianceRefusal = keyof typeof refusals;

export const refuse = (code: AllianceRefusal, pointer?: string): Refusal => {
  const [kind, en, zh] = refusals[code];
  const words: Words = { en, zh };
  return new Refusal(code, words, kind, pointer === undefined ? [] : [{ pointer, code, message: words }]);
};
