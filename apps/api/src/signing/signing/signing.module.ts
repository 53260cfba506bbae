import { Module } from '@nestjs/common';
import { Investors } from './investors.js';
import { EvidenceUse } from './evidence-use.js';
import { Numbers } from '../numbers.js';
import { ProgressController } from './progress.controller.js';
import { SigningCommands } from './signing.commands.js';
import { SigningController } from './signing.controller.js';
import { SigningHandler } from './signing.handler.js';
import { SigningByIdHandler, SigningHistoryHandler, SigningStreams } from './signing.queries.js';
import { SigningsByHandler } from './signing-list.queries.js';

@Module({
  controllers: [SigningController, ProgressController],
  providers: [EvidenceUse, Investors, Numbers, SigningCommands, SigningHandler, SigningStreams, SigningByIdHandler, SigningHistoryHandler, SigningsByHandler],
})
export class SigningModule {}
