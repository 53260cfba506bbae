import type { Recorded } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import type pg from 'pg';
import { bigints, jsons, texts } from '../database/binary-arrays.js';
import { indexOn } from './reader.js';

/** A column beside the row, for queries and policies: its SQL type, and its value of a row. */
export type Column<Row> = Readonly<{ type: string; of: (row: Row) => unknown; index?: 'btree' | 'gin' }>;
export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

export const createRows = async <Row>(client: pg.ClientBase, table: string, columns: Columns<Row>): Promise<void> => {
  const more = Object.entries(columns).map(([name, { type }]) => `, "${name}" ${type}`);
  // A row is read whole and asked nothing, so it is kept as the text that it is and not compressed while it fits a page.
  await client.query(
    `create table ${table} (key text collate "C" primary key, position bigint not null, row json not null${more.join('')}) with (toast_tuple_target = 8160)`);
};

export const indexRows = async <Row>(client: pg.ClientBase, table: string, columns: Columns<Row>): Promise<void> => {
  for (const [name, { index }] of Object.entries(columns)) {
    if (index) await indexOn(client, table, name, `using ${index} ("${name}")`);
  }
};

/** Folds facts into the rows of a table; `moved` is told of every step, in order. */
export const foldRows = async <Row>(
  client: pg.ClientBase,
  table: string,
  view: View<Row>,
  columns: Columns<Row>,
  facts: readonly Recorded[],
  moved: (fact: Recorded, before: Row, after: Row) => void = () => undefined,
): Promise<void> => {
  const steps = facts.map((fact) => ({ fact, keys: view.keysOf(fact) }));
  const keys = [...new Set(steps.flatMap((step) => step.keys))];
  if (keys.length === 0) return;
  const stored = await client.query<{ key: string; row: Row }>({
    name: `rows of ${table}`, text: `select key, row from ${table} where key = any($1)`, values: [keys],
  });
  const rows = new Map(stored.rows.map(({ key, row }) => [key, { row, position: 0 }]));
  for (const { fact, keys: touched } of steps) {
    for (const key of touched) {
      const before = rows.get(key)?.row ?? view.initialRow(key);
      const after = view.evolve(before, fact);
      moved(fact, before, after);
      rows.set(key, { row: after, position: fact.position });
    }
  }
  const changed = [...rows];
  const named = Object.entries(columns);
  const names = ['key', 'position', 'row', ...named.map(([name]) => `"${name}"`)];
  const types = named.map(([name, { type }]) => `"${name}" ${type.replace(/collate "C"|not null/g, '')}`);
  const more = types.length > 0 ? `, json_to_record(more) as m(${types.join(', ')})` : '';
  await client.query({
    name: `upsert ${table}`,
    text: `insert into ${table} (${names.join(', ')})
           select ${names.join(', ')} from unnest($1::text[], $2::bigint[], $3::json[], $4::json[]) as r(key, position, row, more)${more}
           on conflict (key) do update set ${names.slice(1).map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values: [
      texts(changed.map(([key]) => key)),
      bigints(changed.map(([, { position }]) => position)),
      jsons(changed.map(([, { row }]) => JSON.stringify(row))),
      jsons(changed.map(([, { row }]) => JSON.stringify(Object.fromEntries(named.map(([name, column]) => [name, column.of(row)]))))),
    ],
  });
};
