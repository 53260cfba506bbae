import { Module } from '@nestjs/common';
import { CooperationModule } from '../../cooperation/cooperation.module.js';
import { ProgrammeCommands } from './programme.commands.js';
import { ProgrammeController } from './programme.controller.js';
import { ProgrammeHandler } from './programme.handler.js';
import { ProgrammeByIdHandler, ProgrammesByHandler } from './programme.queries.js';
import { Quotas } from './quotas.js';
import { StatementLines } from './statement-lines.js';
import { StatementController } from './statement.controller.js';
import { StatementHandler } from './statement.handler.js';

@Module({
  imports: [CooperationModule],
  controllers: [ProgrammeController, StatementController],
  providers: [ProgrammeCommands, ProgrammeHandler, ProgrammeByIdHandler, ProgrammesByHandler, Quotas, StatementLines, StatementHandler],
})
export class ProgrammeModule {}
