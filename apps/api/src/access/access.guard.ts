import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor, Role } from '@entente/domain/kernel/message';
import type { FastifyRequest } from 'fastify';
import { problems } from '../http/problems.js';
import { Principals } from './principals.js';

const ALLOWED = 'entente:allowed';

/** The roles that a route is for. A route that says nothing is refused at start. */
export const Allow = (...roles: readonly Role[]): MethodDecorator & ClassDecorator => SetMetadata(ALLOWED, roles);

/** A route for everyone: health, documents, figures of the process. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOWED, 'public');

export const EVERYONE: readonly Role[] = ['administrator', 'region', 'bank', 'report', 'auditor'];

export const allowedOn = (reflector: Reflector, targets: Parameters<Reflector['getAllAndOverride']>[1]): readonly Role[] | 'public' | undefined =>
  reflector.getAllAndOverride<readonly Role[] | 'public' | undefined>(ALLOWED, targets);

const actors = new WeakMap<object, Actor>();

/** Who asks; the guard has seen to it that there is someone. */
export const actorOf = (request: FastifyRequest): Actor => {
  const actor = actors.get(request);
  if (!actor) throw problems.noKey();
  return actor;
};

/** The one place where access is decided: who asks, and whether the route is for his role. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: Principals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = allowedOn(this.reflector, [context.getHandler(), context.getClass()]);
    if (allowed === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!key) throw problems.noKey([], { 'WWW-Authenticate': 'Bearer' });
    const actor = await this.principals.of(key);
    if (!actor) throw problems.unknownKey([], { 'WWW-Authenticate': 'Bearer error="invalid_token"' });
    if (!allowed?.includes(actor.role)) throw problems.notYourRoute();
    actors.set(request, actor);
    return true;
  }
}
