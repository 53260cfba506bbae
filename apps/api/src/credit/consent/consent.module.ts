import { Module } from '@nestjs/common';
import { CooperationModule } from '../../cooperation/cooperation.module.js';
import { ConsentController } from './consent.controller.js';
import { ConsentHandler } from './consent.handler.js';
import { ConsentByIdHandler, ConsentsByHandler } from './consent.queries.js';

@Module({ imports: [CooperationModule], controllers: [ConsentController], providers: [ConsentHandler, ConsentByIdHandler, ConsentsByHandler] })
export class ConsentModule {}
