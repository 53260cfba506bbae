import { Refusal, type Words } from '@entente/domain/kernel/refusal';
import { daysOf, periodBefore } from '@entente/domain/reporting/report';
import type { Ask, Question, Telling } from '../asking.js';
import { announcedOf, announcedTable } from './announced.js';
import { programmesTable, regionsTable, tracksTable, utilisationTable } from './credit.groups.js';
import { drawnTable, firmsTable, progressTable } from './credit.progress.js';
import { isWithin, onRecord, type Scope } from './credit.scope.js';
import { mustKnowRegion } from './parts.regions.js';
import { placeName } from './places.js';

const UNKNOWN: Words = { en: 'There is no credit programme with this id; GET /v1/credit-programmes lists them.', zh: '没有该编号的授信方案；可查阅 GET /v1/credit-programmes。' };

const scopeOf = async (ask: Ask, parameters: Question, period: string): Promise<Scope> => {
  const { region, programme } = parameters;
  mustKnowRegion(ask.territory, region);
  const recorded = await onRecord(ask);
  if (programme !== undefined && !recorded.programmes.some(({ id }) => id === programme)) {
    throw new Refusal('report/programme-unknown', UNKNOWN, 'invalid', [{ pointer: '/parameters/programme', code: 'report/programme-unknown', message: UNKNOWN }]);
  }
  const where = { ...(region === undefined ? {} : { region }), ...(programme === undefined ? {} : { programme }) };
  return { ask, period, where, former: await ask.published('credit', parameters, periodBefore(period)), ...recorded };
};

/** What was announced of batches that the report is about, beside what is recorded of them. */
const announcedIn = async ({ ask, where, period, ...scope }: Scope) => {
  const { programme } = where;
  const batches = new Set(scope.batches.filter((batch) => programme === undefined || batch.programme === programme).map(({ id }) => id));
  const announced = await announcedOf(ask, ({ batch, territory }) => batch !== null && batches.has(batch) && isWithin({ ask, where }, territory));
  return { ...(await announcedTable(ask, announced, daysOf(period).to)), public: 'closed' } as const;
};

const titleOf = ({ ask, where: { region, programme }, programmes }: Scope, period: string): Words => {
  const place = region === undefined ? undefined : placeName(ask.territory, region, daysOf(period).to);
  const name = programmes.find(({ id }) => id === programme)?.name;
  const words = (language: keyof Words): readonly string[] => [place?.[language], name?.[language] ?? name?.zh ?? name?.en].flatMap((each) => each ?? []);
  return { en: ['Progress of credit', ...words('en'), period].join(', '), zh: `${words('zh').join('·')}授信进度（${period}）` };
};

/** Limits, balances, draws and firms at the end of a month, and how much of the limits is used. */
export const credit: Telling = async (ask, { parameters, period }) => {
  const scope = await scopeOf(ask, parameters, period);
  const { from, to } = daysOf(period);
  return {
    about: { from, to, validAt: to },
    title: titleOf(scope, period),
    tables: [
      await progressTable(scope), await drawnTable(scope), await firmsTable(scope), await utilisationTable(scope),
      await programmesTable(scope), await regionsTable(scope), await tracksTable(scope), await announcedIn(scope),
    ],
    notes: [{ en: 'Currencies stand in rows of their own and are never added. Mirrored lines are as their bank last stated them.', zh: '币种分列，互不相加。mirror 授信以银行最近报送为准。' }],
  };
};
