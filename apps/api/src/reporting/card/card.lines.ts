import type { Words } from '@entente/domain/kernel/refusal';
import { inShanghai } from '@entente/infra/reports/render/facts';
import { remarksOn } from '@entente/infra/reports/render/reasons-told';
import { filled } from '@entente/infra/reports/render/words';
import { placeName } from '@entente/infra/reports/told/places';
import { exactOf, shownOf } from '@entente/infra/reports/render/shown';
import { codeGrouped } from './card.code.js';
import { definedBy, regionOf } from './card.definition.js';
import type { Printed } from './card.finding.js';
import { type Part, partsOf } from './card.operands.js';
import { type Revision, revisionOf, type Said } from './card.revision.js';
import { cardWords as words, revisionWords } from './card.words.js';

/** A line of a card as it is read; `href` is a page that can be opened. */
export type Line = Readonly<{ label: string; text: string; href?: string }>;
type Language = keyof Words;

/** Every digit of a number, with its unit. */
const exactly = (value: string, unit: string, language: Language): string =>
  exactOf({ value, low: value, high: value, precision: 'exact', unit, origin: { kind: 'records', streams: [] } }, language) ?? words.noValue[language];

const saidIn = (said: Said, language: Language): string => (said === null || said.value === null ? words.noValue[language] : exactly(said.value, said.unit, language));

const partLine = ({ title, value, unit, code, entries }: Part, language: Language): Line => {
  const figure = value === null ? [] : [exactly(value, unit ?? '', language)];
  return { label: `${words.part[language]} · ${title[language]}`, text: [...figure, ...(code === null ? (entries === null ? [] : [entries]) : [codeGrouped(code)])].join(' · ') || words.noValue[language], ...(code === null ? {} : { href: `/cards/${code}` }) };
};

const knownLine = ({ set: { known: { instant, position, node } }, from }: Printed, language: Language): Line => ({
  label: words.known[language],
  text: [`${inShanghai(instant)} (${words.beijing[language]})`, ...(from.edition === 'public' ? [] : [`${words.position[language]} ${position}`, `${words.node[language]} ${node}`])].join(' · '),
});

const revisionLine = (revision: Revision | null, language: Language): Line => ({
  label: words.revision[language],
  text: revision === null ? words.unpublished[language]
    : filled(revisionWords[revision.state][language], { old: saidIn(revision.old, language), new: saidIn(revision.new, language), position: revision.position ?? '' }),
});

/** Most titles name their period. */
const titleOf = ({ title, period }: Printed['set'], language: Language): string => (title[language].includes(period) ? title[language] : `${title[language]} · ${period}`);

const whereLines = ({ from, set }: Printed, language: Language): readonly Line[] => {
  if (from.edition === 'draft') return [{ label: words.draft[language], text: `/v1/reports/runs/${from.run}` }];
  const { issue: { issue, released } } = from;
  if (from.edition === 'issue') return [{ label: words.issue[language], text: `/v1/reports/issues/${issue}` }];
  const page = released?.files.find(({ name }) => name === `report.${language}.yi.html`);
  return [
    { label: words.releasedOn[language], text: released?.releasedOn ?? '' },
    ...(page ? [{ label: words.issue[language], text: titleOf(set, language), href: `/v1/public/reports/${issue}/files/${page.name}` }] : []),
  ];
};

/** The body that published the figure, and the region whose record it tells. */
export const answersFor = ({ from, placed }: Printed): Readonly<{ organisation: string; region: string | null }> =>
  ({ organisation: from.edition === 'draft' ? from.organisation : from.issue.answers, region: regionOf(placed.figure.origin) });

const answersLine = (printed: Printed, language: Language): Line => {
  const { organisation, region } = answersFor(printed);
  const { territory, set: { about } } = printed;
  return { label: words.answers[language], text: [organisation, ...(region === null ? [] : [region === '*' ? words.everywhere[language] : placeName(territory, region, about.validAt)[language]])].join(' · ') };
};

/** A card line by line, in one language: what is printed, by which definition, as known when, what became of it, and who answers for it. */
export const linesOf = (printed: Printed, entries: string | null, language: Language): readonly Line[] => {
  const { placed: { path, figure, table, row, column }, set, from } = printed;
  const look = { language, money: 'yi' } as const;
  const { id, version, title, describes } = definedBy(figure.origin);
  const parameters = Object.entries(set.parameters).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name} = ${value}`).join(', ');
  const exact = exactOf(figure, language);
  return [
    { label: words.value[language], text: shownOf(figure, look).whole },
    ...(exact === null ? [] : [{ label: words.exact[language], text: exact }]),
    ...remarksOn(figure, look).map((text) => ({ label: words.remark[language], text })),
    { label: words.what[language], text: [table, row, column].map((each) => each[language]).join(' · ') },
    { label: words.report[language], text: titleOf(set, language) },
    ...(parameters === '' ? [] : [{ label: words.parameters[language], text: parameters }]),
    { label: words.definition[language], text: `${title[language]}${id === null || version === null ? '' : ` (${id}, ${words.version[language]} ${version})`}${language === 'zh' ? '：' : ': '}${describes[language]}` },
    knownLine(printed, language),
    { label: words.validAt[language], text: set.about.validAt },
    ...partsOf(printed).map((part) => partLine(part, language)),
    revisionLine(revisionOf(from, path), language),
    answersLine(printed, language),
    ...(entries === null || from.edition === 'public' ? [] : [{ label: words.entries[language], text: entries }]),
    ...whereLines(printed, language),
  ];
};
