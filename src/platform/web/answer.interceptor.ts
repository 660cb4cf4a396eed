import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { Problem } from '../../kernel/outcome.js';
import { CONFIG, type Config } from '../config.js';
import { type Chrome } from '../views/page.js';
import { type Layout, Renderer } from '../views/renderer.js';
import { type Answer, type Flash } from './answer.js';
import { CsrfTokens } from './csrf.js';
import { putFlash, takeFlash } from './flash.js';
import { type PortalRequest } from './request.js';

/** Makes what stands around a page: menus, viewer, footer. The app floor knows the menus and provides it. */
export abstract class ChromeBuilder {
  abstract build(request: PortalRequest, extras: { csrf: string | null; flash: Flash | null }): Chrome;
}

const WORKSPACES = /^\/(?:org|review|bureau|department|centre|admin|account)(?:\/|$)/;

/** Turns an `Answer` into bytes: the one place where status, type and caching are decided. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly pages: PageSender,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Answer>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<PortalRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(concatMap((answer) => Promise.resolve(this.send(answer, request, reply))));
  }

  private send(answer: Answer, request: PortalRequest, reply: FastifyReply): unknown {
    if (answer.kind === 'page') return this.pages.send(answer, request, reply);
    if (request.wantsJson) throw new Problem('not-found');
    if (answer.kind === 'redirect') {
      if (answer.flash) putFlash(reply, answer.flash, this.config.publicOrigin.startsWith('https:'));
      reply.status(303).header('location', answer.to).header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      return '';
    }
    if (answer.kind === 'plain') {
      reply.status(answer.status).type(answer.type);
      reply.header('cache-control', answer.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      return answer.content;
    }
    reply
      .status(200)
      .type(answer.type)
      .header('content-disposition', disposition(answer.name))
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', request.viewer?.kind === 'user' ? 'no-store' : 'no-cache');
    return answer.content;
  }
}

/** Renders pages and their JSON twin; the problem filter uses it too. */
@Injectable()
export class PageSender {
  constructor(
    private readonly renderer: Renderer,
    private readonly chrome: ChromeBuilder,
    private readonly tokens: CsrfTokens,
  ) {}

  send(answer: Extract<Answer, { kind: 'page' }>, request: PortalRequest, reply: FastifyReply): string {
    const signedIn = request.viewer?.kind === 'user';
    reply.status(answer.status).header('cache-control', signedIn ? 'no-store' : 'no-cache').header('vary', 'cookie, accept-language');
    if (request.wantsJson) {
      if (answer.facts === undefined) throw new Problem('not-found');
      reply.type('application/json; charset=utf-8');
      return JSON.stringify(answer.facts);
    }
    // Pages that anybody may cache carry no token; a public page with a form says so in its model.
    const csrf = signedIn || 'needsToken' in answer.model ? this.tokens.issue(request, reply) : null;
    const chrome = this.chrome.build(request, { csrf, flash: takeFlash(request, reply) });
    reply.type('text/html; charset=utf-8');
    return this.renderer.page(answer.template, layoutOf(request), answer.model, chrome);
  }
}

function layoutOf(request: PortalRequest): Layout {
  if (request.display.print) return 'print';
  const [path = '/'] = request.originalUrl.split('?');
  return request.viewer?.kind === 'user' && WORKSPACES.test(path) ? 'main' : 'public';
}

/** RFC 6266 with both forms; the plain one keeps only what every browser reads. */
function disposition(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}"\\/]/gu, '_').slice(0, 150);
  const ascii = clean.replace(/[^\x20-\x7E]/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
