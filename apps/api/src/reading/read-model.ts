import { Injectable } from '@nestjs/common';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { TERRITORY } from '@entente/domain/territory/territory';
import { cooperation } from '@entente/domain/views/cooperation';
import { creditLines } from '@entente/domain/views/credit-lines';
import { organisations } from '@entente/domain/views/organisations';
import { instantOf, type Tables } from '@entente/infra/metrics/tables';
import { tableOf } from '@entente/infra/reading/reader';
import { DataSource, type EntityManager } from 'typeorm';
import { Directories } from '../territory/directories.js';
import { bodiesOfAsker, bodiesToday } from './bodies-today.js';
import { problems } from '../http/problems.js';

/** The tables of a reader, or of several, as one asker sees them. What he may see follows the newest territory. */
export type Snapshot = Tables & Readonly<{
  /** The bodies for which the asker stands today, where the reader's rows are seen by that too. */
  his: readonly string[];
  /** Some bodies as they are today, for those readers. */
  today: (ids: readonly string[]) => Promise<Pick<Directory, 'body'>>;
}>;

/** Whose rows are seen by whoever a body in them is today; who that is, the other reader tells in the same snapshot. */
const SEEN_BY_BODIES: readonly string[] = [cooperation.name, creditLines.name];
const BODIES = organisations.name;

/**
 * Questions to the read side. Each runs in one transaction with one snapshot, in which row-level security lets it see
 * the asker's regions and nothing else; the setting ends with the transaction, so that a pooled connection leaks nothing.
 */
@Injectable()
export class ReadModel {
  constructor(
    private readonly database: DataSource,
    private readonly directories: Directories,
  ) {}

  ask<T>(asked: string | readonly [string, ...string[]], actor: Actor, question: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const readers = typeof asked === 'string' ? [asked] as const : asked;
    const isByBodies = readers.some((reader) => SEEN_BY_BODIES.includes(reader));
    const all = isByBodies ? [...new Set([...readers, BODIES])] : readers;
    return this.database.transaction('REPEATABLE READ', async (manager: EntityManager) => {
      const found = await manager.query<{ reader: string; build: number; version: number; position: number; node: string; territory: number }[]>(
        `select r.reader, r.build, r.version, r.position::float8 as position, h.node, read.stream_version('${TERRITORY}') as territory
           from read.readers r, read.head h where r.reader = any($1) and r.active`, [all]);
      const builds = new Map(found.map((each) => [each.reader, each.build]));
      const [at] = found;
      // A build of a former version of the bodies does not know their accounts.
      if (!at || builds.size < all.length || (isByBodies && found.some(({ reader, version }) => reader === BODIES && version < organisations.version))) throw problems.notYet([], { 'Retry-After': '1' });
      const territory = await this.directories.atLeast(at.territory);
      const scope = this.directories.scopeOf(actor.region, territory);
      const rows = <Row>(sql: string, values: readonly unknown[] = []) => manager.query<Row[]>(sql, [...values]);
      const table = (part = '', reader: string = readers[0]) => tableOf(reader, part, builds.get(reader) as number);
      const his = isByBodies ? await bodiesOfAsker(rows, table('', BODIES), actor, scope === '*' ? null : scope.split(',')) : [];
      await manager.query(`select set_config('app.scope', $1, true), set_config('app.organisation', $2, true), set_config('app.bodies', $3, true)`, [scope, actor.organisation, his.join(',')]);
      const positions = found.filter(({ reader }) => readers.includes(reader)).map(({ position }) => position);
      return question({
        position: Math.min(...positions),
        newest: Math.max(...positions),
        node: at.node,
        territory,
        territoryAt: (position) => this.directories.knownAt(position),
        table,
        rows,
        // Asked here, because a question that holds a connection must not wait for another.
        instantOf: (position) => instantOf(rows, position),
        his,
        today: (ids) => bodiesToday(rows, table('', BODIES), ids),
      });
    });
  }
}
