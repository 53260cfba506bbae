import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiQuery, ApiResponse, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** RFC 9457, with every fault at once. */
export const problemDocument = z.object({
  type: z.string(), title: z.string(), status: z.int(), code: z.string(), detail: z.string(), instance: z.string(), trace: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
}).meta({ id: 'Problem' });

/** What a command answers with. */
export const accepted = z.object({
  id: z.string(), stream: z.string(), version: z.int(), node: z.string(), position: z.int(),
  number: z.string().nullable().optional().describe('Of a signing: the number that people say.'),
}).meta({ id: 'Accepted' });

export const moment = z.object({ instant: z.string(), node: z.string(), position: z.int() });

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Every route of a controller tells what is wrong as a problem. */
export const Open = (): ClassDecorator & MethodDecorator => applyDecorators(ApiResponse({ status: 'default', description: 'What is wrong, and what to do next', standardSchema: problemDocument }));

/** The same, and every route takes a key. */
export const Guarded = (): ClassDecorator & MethodDecorator => applyDecorators(ApiBearerAuth(), Open());

type Told = { default?: { content?: Record<string, object> } };

/** The same document with problems under their own media type (RFC 9457), whatever else a route produces. */
export const withProblems = (document: OpenAPIObject): OpenAPIObject => {
  const responses = Object.values(document.paths).flatMap((path) => Object.values(path as Record<string, { responses?: Told }>).map((operation) => operation.responses));
  for (const told of responses) {
    const [problem] = Object.values(told?.default?.content ?? {});
    if (told?.default && problem) told.default.content = { 'application/problem+json': problem };
  }
  return document;
};

/** A command: a repetition under one Idempotency-Key is the same command; If-Match names the version that was seen. */
export const Commanding = (ifMatch: 'required' | 'optional' | 'none'): MethodDecorator =>
  applyDecorators(
    ApiHeader({ name: 'Idempotency-Key', required: true, description: 'Makes a repetition the same command. A refusal writes nothing and leaves the key free.' }),
    ApiQuery({ name: 'dryRun', required: false, type: Boolean, description: 'Tells the events and entries that it would make, and does nothing.' }),
    ...(ifMatch === 'none' ? [] : [ApiHeader({ name: 'If-Match', required: ifMatch === 'required', description: 'The ETag of the version that was seen.' })]),
  );
