import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../../kernel/outcome.js';
import { may, type Right } from '../../kernel/rights.js';
import { type SignedIn, type Viewer, VISITOR } from '../../kernel/viewer.js';
import { AccessRefusals } from './access-refusals.js';
import { type PortalRequest, SignInNeeded } from './request.js';

export const ACCESS = 'portal:access';
export type Access = 'public' | Right;

/** Who may use a route: everybody who holds the right. Said on the controller or on the method. */
export function Allow(right: Right): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata<string, Access>(ACCESS, right));
}

/** A route without sign-in. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata<string, Access>(ACCESS, 'public'));
}

/**
 * Deny by default (security.md C1): a route that declares nothing is refused, and a test fails. A visitor is sent
 * to the sign-in page; a user without the right gets 403 and a line in the audit trail.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly refusals: AccessRefusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<PortalRequest>();
    const viewer = request.viewer ?? VISITOR;
    if (access !== undefined && may(viewer, access)) return true;
    if (viewer.kind === 'visitor') throw new SignInNeeded(request.originalUrl);
    await this.refusals.record(viewer, request.routeOptions.url ?? '', access ?? 'undeclared');
    throw new Problem('not-allowed');
  }
}

/** The viewer of this request, in a handler that a visitor may reach too. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  return context.switchToHttp().getRequest<PortalRequest>().viewer ?? VISITOR;
});

/** The signed-in user of this request; only behind `@Allow`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const viewer = context.switchToHttp().getRequest<PortalRequest>().viewer ?? VISITOR;
  if (viewer.kind === 'visitor') throw new Problem('not-allowed');
  return viewer;
});
