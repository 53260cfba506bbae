import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Role } from '@entente/domain/kernel/message';
import type { z } from 'zod';
import { Allow } from '../access/access.guard.js';
import { accepted, Commanding } from './documented.js';

/** Something new: `POST` on the collection, answered with 201. */
export const Opens = (summary: string, by: readonly Role[]): MethodDecorator =>
  applyDecorators(Post(), Allow(...by), ApiOperation({ summary }), Commanding('none'), ApiCreatedResponse({ standardSchema: accepted }));

/**
 * An act on what is there: `POST {id}/<verb>`, answered with 200. Who vouches for what he saw names its version.
 * @param answer what it is answered with, where that is more than what every command is.
 */
export const Acts = (verb: string, summary: string, by: readonly Role[], ifMatch: 'required' | 'optional' = 'optional', answer: z.ZodType = accepted): MethodDecorator =>
  applyDecorators(Post(`:id/${verb}`), HttpCode(200), Allow(...by), ApiOperation({ summary }), Commanding(ifMatch), ApiOkResponse({ standardSchema: answer }));
