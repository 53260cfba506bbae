import { Module } from '@nestjs/common';
import { CardController, CardPageController } from './card.controller.js';
import { CardFinding } from './card.finding.js';

@Module({ controllers: [CardController, CardPageController], providers: [CardFinding] })
export class CardModule {}
