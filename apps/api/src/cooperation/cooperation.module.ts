import { Module } from '@nestjs/common';
import { CooperationList } from './cooperation-list.js';
import { CooperationActs } from './cooperation.acts.js';
import { CooperationStreams } from './cooperation.streams.js';

/** What pacts, alliances, joint initiatives and editions have in common: how acts are sent, how one is told, and how they are listed. */
@Module({ providers: [CooperationActs, CooperationList, CooperationStreams], exports: [CooperationActs, CooperationList, CooperationStreams] })
export class CooperationModule {}
