import { Module } from '@nestjs/common';
import { ClosingController } from './closing.controller.js';
import { ClosingHandler } from './closing.handler.js';
import { ClosedPeriods } from './closing.queries.js';

@Module({ controllers: [ClosingController], providers: [ClosingHandler, ClosedPeriods] })
export class ClosingModule {}
