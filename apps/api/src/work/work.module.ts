import { Module } from '@nestjs/common';
import { OverdueAskedHandler } from './overdue.queries.js';
import { WorkController } from './work.controller.js';
import { WorkAskedHandler } from './work.queries.js';

@Module({ controllers: [WorkController], providers: [WorkAskedHandler, OverdueAskedHandler] })
export class WorkModule {}
