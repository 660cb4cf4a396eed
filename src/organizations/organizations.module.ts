import { Module } from '@nestjs/common';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { DismissalsService } from './dismissals.service.js';
import { ExportsService } from './exports.service.js';
import { ImportRunsService } from './import-runs.service.js';
import { MergesController } from './merges.controller.js';
import { MergesService } from './merges.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { OwnContactsController } from './own-contacts.controller.js';
import { RegisterImportController } from './register-import.controller.js';
import { RegisterImportService } from './register-import.service.js';
import { RelatedController } from './related.controller.js';

@Module({
  controllers: [
    MergesController,
    RelatedController,
    ContactsController,
    OwnContactsController,
    OrganizationsController,
    RegisterImportController,
  ],
  providers: [
    OrganizationsService,
    RegisterImportService,
    ImportRunsService,
    ContactsService,
    DismissalsService,
    MergesService,
    ExportsService,
  ],
  exports: [OrganizationsService, RegisterImportService, ContactsService, DismissalsService, MergesService],
})
export class OrganizationsModule {}
