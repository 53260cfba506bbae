import { Module } from '@nestjs/common';
import { EvidenceUse } from './document/evidence-use.js';

/** What those who rest on evidence need to know of it. */
@Module({ providers: [EvidenceUse], exports: [EvidenceUse] })
export class EvidenceModule {}
