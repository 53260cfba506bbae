import { Module } from '@nestjs/common';
import { CooperationModule } from '../../cooperation/cooperation.module.js';
import { ClaimModule } from '../../reporting/claim/claim.module.js';
import { EditionController } from './edition.controller.js';
import { EditionHandler } from './edition.handler.js';
import { EditionByHandler, EditionsByHandler } from './edition.queries.js';

@Module({ imports: [CooperationModule, ClaimModule], controllers: [EditionController], providers: [EditionHandler, EditionByHandler, EditionsByHandler] })
export class EditionModule {}
