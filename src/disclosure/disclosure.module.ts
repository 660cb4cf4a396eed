import { Module } from '@nestjs/common';
import { DeskController } from './desk.controller.js';
import { FiguresController } from './figures.controller.js';
import { GrantsController } from './grants.controller.js';
import { LedgerController } from './ledger.controller.js';
import { RegisterController } from './register.controller.js';

/** Public pages and desks that read several capabilities: they change nothing. */
@Module({
  controllers: [LedgerController, FiguresController, RegisterController, GrantsController, DeskController],
})
export class DisclosureModule {}
