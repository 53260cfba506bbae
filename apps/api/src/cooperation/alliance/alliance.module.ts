import { Module } from '@nestjs/common';
import { ClaimModule } from '../../reporting/claim/claim.module.js';
import { CooperationModule } from '../cooperation.module.js';
import { AllianceCommands } from './alliance.commands.js';
import { AllianceController } from './alliance.controller.js';
import { AllianceHandler } from './alliance.handler.js';
import { AllianceByIdHandler, AlliancesByHandler, MembersOfHandler } from './alliance.queries.js';
import { MembershipController } from './membership.controller.js';

@Module({
  imports: [CooperationModule, ClaimModule],
  controllers: [AllianceController, MembershipController],
  providers: [AllianceCommands, AllianceHandler, AllianceByIdHandler, AlliancesByHandler, MembersOfHandler],
})
export class AllianceModule {}
