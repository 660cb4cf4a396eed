import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CreditModule } from '../credit/credit.module.js';
import { EligibilityModule } from '../eligibility/eligibility.module.js';
import { FunctionsModule } from '../functions/functions.module.js';
import { IncubationModule } from '../incubation/incubation.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { ReferenceModule } from '../reference/reference.module.js';
import { ReviewModule } from '../review/review.module.js';
import { RehearsalStage } from '../ventures/rounds/rehearsals.service.js';
import { VenturesModule } from '../ventures/ventures.module.js';
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
  static on(config: Config, foundations: Foundations, stage: RehearsalStage): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DiscoveryModule,
        PlatformModule.on(
          config,
          foundations,
          { provide: ChromeBuilder, useClass: PortalChrome },
          { provide: RehearsalStage, useValue: stage },
        ),
        AccountsModule,
        ReferenceModule,
        OrganizationsModule,
        NoticesModule,
        CreditModule,
        EligibilityModule,
        ReviewModule,
        VenturesModule,
        FunctionsModule,
        IncubationModule,
        DisclosureModule,
      ],
    };
  }
}
