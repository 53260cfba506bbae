import { Module } from '@nestjs/common';
import { EvidenceModule } from '../../evidence/evidence.module.js';
import { PersonModule } from '../../parties/person/person.module.js';
import { CooperationModule } from '../cooperation.module.js';
import { ForceController } from './force.controller.js';
import { PactCommands } from './pact.commands.js';
import { PactController } from './pact.controller.js';
import { PactHandler } from './pact.handler.js';
import { PactByIdHandler, PactsByHandler } from './pact.queries.js';
import { ProofOfHandler } from './proof.queries.js';
import { TextOfHandler } from './text.queries.js';

@Module({
  imports: [CooperationModule, EvidenceModule, PersonModule],
  controllers: [PactController, ForceController],
  providers: [PactCommands, PactHandler, PactByIdHandler, PactsByHandler, ProofOfHandler, TextOfHandler],
})
export class PactModule {}
