import type { Words } from '@entente/domain/kernel/refusal';
import type { Revision } from './card.revision.js';

const both = (zh: string, en: string): Words => ({ zh, en });

/** What stands on a card beside what the report says. */
export const cardWords = {
  value: both('数值', 'Value'), exact: both('未舍入值', 'Unrounded'), remark: both('说明', 'Remark'), what: both('所指', 'Figure'), report: both('报表', 'Report'), parameters: both('参数', 'Parameters'),
  definition: both('口径', 'Definition'), version: both('版本', 'version'), known: both('数据截止', 'As known at'), validAt: both('时点数截至', 'Levels as of'), part: both('其中', 'Made of'),
  revision: both('修订', 'Revision'), answers: both('负责单位', 'Who answers for it'), entries: both('明细', 'Entries'), issue: both('所在期', 'Issue'), draft: both('草稿', 'Draft'),
  position: both('日志位次', 'log position'), node: both('节点', 'node'), beijing: both('北京时间', 'Beijing time'), everywhere: both('全部地区', 'everywhere'), noValue: both('无', 'none'),
  releasedOn: both('对外公布', 'Released on'), unpublished: both('未公布的草稿，不随更正更新。', 'A draft that was not published; nobody follows what becomes of it.'),
} as const satisfies Readonly<Record<string, Words>>;

/** What has become of a figure since it was printed. {old}, {new} and {position} are filled in. */
export const revisionWords: Readonly<Record<Revision['state'], Words>> = {
  stands: both('公布后未变动。', 'It has not changed since it was published.'),
  revised: both('已修订：原为 {old}，现为 {new}（日志位次 {position}）。', 'Revised: it was {old} and is {new} now (log position {position}).'),
  unlisted: both('该报表变动较多，未逐项列出，本数字可能已变动；见数据修订说明。', 'So much of this report has changed that not all is listed, and this figure may have; see the report of revisions.'),
  'report-revised': both('该报表部分数据公布后已更正。', 'Some figures of this report were corrected since it was published.'),
};

/** The words of the page on which a card is read. */
export const pageWords = {
  title: both('数字卡', 'Number card'),
  closed: both('此数字不在公开版中。有密钥者可在此查阅。', 'This figure is in no public edition. Whoever holds a key may read it here.'),
  key: both('密钥', 'Key'), show: both('查阅', 'Show'), asking: both('正在查询……', 'Asking …'), failed: both('无法连接，请稍后再试。', 'There is no answer; try again shortly.'),
  keyNote: both('密钥只用于本次查询，不保存。', 'The key is used for this question and kept nowhere.'),
} as const satisfies Readonly<Record<string, Words>>;
