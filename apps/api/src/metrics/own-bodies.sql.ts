/** The bodies whose people hold keys under an account, and those that were merged into them. */
export const ownBodies = (table: string): string =>
  `with recursive own(key) as (
     select key from ${table} where account = $1 and merged_into is null
     union select o.key from ${table} o join own on o.merged_into = own.key collate "default")
   select key from own order by key`;
