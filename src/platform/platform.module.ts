import { join } from 'node:path';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { MultipartModule } from '@nestjs/platform-fastify';
import { Audit } from './audit/audit.js';
import { Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { FieldKeys } from './field-keys.js';
import { Evidence } from './files/evidence.js';
import { FileFolder } from './files/file-folder.js';
import { FileScans } from './files/file-scans.js';
import { FileStore } from './files/file-store.js';
import { Scanner } from './files/scanner.js';
import { Jobs } from './jobs/jobs.js';
import { Ledger } from './ledger/ledger.js';
import { PortalLogger } from './logger.js';
import { Outbox } from './mail/outbox.js';
import { ROOT } from './views/assets.js';
import { Renderer } from './views/renderer.js';
import { AccessGuard } from './web/access.js';
import { AccessRefusals } from './web/access-refusals.js';
import { AnswerInterceptor } from './web/answer.interceptor.js';
import { PageSender } from './web/page-sender.js';
import { CsrfGuard, CsrfTokens } from './web/csrf.js';
import { ProblemFilter } from './web/problem.filter.js';
import { OperationController } from './web/operation.controller.js';
import { Attempts } from './web/attempts.js';
import { UploadToken } from './web/upload.js';

interface Foundations {
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly logger: PortalLogger;
}

/** Plumbing for every capability: injected wherever a constructor names it. */
@Global()
@Module({})
export class PlatformModule {
  /** `providers`: what the app floor makes and lower floors name. */
  static on(config: Config, { work, clock, logger }: Foundations, ...providers: Provider[]): DynamicModule {
    const services = [
      Audit,
      Ledger,
      FieldKeys,
      FileFolder,
      Scanner,
      FileScans,
      FileStore,
      Evidence,
      Jobs,
      Outbox,
      CsrfTokens,
      AccessRefusals,
      PageSender,
      UploadToken,
      Attempts,
    ];
    const multipart = MultipartModule.register({ dest: join(config.dataDir, 'incoming') });
    return {
      module: PlatformModule,
      imports: [{ ...multipart, global: true }],
      controllers: [OperationController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: UnitOfWork, useValue: work },
        { provide: Clock, useValue: clock },
        { provide: PortalLogger, useValue: logger },
        { provide: Renderer, useFactory: () => new Renderer(join(ROOT, 'views')) },
        ...providers,
        ...services,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: CsrfGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
      ],
      exports: [CONFIG, UnitOfWork, Clock, PortalLogger, Renderer, ...services, ...tokensOf(providers)],
    };
  }
}

function tokensOf(providers: readonly Provider[]): Provider[] {
  return providers.filter((one) => 'provide' in one);
}
