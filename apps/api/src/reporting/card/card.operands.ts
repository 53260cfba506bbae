import { metrics } from '@entente/domain/journals/metrics';
import type { Words } from '@entente/domain/kernel/refusal';
import { type Figure, figuresIn, type Operand } from '@entente/domain/reporting/dataset';
import { formulas } from '@entente/domain/reporting/formulas';
import { addressesOf, entriesAddress } from '@entente/infra/reports/render/addresses';
import type { Printed } from './card.finding.js';

/** What a figure is made of: a figure of the same data set, with its own code, or one that is not printed. */
export type Part = Readonly<{ name: string; title: Words; value: string | null; unit: string | null; code: string | null; entries: string | null }>;

const named = (name: string): Words => ({ en: name, zh: name });

const ofFormula = ({ set, codes }: Printed, formula: string, operands: Readonly<Record<string, string | Operand>>): readonly Part[] => {
  const titles = formulas.find(({ id }) => id === formula)?.operands ?? [];
  const byPath = new Map(figuresIn(set).map((placed) => [placed.path, placed]));
  const place = (name: string): number => titles.findIndex((each) => each.name === name);
  // A data set has its members in the order of their names; a formula is read in its own.
  return Object.entries(operands).sort(([one], [other]) => place(one) - place(other)).map(([name, operand]): Part => {
    const placed = typeof operand === 'string' ? byPath.get(operand) : undefined;
    const title = titles.find((each) => each.name === name)?.title ?? placed?.row ?? named(name);
    const it: Pick<Figure, 'value' | 'unit' | 'origin'> | undefined = typeof operand === 'string' ? placed?.figure : operand;
    return { name, title, value: it?.value ?? null, unit: it?.unit ?? null, code: (typeof operand === 'string' ? codes.get(operand) : undefined) ?? null, entries: it ? entriesAddress(it, set.known, '') : null };
  });
};

/** The operands of a formula, and the two metrics of a ratio; none of any other figure. Entries are not for the public. */
export const partsOf = (printed: Printed): readonly Part[] => {
  const parts = allParts(printed);
  return printed.from.edition === 'public' ? parts.filter(({ value, code }) => value !== null || code !== null).map((part) => ({ ...part, entries: null })) : parts;
};

const allParts = (printed: Printed): readonly Part[] => {
  const { figure } = printed.placed;
  if (figure.origin.kind === 'formula') return ofFormula(printed, figure.origin.formula, figure.origin.operands);
  return addressesOf(figure, printed.set.known, '').flatMap((address): readonly Part[] => {
    if (address.of === undefined || !('href' in address)) return [];
    return [{ name: address.of, title: metrics.find(({ metric }) => metric === address.of)?.title ?? named(address.of), value: null, unit: null, code: null, entries: address.href }];
  });
};
