import { gapIn } from '@entente/domain/journals/edition-gaps';
import { AFTER_CONFERENCE, daysAfterConference } from '@entente/domain/reporting/report';
import type { Telling } from '../asking.js';
import { announcedOf, announcedTable } from './announced.js';
import { editionName, editionOf, editionTable, heldDays } from './conference.edition.js';
import { fundsTable, funnelByRegion, funnelTable, progressTable, ratesTable } from './conference.funnel.js';
import { cohortOf } from './conference.measured.js';
import { byOrigin, hostsOf, outputsTable, resultsByRegion, resultsTable } from './conference.results.js';

/**
 * What a conference brought, and what became of it some days later.
 * @throws Refusal (invalid) where the edition or its days are not on record.
 */
export const conference: Telling = async (ask, { parameters, period }) => {
  const code = parameters['edition'] ?? '';
  const it = await editionOf(ask, code);
  const held = await heldDays(ask, it);
  const { from, to } = daysAfterConference(period, held);
  const asked = { edition: code, validAt: to };
  const cohort = await cohortOf(ask, asked);
  const hosts = await hostsOf(ask, asked);
  const days: Parameters<typeof progressTable>[0][number][] = [];
  for (const after of AFTER_CONFERENCE.map((each) => `T+${each}`)) {
    const day = daysAfterConference(after, held).to;
    if (day <= to) days.push({ id: after.toLowerCase(), title: { en: `${after} (${day})`, zh: `${after}（${day}）` }, cohort: day === to ? cohort : await cohortOf(ask, { edition: code, validAt: day }) });
  }
  const name = editionName(it);
  return {
    about: { from, to, validAt: to },
    title: { en: `${name.en}: results and follow-up, ${period}`, zh: `${name.zh}成果与履约跟踪（${period}）` },
    tables: [
      editionTable(ask, it, held),
      await announcedTable(ask, await announcedOf(ask, (scope) => scope.edition === code), to, (metric) => (metric.startsWith('editions.') ? gapIn(it, metric) : undefined)),
      await outputsTable(ask, it), await resultsTable(ask, asked), await resultsByRegion(ask, asked, hosts),
      funnelTable(cohort), ratesTable(cohort), fundsTable(cohort), await funnelByRegion(ask, asked, hosts, to), await byOrigin(ask, asked), progressTable(days),
    ],
    notes: [held.stated
      ? { en: `Held ${held.from} – ${held.to}; what became of the signings is told as of ${to}.`, zh: `会期 ${held.from} – ${held.to}；签约进展截至 ${to}。` }
      : { en: `No source states the days of this edition; it is counted from its signings, ${held.from} – ${held.to}, and what became of them is told as of ${to}.`, zh: `来源未载明会期，以其签约日期（${held.from} – ${held.to}）为准；签约进展截至 ${to}。` }],
  };
};
