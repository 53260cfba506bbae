import type { Words } from '@entente/domain/kernel/refusal';
import type pg from 'pg';
import type { Run } from './job.js';
import { type Held, type Standing, tell } from './ledger.js';

const EVERY_MS = 500;

/** Thrown by `progress` where somebody asked for the run to be cancelled. */
export class Cancelled extends Error {
  constructor() {
    super('The run is to be cancelled; let this through.');
    this.name = 'Cancelled';
  }
}

/** Thrown by `progress` where another worker makes the run by now. */
export class Lost extends Error {
  constructor() {
    super('Another worker took the run over; let this through.');
    this.name = 'Lost';
  }
}

/** How far one attempt is, as it is told in the ledger: what it says is written at most twice a second. */
export class Progress {
  private standing: Standing = 'held';
  private newest: Readonly<{ percent: number; doing: Words }> | undefined;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly held: Held,
  ) {}

  readonly tell: Run['progress'] = async (percent, doing) => {
    this.newest = { percent: Math.round(Math.min(Math.max(percent, 0), 100)), doing };
    const waitMs = this.writtenAt + EVERY_MS - performance.now();
    if (waitMs <= 0) await this.write();
    else this.timer ??= setTimeout(() => void this.write(), waitMs);
    if (this.standing === 'cancelled') throw new Cancelled();
    if (this.standing === 'lost') throw new Lost();
  };

  /** Nothing is written any more. */
  close(): void {
    clearTimeout(this.timer);
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const told = this.newest;
    if (!told) return;
    this.writtenAt = performance.now();
    try {
      this.standing = await tell(this.pool, this.held, told.percent, told.doing);
    } catch {
      // What could not be written is no reason to fail; the next one follows, and who was silent for too long is told when he finishes.
    }
  }
}
