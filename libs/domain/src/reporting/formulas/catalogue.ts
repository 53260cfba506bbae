import type { Words } from '../../kernel/refusal.js';
import { type Expression, told } from './expression.js';
import type { Formula } from './formula.js';
import { growthFormulas } from './growth.js';
import { structureFormulas } from './structure.js';
import { targetFormulas } from './targets.js';

const all = [...growthFormulas, ...structureFormulas, ...targetFormulas] as const;

type Listed = (typeof all)[number];
export type FormulaId = Listed['id'];
/** The names of what a formula takes. */
export type NamesOf<Id extends FormulaId> = Extract<Listed, { id: Id }>['operands'][number]['name'];

/** Every declared formula, in the order in which they are told. */
export const formulas: readonly (Formula & Readonly<{ id: FormulaId }>)[] = all;

const byId = new Map(formulas.map((formula) => [formula.id, formula]));

export const formulaOf = (id: FormulaId): Formula & Readonly<{ id: FormulaId }> => {
  const formula = byId.get(id);
  if (formula === undefined) throw new RangeError(`'${id}' is not a formula: those that there are stand in docs/formulas.md`);
  return formula;
};

const expressionIn = ({ expression, operands }: Formula, language: keyof Words): string =>
  told(expression as Expression, (name) => operands.find((each) => each.name === name)?.title[language] ?? name);

/** The formula as text, in the words of its operands. */
export const expressionOf = (formula: Formula): Words => ({ en: expressionIn(formula, 'en'), zh: expressionIn(formula, 'zh') });
