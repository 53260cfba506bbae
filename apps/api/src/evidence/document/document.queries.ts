import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { problems } from '../../http/problems.js';
import { ReadersProgress } from '../../reading/progress.js';
import { Documents, type Visible } from './documents.js';

export class DocumentById extends Query<Visible> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly minPosition?: number,
  ) {
    super();
  }
}

/** A document that the asker may see; to everybody else it is not there. */
@QueryHandler(DocumentById)
export class DocumentByIdHandler implements IQueryHandler<DocumentById> {
  constructor(
    private readonly documents: Documents,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, id, minPosition = 0 }: DocumentById): Promise<Visible> {
    if (minPosition > 0 && minPosition > (await this.progress.now()).head) throw problems.beyondHead();
    const found = await this.documents.visible(id, actor);
    if (!found) throw problems.notFound();
    return found;
  }
}
