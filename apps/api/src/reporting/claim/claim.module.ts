import { Module } from '@nestjs/common';
import { ClaimController } from './claim.controller.js';
import { ClaimHandler } from './claim.handler.js';
import { ClaimsByHandler } from './claim.queries.js';

@Module({ controllers: [ClaimController], providers: [ClaimHandler, ClaimsByHandler] })
export class ClaimModule {}
