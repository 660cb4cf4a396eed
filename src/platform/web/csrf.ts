import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply } from 'fastify';
import { Problem } from '../../kernel/outcome.js';
import { CONFIG, type Config } from '../config.js';
import { type PortalRequest } from './request.js';

export const VISITOR_COOKIE = 'visitor';
export const UPLOAD = 'portal:upload';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const MASK_BYTES = 32;

/** Marks a route whose body is multipart; its token is checked by the interceptor that parses it. */
export const MarkUpload = (): MethodDecorator => SetMetadata(UPLOAD, true);

/**
 * Tokens bound to the session (or, before sign-in, to a random cookie), masked anew for every page so that
 * compression gives nothing away (BREACH).
 */
@Injectable()
export class CsrfTokens {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The token for a page of this request; sets the visitor's cookie when there is no session yet. */
  issue(request: PortalRequest, reply: FastifyReply): string {
    const secret = this.secretOf(request) ?? this.setVisitorCookie(reply);
    const mask = randomBytes(MASK_BYTES);
    return Buffer.concat([mask, xor(mask, this.signature(secret))]).toString('base64url');
  }

  /** Whether `token` was issued for this session. */
  fits(request: PortalRequest, token: unknown): boolean {
    const secret = this.secretOf(request);
    if (secret === null || typeof token !== 'string') return false;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== 2 * MASK_BYTES) return false;
    const unmasked = xor(bytes.subarray(0, MASK_BYTES), bytes.subarray(MASK_BYTES));
    return timingSafeEqual(unmasked, this.signature(secret));
  }

  private secretOf(request: PortalRequest): string | null {
    if (request.viewer?.kind === 'user') return `session:${request.session.sessionId}`;
    const visitor = request.cookies[VISITOR_COOKIE];
    return visitor === undefined ? null : `visitor:${visitor}`;
  }

  private setVisitorCookie(reply: FastifyReply): string {
    const value = randomBytes(16).toString('base64url');
    reply.setCookie(VISITOR_COOKIE, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.publicOrigin.startsWith('https:'),
    });
    return `visitor:${value}`;
  }

  private signature(secret: string): Buffer {
    return createHmac('sha256', this.config.sessionSecret).update(secret).digest();
  }
}

/** Every unsafe request comes from our own pages and carries its token (security.md T16, C33, C34). */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: CsrfTokens,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<PortalRequest>();
    if (SAFE_METHODS.has(request.method)) return true;
    this.refuseForeignOrigin(request);
    const upload = this.reflector.get<boolean | undefined>(UPLOAD, context.getHandler()) === true;
    const type = request.headers['content-type'] ?? '';
    if (type.startsWith('multipart/form-data')) {
      if (!upload) throw new Problem('wrong-type', 'multipart where no file is expected');
      return true;
    }
    if (type !== '' && !type.startsWith('application/x-www-form-urlencoded')) throw new Problem('wrong-type');
    if (!this.tokens.fits(request, tokenIn(request.body))) throw new Problem('bad-token');
    return true;
  }

  private refuseForeignOrigin(request: PortalRequest): void {
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new Problem('bad-token', 'foreign site');
    const { origin } = request.headers;
    if (origin === undefined) return;
    const own = [new URL(this.config.publicOrigin).host, request.headers.host];
    if (origin === 'null' || !URL.canParse(origin) || !own.includes(new URL(origin).host))
      throw new Problem('bad-token', 'foreign origin');
  }
}

/** The hidden field of every form. */
export function tokenIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['_csrf'] : undefined;
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, i) => byte ^ (right[i] ?? 0)));
}
