import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { settingsOf } from './settings.js';
import { WorkerModule } from './worker.module.js';

const start = async (): Promise<void> => {
  settingsOf(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule, { logger: ['error', 'warn'], abortOnError: false });
  app.enableShutdownHooks();
};

start().catch((error: Error) => {
  process.stderr.write(`The worker does not start: ${error.message}\n`);
  process.exit(1);
});
