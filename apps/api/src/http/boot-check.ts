import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { catalogue } from '@entente/domain/catalogue';
import { allowedOn } from '../access/access.guard.js';

/** Where @nestjs/cqrs notes the token of a handler; it does not export the names. */
const HANDLER_METADATA = ['__commandHandler__', '__queryHandler__'];

/**
 * Refuses to start with a hole: a decider without its one handler, two handlers for one token (the bus would silently
 * take the second), or a route that does not say whom it is for.
 */
@Injectable()
export class BootCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const faults = [...this.handlers(), ...this.routes()];
    if (faults.length > 0) throw new Error(`The api does not start: ${faults.join(' ')}`);
  }

  private handlers(): string[] {
    const tokens = new Map<unknown, number>();
    const names = new Set<string>();
    for (const { metatype } of this.discovery.getProviders()) {
      if (!metatype) continue;
      for (const key of HANDLER_METADATA) {
        const token = Reflect.getMetadata(key, metatype) as { name: string } | undefined;
        if (!token) continue;
        tokens.set(token, (tokens.get(token) ?? 0) + 1);
        names.add(token.name);
      }
    }
    const twice = [...tokens].filter(([, count]) => count > 1).map(([token]) => `${(token as { name: string }).name} has two handlers.`);
    const missing = Object.values(catalogue.deciders).filter(({ name }) => !names.has(`Handle ${name}`)).map(({ name }) => `The decider ${name} has no handler.`);
    return [...twice, ...missing];
  }

  private routes(): string[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!metatype || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => Reflect.hasMetadata('path', prototype[method] as object))
        .filter((method) => allowedOn(this.reflector, [prototype[method] as () => unknown, metatype]) === undefined)
        .map((method) => `The route ${metatype.name}.${method} does not say whom it is for.`);
    });
  }
}
