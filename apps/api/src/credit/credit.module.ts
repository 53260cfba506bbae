import { Module } from '@nestjs/common';
import { BatchModule } from './batch/batch.module.js';
import { ConsentModule } from './consent/consent.module.js';
import { LineModule } from './line/line.module.js';
import { ProgrammeModule } from './programme/programme.module.js';
import { ReleaseModule } from './release/release.module.js';

/** Credit: programmes and their batches, lines, and consents to know of them. */
@Module({ imports: [ProgrammeModule, BatchModule, LineModule, ConsentModule, ReleaseModule] })
export class CreditModule {}
