import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Build } from '@entente/infra/reading/builds';
import { DataSource } from 'typeorm';
import { problems } from '../http/problems.js';

export type Progress = Readonly<{ head: number; builds: readonly Build[] }>;

const WAIT_MS_MAX = 2_000;
const POLL_MS = 8;
/** A database that hangs is a database that is away. */
const ANSWER_MS_MAX = 5_000;

/** How far the log and its readers are: one shared poll a process, however many wait. */
@Injectable()
export class ReadersProgress {
  private asking: Promise<Progress> | undefined;

  constructor(private readonly database: DataSource) {}

  /** As of now or later: a poll that has begun before the question does not answer it. */
  async now(): Promise<Progress> {
    const under = this.asking;
    if (under) await under.catch(() => undefined);
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  /**
   * Waits until the reader has read up to a position: 400 beyond the head, 503 with Retry-After when it takes longer
   * than two seconds.
   */
  async reached(reader: string, position: number | undefined): Promise<void> {
    if (position === undefined) return;
    const until = Date.now() + WAIT_MS_MAX;
    for (;;) {
      const { head, builds } = await this.now();
      if (position > head) throw problems.beyondHead();
      const active = builds.find((build) => build.reader === reader && build.active);
      if (active && active.position >= position) return;
      if (Date.now() > until) throw problems.notYet([], { 'Retry-After': '1' });
      await sleep(POLL_MS);
    }
  }

  private async ask(): Promise<Progress> {
    const given = new AbortController();
    const late = sleep(ANSWER_MS_MAX, undefined, { signal: given.signal }).then(() => Promise.reject(new Error('Connection terminated: the database does not answer in time.')));
    late.catch(() => undefined);
    try {
      return await Promise.race([this.read(), late]);
    } finally {
      given.abort();
    }
  }

  private async read(): Promise<Progress> {
    const rows = await this.database.query<(Build & { head: number })[]>(
      `select h.position::float8 as head, r.reader, r.build, r.version, r.position::float8 as position, r.active, r.stopped
         from read.head h left join read.readers r on true`,
    );
    return { head: rows[0]?.head ?? 0, builds: rows.filter(({ reader }) => reader !== null) };
  }
}
