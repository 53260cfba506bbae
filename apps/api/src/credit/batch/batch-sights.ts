import { Injectable } from '@nestjs/common';
import type { KnownProgramme } from '@entente/domain/credit/programme';
import type { Actor } from '@entente/domain/kernel/message';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { Directories } from '../../territory/directories.js';
import { type Sight, sightOf } from '../programme/seen.js';

/** What an actor is told of the batches of a programme: what he is told of the programme. */
@Injectable()
export class BatchSights {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly directories: Directories,
  ) {}

  async of(id: string, actor: Actor): Promise<Readonly<{ programme: KnownProgramme; sight: Sight }> | undefined> {
    const programme = await this.streams.standing('credit-programme', id);
    return programme && { programme, sight: sightOf(programme, actor, await this.directories.naming([programme.issuer.organisation, programme.bank.organisation])) };
  }
}
