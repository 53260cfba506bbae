import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { type Territory, TERRITORY } from '@entente/domain/territory/territory';
import { tableOf } from '@entente/infra/reading/reader';
import { DataSource, type EntityManager } from 'typeorm';
import { Directories } from '../territory/directories.js';
import { instantOf } from './as-of.js';
import { problems } from '../http/problems.js';

/** The tables of a reader as one question sees them. */
export type Snapshot = Readonly<{
  /** How far the reader has read. */
  position: number;
  node: string;
  /** What lies where: what the asker may see follows it. */
  territory: Territory;
  /** What lay where, as it was known at a position. */
  territoryAt: (position: number) => Territory;
  table: (part?: string) => string;
  rows: <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** When the log learned what stands at a position; asked here, because a question that holds a connection must not wait for another. */
  instantOf: (position: number) => Promise<string>;
}>;

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

  ask<T>(reader: string, actor: Actor, question: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.database.transaction('REPEATABLE READ', async (manager: EntityManager) => {
      const [at] = await manager.query<{ build: number; position: number; node: string; territory: number }[]>(
        `select r.build, r.position::float8 as position, h.node, read.stream_version('${TERRITORY}') as territory
           from read.readers r, read.head h where r.reader = $1 and r.active`, [reader]);
      if (!at) throw problems.notYet([], { 'Retry-After': '1' });
      const territory = await this.directories.atLeast(at.territory);
      await manager.query(`select set_config('app.scope', $1, true)`, [this.directories.scopeOf(actor.region, territory)]);
      return question({
        position: at.position,
        node: at.node,
        territory,
        territoryAt: (position) => this.directories.knownAt(position),
        table: (part = '') => tableOf(reader, part, at.build),
        rows: <Row>(sql: string, values: readonly unknown[] = []) => manager.query<Row[]>(sql, [...values]),
        instantOf: (position) => instantOf(manager, position),
      });
    });
  }
}
