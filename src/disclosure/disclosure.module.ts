import { Module } from '@nestjs/common';
import { LedgerController } from './ledger.controller.js';

/** Public pages: they read everything and change nothing. */
@Module({ controllers: [LedgerController] })
export class DisclosureModule {}
