import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { Problem } from '../../http/problems.js';
import { CooperationStreams } from '../cooperation.streams.js';
import { signedText } from './pact.commands.js';

export class TextOf extends Query<string> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly supplement: string | null,
  ) {
    super();
  }
}

/** The very bytes that are signed. */
@QueryHandler(TextOf)
export class TextOfHandler implements IQueryHandler<TextOf> {
  constructor(private readonly streams: CooperationStreams) {}

  async execute({ actor, id, supplement }: TextOf): Promise<string> {
    const { state } = await this.streams.of('pact', id, actor);
    const { text } = signedText(state, supplement);
    if (text === '') {
      throw new Problem(409, 'pact/no-text', {
        en: 'There is no such text to sign yet; freeze the pact first, or name one of its supplementary agreements.', zh: '尚无可签署的文本；请先冻结协议文本，或填其补充协议之一。',
      });
    }
    return text;
  }
}
