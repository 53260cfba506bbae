import { type DataSet, untied } from '@entente/domain/reporting/dataset';
import { definitionOf } from '@entente/domain/reporting/report';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { type Ask, type Question, Untellable } from './asking.js';
import { tellings } from './told/index.js';

/** Which report is asked for, with what, and of which period. */
export type Asked = Readonly<{ report: string; parameters: Question; period: string }>;

/**
 * Tells a report from what was known. The same question and position give the same data set, whoever asks and whenever.
 * @throws Refusal (invalid) where the record does not hold what the parameters name.
 * @throws Untellable where a table does not tie out, which would be a fault of the report itself.
 */
export const dataSetOf = async (ask: Ask, { report, parameters, period }: Asked): Promise<DataSet> => {
  const [definition, tell] = [definitionOf(report), tellings[report as keyof typeof tellings]];
  if (!definition || !tell) throw new RangeError(`There is no report '${report}'.`);
  const { about, title, tables, notes } = await tell(ask, { parameters, period });
  const broken = tables.flatMap(untied);
  if (broken.length > 0) throw new Untellable(`${report} of ${period} does not tie out at ${broken.slice(0, 5).join(', ')}${broken.length > 5 ? ` and ${broken.length - 5} more` : ''}.`);
  return { report, definition: definition.definition, parameters, period, about, known: ask.known, title, tables, notes };
};

/**
 * SHA-256, in hexadecimal, of all that a data set was made from: the question, and every fact up to the position, for which the
 * link of the chain there stands.
 */
export const inputsOf = ({ report, definition, parameters, period, known }: Omit<DataSet, 'tables'>, link: string): string =>
  sha256Hex(canonical({ report, definition, parameters, period, node: known.node, position: known.position, ...(known.issues !== undefined && { issues: known.issues }), link }));
