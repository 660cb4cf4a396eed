import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { DisclosureModule } from '../disclosure/disclosure.module.js';
import { type Clock } from '../platform/clock.js';
import { type Config } from '../platform/config.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type PortalLogger } from '../platform/logger.js';
import { PlatformModule } from '../platform/platform.module.js';
import { ChromeBuilder } from '../platform/web/page-sender.js';
import { PortalChrome } from './chrome.js';

/** What stands before Nest does: opened by the server, the demo, a command or a test. */
export interface Foundations {
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly logger: PortalLogger;
}

/** All capabilities on one foundation. Modules import lower floors only. */
@Module({})
export class AppModule {
  static on(config: Config, foundations: Foundations): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.on(config, foundations, { provide: ChromeBuilder, useClass: PortalChrome }),
        AccountsModule,
        DisclosureModule,
      ],
    };
  }
}
