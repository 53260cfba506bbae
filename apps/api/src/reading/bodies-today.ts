import type { Body, Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { bodyAs } from '@entente/domain/parties/organisation';
import type { OrganisationRow } from '@entente/domain/views/organisations';

type Rows = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/**
 * The bodies for which the asker stands today and may not have stood when a fact named them: those whose account is his
 * organisation's, and those that were merged into one of these or into one of his region. Who sees all needs none of them.
 * @param regions the codes of his region and of what lies or ever lay below it; null is everywhere.
 */
export const bodiesOfAsker = async (rows: Rows, table: string, { organisation, role }: Actor, regions: readonly string[] | null): Promise<readonly string[]> => {
  // A bank sees what it is party to, and no region.
  const within = role === 'bank' ? [] : regions;
  if (within === null) return [];
  const found = await rows<{ key: string }>(
    `with recursive standing(key) as (
       select key from ${table} where account = $1 and merged_into is null
       union select s.key from ${table} o join ${table} s on s.key = o.merged_into collate "C"
              where o.merged_into is not null and s.merged_into is null and s.region = any($2)
     ), his(key) as (select key from standing union select o.key from ${table} o join his h on o.merged_into = h.key collate "default")
     select key from his`, [organisation, within]);
  return found.map(({ key }) => key);
};

/** Some bodies as they are today, with those that they were merged into. */
export const bodiesToday = async (rows: Rows, table: string, ids: readonly string[]): Promise<Pick<Directory, 'body'>> => {
  if (ids.length === 0) return { body: () => undefined };
  const found = await rows<{ row: OrganisationRow }>(
    `with recursive named(key) as (
       select unnest($1::text[]) collate "C" union select o.merged_into collate "C" from ${table} o join named n on o.key = n.key where o.merged_into is not null)
     select row from ${table} join named using (key)`, [[...new Set(ids)]]);
  const bodies = new Map(found.flatMap(({ row: { state } }): readonly (readonly [string, Body])[] => (state === null ? [] : [[state.id, bodyAs(state)]])));
  return { body: (id) => bodies.get(id) };
};
