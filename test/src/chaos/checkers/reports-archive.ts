import { hash } from 'node:crypto';
import { frozenIn, nameOf, publishedIn } from './reports-facts.js';
import type { StoredReports, StoredSet } from './reports-stored.js';
import { groupedBy } from './set.js';
import type { StoredLog } from './stored.js';

const isItself = ({ sha256, bytes }: StoredSet): boolean => hash('sha256', bytes, 'hex') === sha256;

/** The same report as of the same position is the same bytes, whether an issue or a draft, and however often it was made. */
const sameTwice = (sets: readonly StoredSet[]): readonly string[] =>
  [...groupedBy(sets, ({ bytes }) => { const set = frozenIn(bytes); return `${nameOf(set)} as of ${set.known.position}`; })]
    .filter(([, all]) => all.length > 1).map(([what, all]) => `${what} was told in ${all.length} ways: ${all.map(({ sha256 }) => sha256).join(', ')}.`);

/** What the log says of files and data sets is what is kept, and what drafts were answered with is kept too. */
export const archive = ({ events }: Pick<StoredLog, 'events'>, { runs, sets, files }: StoredReports): readonly string[] => {
  const byName = new Map(files.map((file) => [`${file.of} ${file.name}`, file]));
  const byDigest = new Map(sets.map((set) => [set.sha256, set]));
  const drafted = runs.filter(({ job, state }) => job.startsWith('draft/') && state === 'done').map(({ id, parameters, result }) => ({
    what: `The draft of run ${id}`, output: String(result?.['output']), position: (JSON.parse(parameters) as Readonly<{ asOf: number }>).asOf,
  }));
  const issued = publishedIn(events).map(({ data }) => ({ what: `The issue of ${nameOf(data)}`, output: data.output, position: data.known.position }));
  return [
    ...sets.filter((set) => !isItself(set)).map(({ sha256 }) => `The data set ${sha256} has other bytes than its name says.`),
    ...sameTwice(sets),
    ...[...drafted, ...issued].flatMap(({ what, output, position }) => {
      const kept = byDigest.get(output);
      if (!kept) return [`${what} is of the data set ${output}, which is not kept.`];
      const { known } = frozenIn(kept.bytes);
      return known.position === position ? [] : [`${what} is as of ${position}, and its data set as of ${known.position}.`];
    }),
    ...publishedIn(events).flatMap(({ data }) => data.files.flatMap(({ name, sha256, size }) => {
      const kept = byName.get(`${data.output} ${name}`);
      return kept && kept.sha256 === sha256 && kept.digest === sha256 && kept.size === size ? [] : [`The file ${name} of the issue of ${nameOf(data)} is ${kept ? `kept as ${kept.digest} with ${kept.size} bytes` : 'not kept'}, and was published as ${sha256} with ${size}.`];
    })),
  ];
};
