import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { VISITOR } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PortalLogger } from '../platform/logger.js';
import { BUILT_ASSETS, ROOT } from '../platform/views/assets.js';
import { BODY_LIMIT, readBody, readQuery } from '../platform/web/body.js';
import { displayOf } from '../platform/web/display.js';
import { type PortalRequest } from '../platform/web/request.js';
import { withinRequest } from '../platform/web/request-context.js';
import { DatabaseSessionStore } from '../platform/web/session-store.js';
import { viewerOfRequest } from '../accounts/viewer.hook.js';
import { AppModule, type Foundations } from './app.module.js';
import { WorldStage } from './rehearsal-stage.js';

const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  objectSrc: ["'none'"],
};

/** Addresses that answer without looking at sessions or cookies. */
const BARE = /^\/(?:assets\/|healthz$|readyz$|metrics$|favicon\.ico$)/;

/** The application as the server and the tests run it: every hook, plugin and limit in one place. */
export async function createWeb(config: Config, foundations: Foundations): Promise<NestFastifyApplication> {
  mkdirSync(join(config.dataDir, 'incoming'), { recursive: true });
  const adapter = new FastifyAdapter({
    trustProxy: config.trustProxy ?? false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    handlerTimeout: 30_000,
    rewriteUrl: withoutJson,
    return503OnClosing: true,
    routerOptions: { querystringParser: readQuery, maxParamLength: 120 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.on(config, foundations, new WorldStage(config)),
    adapter,
    {
      bodyParser: false,
      logger: foundations.logger,
      abortOnError: false,
    },
  );
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await registerPlugins(fastify, config, app);
  addHooks(fastify, config, app);
  app.useBodyParser(
    'application/x-www-form-urlencoded',
    { bodyLimit: BODY_LIMIT },
    (_request, body, done) => {
      try {
        done(null, readBody(body));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  await app.init();
  await fastify.ready();
  return app;
}

/** `.json` at the end of a path asks for the same facts as data; the route is the page's own. */
function withoutJson(request: { url?: string }): string {
  const address = request.url ?? '/';
  const [path = '/', query] = address.split(/\?(.*)/s);
  if (!path.endsWith('.json') || KEEPS_JSON.test(path)) return address;
  return path.slice(0, -'.json'.length) + (query === undefined ? '' : `?${query}`);
}

/** Downloads whose own name ends in .json. */
const KEEPS_JSON = /\/(?:ranking-bundle|receipt|content|feed|export)\.json$/;

async function registerPlugins(
  fastify: FastifyInstance,
  config: Config,
  app: NestFastifyApplication,
): Promise<void> {
  const https = config.publicOrigin.startsWith('https:');
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...POLICY, ...(https ? { upgradeInsecureRequests: [] } : {}) },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 63_072_000 } : false,
    xXssProtection: false,
  });
  await fastify.register(cookie, { secret: config.sessionSecret });
  await fastify.register(session, {
    secret: config.sessionSecret,
    cookieName: https ? '__Host-session' : 'session',
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
    store: new DatabaseSessionStore(app.get(UnitOfWork), app.get(Clock), (error) =>
      app.get(PortalLogger).error(error),
    ),
    saveUninitialized: false,
    rolling: false,
  });
  await fastify.register(etag, { weak: true });
  await fastify.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { 1: 4 } },
  });
  await fastify.register(rateLimit, {
    max: config.mode === 'production' ? 600 : 100_000,
    timeWindow: '1 minute',
    allowList: (request: FastifyRequest) => request.url.startsWith('/assets/'),
  });
  const built = config.mode !== 'test';
  await fastify.register(fastifyStatic, {
    root: built ? BUILT_ASSETS : join(ROOT, 'public'),
    prefix: '/assets/',
    preCompressed: built,
    immutable: built,
    maxAge: built ? '365d' : 0,
    index: false,
    list: false,
  });
}

function addHooks(fastify: FastifyInstance, config: Config, app: NestFastifyApplication): void {
  const work = app.get(UnitOfWork);
  const secure = config.publicOrigin.startsWith('https:');
  fastify.addHook('onRequest', (request, _reply, done) => {
    withinRequest({ address: request.ip, requestId: request.id }, done);
  });
  fastify.addHook('onRequest', async (raw, reply) => {
    const request = raw as PortalRequest;
    const [path = '/'] = raw.originalUrl.split('?');
    request.wantsJson = path.endsWith('.json') && !KEEPS_JSON.test(path);
    request.display = displayOf(request, reply, secure);
    request.viewer = BARE.test(path) ? VISITOR : await viewerOfRequest(request, work);
    reply.header('x-robots-tag', request.viewer.kind === 'user' ? 'noindex' : 'all');
  });
}
