import type { Words } from '@entente/domain/kernel/refusal';
import type { Row, Table } from '@entente/domain/reporting/dataset';
import { KINDS, LEVELS } from '@entente/domain/signing/signing';
import type { Question } from '../asking.js';
import { type Month, yearTo } from './monthly-brief.spans.js';
import { type Measure, plainMeasures } from './parts.measures.js';
import { column, ofGroup, ofTotal, row } from './parts.js';

const METRIC = 'signings.count';

const LEVEL_WORDS: Readonly<Record<(typeof LEVELS)[number], Words>> = {
  intent: { en: 'Letters of intent', zh: '意向' }, framework: { en: 'Framework agreements', zh: '框架' }, contract: { en: 'Contracts', zh: '合同' }, unspecified: { en: 'Level not stated', zh: '层级未载明' },
};
const KIND_WORDS: Readonly<Record<(typeof KINDS)[number], Words>> = {
  headquarters: { en: 'Headquarters', zh: '总部落户' }, project: { en: 'Projects', zh: '项目' }, platform: { en: 'Platforms', zh: '平台' }, cooperation: { en: 'Cooperation', zh: '合作协议' },
};

/** How many were signed this year, by how binding they are and by kind. An intent is not counted as a contract. */
export const levelsTable = async ({ ask, period, where }: Month): Promise<Table> => {
  const question = yearTo(where, period);
  const [both, byLevel, byKind] = [
    await ask.metric(METRIC, { ...question, by: 'level,kind' }), await ask.metric(METRIC, { ...question, by: 'level' }), await ask.metric(METRIC, { ...question, by: 'kind' }),
  ];
  const measure = plainMeasures(METRIC)[0] as Measure;
  const of = (only: Question): Question => ({ ...question, ...only });
  const levelRow = (level: (typeof LEVELS)[number]): Row => ({ within: 'all', ...row(level, LEVEL_WORDS[level], {
    ...Object.fromEntries(KINDS.map((kind) => [kind, ofGroup(both, { level, kind }, of({ level, kind }), measure)])), all: ofGroup(byLevel, { level }, of({ level }), measure),
  }) });
  const all = row('all', { en: 'All', zh: '合计' }, { ...Object.fromEntries(KINDS.map((kind) => [kind, ofGroup(byKind, { kind }, of({ kind }), measure)])), all: ofTotal(both, question, measure) });
  return {
    id: 'levels', title: { en: 'Signings this year by level and kind', zh: '本年签约按层级与类别' }, rowsTitle: { en: 'Level', zh: '层级' }, public: 'grouped',
    columns: [...KINDS.map((kind) => column(kind, KIND_WORDS[kind].en, KIND_WORDS[kind].zh)), column('all', 'All', '合计')],
    rows: [...LEVELS.map(levelRow), all], ties: [{ sum: 'all', of: KINDS }],
  };
};
