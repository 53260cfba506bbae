import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from '../../kernel/tables.samples.js';
import { expressionOf, type Formula, formulas, knownSeries, reasons } from './index.js';

const text = readFileSync(join(__dirname, '../../../../../docs/formulas.md'), 'utf8');

const unitOf = ({ unit, operands }: Formula): string => {
  if (typeof unit === 'string') return unit;
  const title = (name: string | undefined): string | undefined => operands.find((each) => each.name === name)?.title.en;
  return `that of ${title(unit.of)}${unit.per === undefined ? '' : `, for each ${title(unit.per)}`}`;
};

/** The rows as the code has them. */
const listed = formulas.map((formula) => ({
  id: formula.id, version: String(formula.version), formula: formula.title.en, 中文: formula.title.zh, operands: formula.operands.map(({ name }) => name).join(', '), unit: unitOf(formula),
  decimals: `${formula.decimals}, printed ${formula.printed}`,
}));
const expressions = formulas.map((formula) => ({ id: formula.id, expression: expressionOf(formula).en, 算式: expressionOf(formula).zh, notes: formula.source }));
const told = Object.entries(reasons).map(([code, { en, zh }]) => ({ reason: code, sentence: en, 中文: zh }));
const series = knownSeries.map(({ series: name, title, partOf }) => ({ series: name, title: title.en, 中文: title.zh, 'part of': partOf ?? '' }));

it('are told in docs/formulas.md as they are', () => {
  expect(tableOf(text, 'id', 'version')).toEqual(listed);
  expect(tableOf(text, 'id', 'expression')).toEqual(expressions);
  expect(tableOf(text, 'reason', 'sentence')).toEqual(told);
  expect(tableOf(text, 'series', 'title')).toEqual(series);
});

it('have ids that stand for one formula each, and name what they take once', () => {
  expect(new Set(formulas.map(({ id }) => id)).size).toBe(formulas.length);
  for (const { operands } of formulas) expect(new Set(operands.map(({ name }) => name)).size).toBe(operands.length);
});
