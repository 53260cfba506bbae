import type { Words } from '@entente/domain/kernel/refusal';
import { entriesAddress } from '@entente/infra/reports/render/addresses';
import { reasonOf } from '@entente/infra/reports/render/reasons-told';
import { shownOf } from '@entente/infra/reports/render/shown';
import { definedBy } from './card.definition.js';
import type { Printed } from './card.finding.js';
import { answersFor, type Line, linesOf } from './card.lines.js';
import { partsOf } from './card.operands.js';
import { revisionOf } from './card.revision.js';

type Language = keyof Words;

const printedIn = ({ placed: { figure } }: Printed, language: Language): object => ({ yi: shownOf(figure, { language, money: 'yi' }).whole, wan: shownOf(figure, { language, money: 'wan' }).whole });

const entriesOf = ({ placed, set, from }: Printed): string | null => (from.edition === 'public' ? null : entriesAddress(placed.figure, set.known, ''));

/** The lines of a card, for a page. */
export const cardLines = (printed: Printed, language: Language): readonly Line[] => linesOf(printed, entriesOf(printed), language);

/** A card as the api answers it: titles in the language asked for. */
export const cardOf = (printed: Printed, language: Language): object => {
  const { code, set, from, placed: { path, figure, table, row, column } } = printed;
  const { value, low, high, precision, unit, amountKind = null, unknown = null, why, origin } = figure;
  const { title, describes, ...defined } = definedBy(origin);
  const issue = from.edition === 'draft' ? null : from.issue.issue;
  const entries = entriesOf(printed);
  const { report, period, parameters, known, about: { validAt } } = set;
  return {
    code, path, edition: from.edition,
    figure: { value, low, high, precision, unit, amountKind, unknown, why: value === null ? reasonOf(why, language) : null },
    printed: { zh: printedIn(printed, 'zh'), en: printedIn(printed, 'en') },
    what: { report: set.title[language], table: table[language], row: row[language], column: column[language] },
    report, period, parameters, definition: { ...defined, title: title[language], describes: describes[language] },
    asOf: from.edition === 'public' ? { instant: known.instant } : known, validAt, entries,
    operands: partsOf(printed).map(({ title: named, ...part }) => ({ ...part, title: named[language] })),
    revision: revisionOf(from, path), answers: answersFor(printed), lines: linesOf(printed, entries, language),
    links: {
      self: `/v1/cards/${code}`, page: `/cards/${code}`, entries,
      issue: issue === null ? null : `/v1/${from.edition === 'public' ? 'public/reports' : 'reports/issues'}/${issue}`, run: from.edition === 'draft' ? `/v1/reports/runs/${from.run}` : null,
    },
  };
};
