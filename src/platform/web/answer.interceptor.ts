import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { Problem } from '../../kernel/outcome.js';
import { CONFIG, type Config } from '../config.js';
import { type Answer } from './answer.js';
import { putFlash } from './flash.js';
import { PageSender } from './page-sender.js';
import { type PortalRequest } from './request.js';

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
    if (answer.kind === 'moved') {
      const to = request.wantsJson ? `${answer.to}.json` : answer.to;
      reply
        .status(301)
        .header('location', to)
        .header('cache-control', 'no-cache')
        .type('text/plain; charset=utf-8');
      return '';
    }
    if (request.wantsJson) throw new Problem('not-found');
    if (answer.kind === 'redirect') {
      if (answer.flash) putFlash(reply, answer.flash, this.config.publicOrigin.startsWith('https:'));
      reply
        .status(303)
        .header('location', answer.to)
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8');
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

/** RFC 6266 with both forms; the plain one keeps only what every browser reads. */
function disposition(name: string): string {
  const clean = name.replace(/[\p{Cc}\p{Cf}"\\/]/gu, '_').slice(0, 150);
  const ascii = clean.replace(/[^\x20-\x7E]/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
