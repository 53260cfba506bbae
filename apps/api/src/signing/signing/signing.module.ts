import { Module } from '@nestjs/common';
import { EvidenceModule } from '../../evidence/evidence.module.js';
import { Investors } from './investors.js';
import { Numbers } from '../numbers.js';
import { ProgressController } from './progress.controller.js';
import { SigningCommands } from './signing.commands.js';
import { SigningController } from './signing.controller.js';
import { SigningHandler } from './signing.handler.js';
import { SigningByIdHandler, SigningHistoryHandler, SigningStreams } from './signing.queries.js';
import { SigningsByHandler } from './signing-list.queries.js';

@Module({
  imports: [EvidenceModule],
  controllers: [SigningController, ProgressController],
  providers: [Investors, Numbers, SigningCommands, SigningHandler, SigningStreams, SigningByIdHandler, SigningHistoryHandler, SigningsByHandler],
})
export class SigningModule {}
