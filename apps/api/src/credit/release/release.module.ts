import { Module } from '@nestjs/common';
import { HeldByFirms } from './held.js';
import { PublicFiguresController, ReleaseController } from './release.controller.js';
import { ReleaseHandler } from './release.handler.js';
import { PublicFigures } from './release.queries.js';

@Module({ controllers: [ReleaseController, PublicFiguresController], providers: [ReleaseHandler, HeldByFirms, PublicFigures] })
export class ReleaseModule {}
