import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, Allow, Public } from '../../access/access.guard.js';
import { Guarded, Open } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { codeTyped } from './card.code.js';
import { CardFinding } from './card.finding.js';
import { closedPage, openPage, policyOf } from './card.page.js';
import { cardNotFound } from './card.problems.js';
import { cardDocument, cardQuery, type CardQuery, pageQuery } from './card.requests.js';
import { cardLines, cardOf } from './card.shown.js';

/** The cards of printed figures, for whoever may read what they were printed in. */
@ApiTags('cards')
@Guarded()
@Controller('v1/cards')
export class CardController {
  constructor(private readonly finding: CardFinding) {}

  @Get(':code')
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'A printed figure by its code, in any case, with or without hyphens: value, definition, as known when, what it is made of, whether it was revised, and who answers for it (数字卡)' })
  @ApiOkResponse({ standardSchema: cardDocument })
  async card(@Req() request: FastifyRequest, @Param('code') typed: string, @Query({ schema: cardQuery }) { minPosition }: CardQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const code = codeTyped(typed);
    if (code === undefined) throw cardNotFound();
    const language = languageOf(request.headers['accept-language']);
    const printed = await this.finding.for(actorOf(request), code, minPosition);
    void reply.headers({ 'Cache-Control': 'private, no-store', 'Content-Language': language, Vary: 'Accept-Language' });
    return cardOf(printed, language);
  }
}

/** Where the QR beside a printed figure leads: a page for people. */
@ApiTags('cards')
@Open()
@Controller('cards')
export class CardPageController {
  constructor(private readonly finding: CardFinding) {}

  @Get(':code')
  @Public()
  @ApiOperation({ summary: 'The page of a printed figure: the card itself where it is public, and else a form for a key' })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async page(@Req() request: FastifyRequest, @Param('code') typed: string, @Query({ schema: pageQuery }) _: object, @Res() reply: FastifyReply): Promise<void> {
    const code = codeTyped(typed);
    const language = languageOf(request.headers['accept-language']);
    const printed = code === undefined ? undefined : await this.finding.public(code);
    await reply
      .headers({
        'Content-Type': 'text/html; charset=utf-8', 'Content-Language': language, Vary: 'Accept-Language', 'Cache-Control': printed ? 'public, max-age=300' : 'no-store',
        'Content-Security-Policy': policyOf(printed === undefined), 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
      })
      .send(printed ? openPage(printed.code, cardLines(printed, language), language) : closedPage(code ?? typed, language));
  }
}
