import { Module } from '@nestjs/common';
import { PersonModule } from '../../parties/person/person.module.js';
import { ClaimModule } from '../../reporting/claim/claim.module.js';
import { CooperationModule } from '../cooperation.module.js';
import { DeclarationCommands } from './declaration.commands.js';
import { DeclarationController } from './declaration.controller.js';
import { DeclarationHandler } from './declaration.handler.js';
import { DeclarationByIdHandler, DeclarationsByHandler, DeclarationTextHandler } from './declaration.queries.js';

@Module({
  imports: [CooperationModule, PersonModule, ClaimModule],
  controllers: [DeclarationController],
  providers: [DeclarationCommands, DeclarationHandler, DeclarationByIdHandler, DeclarationsByHandler, DeclarationTextHandler],
})
export class DeclarationModule {}
