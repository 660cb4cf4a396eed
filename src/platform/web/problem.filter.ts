import { randomUUID } from 'node:crypto';
import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Problem, type ProblemKind } from '../../kernel/outcome.js';
import { codeOf } from '../database/connections.js';
import { DatabaseBusy } from '../database/unit-of-work.js';
import { PortalLogger } from '../logger.js';
import { PageSender } from './page-sender.js';
import { page } from './answer.js';
import { type PortalRequest, SignInNeeded } from './request.js';

interface Shape {
  readonly status: number;
  readonly template: string;
}

const SHAPES: Readonly<Record<ProblemKind | 'broken' | 'method', Shape>> = {
  'not-found': { status: 404, template: 'errors/not-found' },
  'not-allowed': { status: 403, template: 'errors/not-allowed' },
  'changed-meanwhile': { status: 409, template: 'errors/conflict' },
  'not-possible': { status: 409, template: 'errors/conflict' },
  'bad-request': { status: 400, template: 'errors/bad-request' },
  'bad-token': { status: 403, template: 'errors/not-allowed' },
  'too-large': { status: 413, template: 'errors/too-large' },
  'wrong-type': { status: 415, template: 'errors/bad-request' },
  'too-many': { status: 429, template: 'errors/too-many' },
  'file-held': { status: 409, template: 'errors/file-held' },
  'file-quarantined': { status: 410, template: 'errors/file-quarantined' },
  'file-broken': { status: 503, template: 'errors/file-broken' },
  busy: { status: 503, template: 'errors/busy' },
  broken: { status: 500, template: 'errors/broken' },
  method: { status: 405, template: 'errors/bad-request' },
};
const BY_STATUS: Readonly<Record<number, keyof typeof SHAPES>> = {
  400: 'bad-request',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method',
  408: 'busy',
  413: 'too-large',
  414: 'too-large',
  415: 'wrong-type',
  429: 'too-many',
  431: 'too-large',
  503: 'busy',
};

/**
 * The one place where something thrown becomes a page: our problems, what plugins throw, and driver errors, which
 * are lost races (unique), things that went away (foreign key), or input that validation should have caught.
 */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly pages: PageSender,
    private readonly logger: PortalLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<PortalRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    if (error instanceof SignInNeeded) {
      this.toSignIn(error, request, reply);
      return;
    }
    const kind = kindOf(error);
    const reference = kind === 'broken' ? randomUUID().slice(0, 8) : null;
    if (reference !== null) this.logBroken(error, reference, request);
    if (kind === 'busy') reply.header('retry-after', '5');
    this.answer(kind, reference, { request, reply });
  }

  private answer(
    kind: keyof typeof SHAPES,
    reference: string | null,
    to: { request: PortalRequest; reply: FastifyReply },
  ): void {
    const { request, reply } = to;
    const { status, template } = SHAPES[kind];
    // A request that failed before our hooks ran has no display and no cookies to read.
    if (!('display' in request) || request.wantsJson) {
      void reply
        .status(status)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ error: kind, reference }));
      return;
    }
    const { model } = page(template, { title: { key: `common.errors.${kind}.title` }, reference }) as {
      model: object;
    };
    const body = this.pages.send({ kind: 'page', status, template, model }, request, reply);
    void reply.header('cache-control', 'no-store').send(body);
  }

  private toSignIn({ next }: SignInNeeded, request: PortalRequest, reply: FastifyReply): void {
    if (request.wantsJson) {
      void reply
        .status(401)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify({ error: 'sign-in-needed' }));
      return;
    }
    const target = request.method === 'GET' ? next : '/';
    void reply
      .status(302)
      .header('location', `/sign-in?next=${encodeURIComponent(target)}`)
      .header('cache-control', 'no-store')
      .send('');
  }

  private logBroken(error: unknown, reference: string, request: PortalRequest): void {
    const stack = error instanceof Error ? error.stack : undefined;
    const route = request.routeOptions.url ?? 'unknown route';
    this.logger.error(`${reference} ${request.method} ${route}: ${String(error)}`, stack, 'ProblemFilter');
  }
}

/** What a thrown thing is to the user. Classes 22 and 23 of the drivers never leave as 500 (architecture 4.1). */
export function kindOf(error: unknown): keyof typeof SHAPES {
  if (error instanceof Problem) return error.kind;
  if (error instanceof DatabaseBusy) return 'busy';
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY')) return 'busy';
  if (['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', '53100'].some((start) => code.startsWith(start)))
    return 'busy';
  if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code) || code === '23505') return 'changed-meanwhile';
  if (code.startsWith('SQLITE_CONSTRAINT') || code.startsWith('23') || code === '40001' || code === '40P01')
    return 'not-possible';
  if (code.startsWith('22')) return 'bad-request';
  const status = statusOf(error);
  return status === null ? 'broken' : (BY_STATUS[status] ?? (status < 500 ? 'bad-request' : 'broken'));
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  const { statusCode, status } = error as { statusCode?: unknown; status?: unknown };
  const own =
    'getStatus' in error && typeof error.getStatus === 'function'
      ? (error.getStatus as () => unknown)()
      : null;
  return [own, statusCode, status].find((one): one is number => typeof one === 'number') ?? null;
}
