import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { ReportEvents } from './events.queries.js';

@Module({ controllers: [EventsController], providers: [ReportEvents] })
export class EventsModule {}
