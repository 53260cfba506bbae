import type { Directory } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import { refuseEdition } from '../../convening/edition/index.js';

/** What parameters name and the record does not know: a region, a conference. Sets and alliances are looked for when the report is told. */
export const nameFaults = ({ region, edition }: Readonly<Record<string, string>>, directory: Pick<Directory, 'regionFault' | 'edition'>): readonly Refusal[] => {
  const wrong = region === undefined ? undefined : directory.regionFault(region, null);
  return [
    ...(wrong ? [new Refusal(wrong.code, wrong.message, 'invalid', [{ pointer: '/parameters/region', ...wrong }])] : []),
    ...(edition === undefined || directory.edition(edition) ? [] : [refuseEdition('edition/unknown', '/parameters/edition')]),
  ];
};
