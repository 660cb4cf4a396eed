import { Module } from '@nestjs/common';
import { CallController } from './call.controller.js';
import { DeskController } from './desk.controller.js';
import { FeedsController } from './feeds.controller.js';
import { FiguresController } from './figures.controller.js';
import { GrantsController } from './grants.controller.js';
import { LedgerController } from './ledger.controller.js';
import { LookupController } from './lookup.controller.js';
import { OpenRegisterController } from './open-register.controller.js';
import { ProfileController } from './profile.controller.js';
import { RegisterController } from './register.controller.js';
import { SearchController } from './search.controller.js';
import { SitemapController } from './sitemap.controller.js';
import { TimelineController } from './timeline.controller.js';
import { VerifyController } from './verify.controller.js';

/** Public pages and desks that read several capabilities: they change nothing. */
@Module({
  controllers: [
    LedgerController,
    FiguresController,
    RegisterController,
    LookupController,
    ProfileController,
    OpenRegisterController,
    VerifyController,
    FeedsController,
    SearchController,
    SitemapController,
    GrantsController,
    CallController,
    DeskController,
    TimelineController,
  ],
})
export class DisclosureModule {}
