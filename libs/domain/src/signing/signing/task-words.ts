import type { Words } from '../../kernel/refusal.js';

/** What a task is called, and what happens if nobody does it. */
export const taskWords: Readonly<Record<string, Readonly<{ title: Words; then: Words }>>> = {
  resubmit: {
    title: { en: 'Correct the returned submission and send it again, or withdraw it', zh: '更正退回的申报并重新提交，或撤回' },
    then: { en: 'It stays out of the record and counts nowhere.', zh: '不入库，任何统计均不计入。' },
  },
  confirm: {
    title: { en: 'Confirm or return the submission', zh: '确认或退回申报' },
    then: { en: 'After the due date the association may admit it without your confirmation; it then counts as unconfirmed.', zh: '逾期后协会可豁免贵方确认而入库，计入时标注“未确认”。' },
  },
  'confirm-change': {
    title: { en: 'Confirm or return the change', zh: '确认或退回变更' },
    then: { en: 'After the due date the association may let it take effect without your confirmation; it then counts as unconfirmed.', zh: '逾期后协会可豁免贵方确认而使变更生效，计入时标注“未确认”。' },
  },
  'confirm-late': {
    title: { en: 'Confirm, or object to, what was admitted without your confirmation', zh: '对未经贵方确认而入库的签约补充确认或提出异议' },
    then: { en: 'It goes on counting as unconfirmed.', zh: '继续按“未确认”计入。' },
  },
  'answer-objection': {
    title: { en: 'Answer the objection: correct the signing, or settle it with the region', zh: '答复异议：更正签约，或与该地区协商' },
    then: { en: 'It goes on counting as objected to.', zh: '继续按“有异议”计入。' },
  },
  admit: {
    title: { en: 'Admit the submission, or return it', zh: '办理入库或退回' },
    then: { en: 'It waits and counts nowhere but among the submissions.', zh: '继续待入库，仅计入待入库数。' },
  },
  'approve-change': {
    title: { en: 'Let the change take effect, or return it', zh: '批准变更或退回' },
    then: { en: 'The record stands as it was.', zh: '记录维持原状。' },
  },
  waive: {
    title: { en: 'A confirmation is overdue: remind, or admit with a waiver', zh: '确认已逾期：催办，或豁免后入库' },
    then: { en: 'It waits and counts nowhere but among the submissions.', zh: '继续待入库，仅计入待入库数。' },
  },
  'waive-change': {
    title: { en: 'A confirmation is overdue: remind, or approve with a waiver', zh: '确认已逾期：催办，或豁免后批准' },
    then: { en: 'The record stands as it was.', zh: '记录维持原状。' },
  },
  'reach-milestone': {
    title: { en: 'Report the planned milestone, or plan it anew with a reason', zh: '报告计划节点，或说明理由后改期' },
    then: { en: 'After its date it is listed as overdue, with who answers for it.', zh: '逾期后列入逾期清单，并注明责任单位。' },
  },
  'verify-milestone': {
    title: { en: 'Verify the reported milestone, or reverse it', zh: '核实所报节点，或核销' },
    then: { en: 'It does not count until it is verified.', zh: '核实前不计入。' },
  },
  'verify-funds': {
    title: { en: 'Verify the reported funds, or reverse them', zh: '核实所报到位资金，或冲销' },
    then: { en: 'They do not count until they are verified.', zh: '核实前不计入。' },
  },
};
