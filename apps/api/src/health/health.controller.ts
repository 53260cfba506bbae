import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.guard.js';
import { ReadersProgress } from '../reading/progress.js';
import { ProcessMetrics } from './process-metrics.js';

/** For those who run it: is it alive, is it ready, and what are its figures. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly progress: ReadersProgress,
    private readonly figures: ProcessMetrics,
  ) {}

  @Get('health/live')
  @Public()
  live(): object {
    return { status: 'ok' };
  }

  /** Ready where the database answers; a stopped reader is told and takes nothing else away. */
  @Get('health/ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    try {
      const { head, builds } = await this.progress.now();
      const active = builds.filter((build) => build.active);
      if (active.length === 0) {
        void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
        return { status: 'waiting', head, reason: 'no reader has tables yet; start a worker' };
      }
      const readers = active.map(({ reader, version, position, stopped }) => ({ reader, version, position, lag: head - position, stopped }));
      return { status: readers.some(({ stopped }) => stopped) ? 'degraded' : 'ok', head, readers };
    } catch {
      void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
      return { status: 'unavailable', reason: 'the database does not answer' };
    }
  }

  @Get('metrics')
  @Public()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.figures.text();
  }
}
