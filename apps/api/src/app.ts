import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from './app.module.js';
import { takeStatements } from './credit/programme/statement-csv.js';
import { ProcessMetrics } from './health/process-metrics.js';
import { tellOfRequest } from './http/client-error.js';
import { mustBeReadable } from './http/path.js';
import { bindCursors } from './http/cursors.js';
import { withProblems } from './http/documented.js';
import { tellOfAddress } from './http/problem.filter.js';
import { drainTooLarge } from './http/too-large.js';
import { traceIdOf } from './http/trace.js';
import { bodyBytesMax, takeUploads } from './http/uploads.js';

const BODY_BYTES_MAX = 1024 * 1024;

/** The application, not yet listening. */
export const createApp = async (options: { logging: boolean }): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: (request: IncomingMessage | Http2ServerRequest) => traceIdOf(request.headers['traceparent']),
    logger: options.logging ? { level: process.env['LOG_LEVEL'] ?? 'info', redact: ['req.headers.authorization'] } : false,
    logController: new LogController({ requestIdLogLabel: 'trace', disableRequestLogging: true }),
    frameworkErrors: tellOfAddress,
    clientErrorHandler: (error, socket) => tellOfRequest(error, socket, (told) => adapter.getInstance().log.info(told, 'no request')),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: options.logging ? ['error', 'warn'] : false, abortOnError: false,
    // Fastify's own parser of JSON does; Nest would add one for forms, which no route takes.
    bodyParser: false,
  });
  const figures = app.get(ProcessMetrics);
  const fastify = adapter.getInstance();
  // A body is JSON, and of every other type it is 415; but for uploads, which are bytes of any type, and for the statements of banks, which may be CSV.
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', async (request) => drainTooLarge(request, bodyBytesMax(request, BODY_BYTES_MAX)));
  takeUploads(fastify);
  takeStatements(fastify);
  bindCursors(fastify);
  fastify.addHook('onRequest', async ({ url }) => mustBeReadable(url));
  fastify.addHook('onSend', async (request, reply) => void reply.header('Trace-Id', request.id));
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    figures.onRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    if (!route.startsWith('/health') && route !== '/metrics') {
      request.log.info({ method: request.method, url: request.url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
    }
  });
  app.enableShutdownHooks();
  return app;
};

/** OpenAPI 3.1 of all routes. */
export const describeApp = (app: NestFastifyApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setTitle('Entente')
    .setDescription('The shared, trusted record of cooperation between regions. Commands take an Idempotency-Key; errors are RFC 9457 problems in zh and en.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .build();
  return withProblems(SwaggerModule.createDocument(app, config));
};
