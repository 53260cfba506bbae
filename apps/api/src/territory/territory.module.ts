import { Module } from '@nestjs/common';
import { RegionController } from './region.controller.js';
import { RegionSetController } from './region-set.controller.js';
import { ResolveController } from './resolve.controller.js';
import { TerritoryHandler } from './territory.handler.js';
import { TerritoryQuestions } from './territory.queries.js';
import { ZoneController } from './zone.controller.js';

@Module({ controllers: [RegionController, ZoneController, RegionSetController, ResolveController], providers: [TerritoryHandler, TerritoryQuestions] })
export class TerritoryModule {}
