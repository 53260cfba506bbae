import type { Fact, Recorded } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import { digestOf, type Reader, tableOf } from './reader.js';
import { type Columns, createRows, foldRows, indexRows } from './rows.js';

/** A view as a table: key, row, and the columns that queries and policies use. */
export const viewReader = <Row, F extends Fact>(
  view: View<Row, F>,
  columns: Columns<Row>,
  /** SQL condition under which the querying role sees a row. */
  visible: string,
): Reader => ({
  name: view.name,
  version: view.version,
  handles: view.handles,
  create: async (client, build) => {
    const table = tableOf(view.name, '', build);
    await createRows(client, table, columns);
    await client.query(`alter table ${table} enable row level security`);
    await client.query(`create policy seen on ${table} for select to entente_query using (${visible})`);
    await client.query(`grant select on ${table} to entente_query`);
  },
  index: (client, build) => indexRows(client, tableOf(view.name, '', build), columns),
  drop: async (client, build) => void (await client.query(`drop table if exists ${tableOf(view.name, '', build)}`)),
  apply: (client, build, facts) =>
    foldRows(client, tableOf(view.name, '', build), view as View<Row>, columns, facts as readonly Recorded<F>[]),
  digest: (client, build) => digestOf(client, tableOf(view.name, '', build), 'key'),
  check: async () => [],
});
