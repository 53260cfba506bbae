import { Injectable } from '@nestjs/common';
import { Doorbell } from '@entente/infra/doorbell/doorbell';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ReadersProgress } from '../reading/progress.js';

/** What the process counts about itself, for Prometheus. */
@Injectable()
export class ProcessMetrics {
  readonly registry = new Registry();
  private readonly appends = new Counter({ name: 'entente_log_appends_total', help: 'Appends written to the log.', registers: [this.registry] });
  private readonly groups = new Histogram({
    name: 'entente_log_group_seconds', help: 'Time of one group commit.', buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2], registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'entente_http_request_seconds', help: 'Time of a request by method, route and status.', labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers: [this.registry],
  });
  private readonly lag = new Gauge({ name: 'entente_reader_lag_positions', help: 'Positions between the head of the log and a reader.', labelNames: ['reader'] as const, registers: [this.registry] });
  private readonly stopped = new Gauge({ name: 'entente_reader_stopped', help: '1 where a reader has stopped at a fact that it cannot fold.', labelNames: ['reader'] as const, registers: [this.registry] });
  private readonly head = new Gauge({ name: 'entente_log_head_position', help: 'The newest position of the log.', registers: [this.registry] });
  private readonly depth = new Gauge({ name: 'entente_queue_waiting', help: 'Rings that wait in the queue.', registers: [this.registry] });

  constructor(
    private readonly progress: ReadersProgress,
    private readonly doorbell: Doorbell,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'entente_' });
  }

  readonly onGroup = (appends: number, ms: number): void => {
    this.appends.inc(appends);
    this.groups.observe(ms / 1_000);
  };

  onRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** The text of all figures; those of the database are left out while it does not answer. */
  async text(): Promise<string> {
    try {
      const { head, builds } = await this.progress.now();
      this.head.set(head);
      for (const { reader, position, active, stopped } of builds) {
        if (!active) continue;
        this.lag.set({ reader }, head - position);
        this.stopped.set({ reader }, stopped ? 1 : 0);
      }
    } catch {
      this.lag.reset();
    }
    const waiting = await Promise.race([this.doorbell.depth(), new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 500))]);
    if (waiting !== undefined) this.depth.set(waiting);
    return this.registry.metrics();
  }
}
