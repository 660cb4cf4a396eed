import { Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Problem } from '../../kernel/outcome.js';
import { type Chrome } from '../views/page.js';
import { type Layout, Renderer } from '../views/renderer.js';
import { type Answer, type Flash } from './answer.js';
import { CsrfTokens } from './csrf.js';
import { takeFlash } from './flash.js';
import { type PortalRequest } from './request.js';

/** Makes what stands around a page: menus, viewer, footer. The app floor knows the menus and provides it. */
export abstract class ChromeBuilder {
  abstract build(request: PortalRequest, extras: { csrf: string | null; flash: Flash | null }): Chrome;
}

const WORKSPACES = /^\/(?:org|review|bureau|department|centre|admin|account)(?:\/|$)/;

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
    reply
      .status(answer.status)
      .header('cache-control', signedIn ? 'no-store' : 'no-cache')
      .header('vary', 'cookie, accept-language');
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
