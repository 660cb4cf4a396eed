import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { RIGHTS } from '../kernel/rights.js';
import { type Role } from '../kernel/viewer.js';
import { ACCESS, type Access } from '../platform/web/access.js';

export interface RouteFact {
  readonly method: string;
  readonly path: string;
  /** `public`, the roles that may use it, or null: declared by nobody, which a test refuses. */
  readonly access: 'public' | readonly Role[] | null;
}

/** Every route with who may use it, read from the decorators; `manage routes` prints it. */
export function routesOf(app: INestApplicationContext): RouteFact[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: never[]) => unknown>;
      return scanner.getAllMethodNames(prototype).flatMap((name): RouteFact[] => {
        const handler = prototype[name];
        if (handler === undefined) return [];
        const method = reflector.get<RequestMethod | undefined>(METHOD_METADATA, handler);
        if (method === undefined) return [];
        const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, metatype]);
        const path = [
          reflector.get<string>(PATH_METADATA, metatype),
          reflector.get<string>(PATH_METADATA, handler),
        ];
        return [{ method: RequestMethod[method], path: joined(path), access: shown(access) }];
      });
    });
}

function joined(parts: readonly string[]): string {
  return `/${parts
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}

function shown(access: Access | undefined): RouteFact['access'] {
  if (access === undefined) return null;
  return access === 'public' ? 'public' : RIGHTS[access];
}
