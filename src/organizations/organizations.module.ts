import { Module } from '@nestjs/common';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { CorrectionsController } from './corrections.controller.js';
import { CorrectionsService } from './corrections.service.js';
import { DismissalsService } from './dismissals.service.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsService } from './documents.service.js';
import { ExportsService } from './exports.service.js';
import { FilingDeskController } from './filing-desk.controller.js';
import { FilingsController } from './filings.controller.js';
import { FilingsService } from './filings.service.js';
import { ImportRunsService } from './import-runs.service.js';
import { MergesController } from './merges.controller.js';
import { MergesService } from './merges.service.js';
import { OfficersService } from './officers.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { OwnContactsController } from './own-contacts.controller.js';
import { QualificationsController } from './qualifications.controller.js';
import { QualificationsService } from './qualifications.service.js';
import { RegisterImportController } from './register-import.controller.js';
import { RegisterImportService } from './register-import.service.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';
import { RelatedController } from './related.controller.js';

@Module({
  controllers: [
    MergesController,
    RelatedController,
    ContactsController,
    OwnContactsController,
    DocumentsController,
    OrganizationsController,
    RegistrationController,
    QualificationsController,
    FilingsController,
    FilingDeskController,
    CorrectionsController,
    RegisterImportController,
  ],
  providers: [
    OrganizationsService,
    RegistrationService,
    OfficersService,
    QualificationsService,
    FilingsService,
    CorrectionsService,
    RegisterImportService,
    ImportRunsService,
    ContactsService,
    DocumentsService,
    DismissalsService,
    MergesService,
    ExportsService,
  ],
  exports: [
    OrganizationsService,
    RegistrationService,
    OfficersService,
    QualificationsService,
    FilingsService,
    CorrectionsService,
    RegisterImportService,
    ContactsService,
    DocumentsService,
    DismissalsService,
    MergesService,
  ],
})
export class OrganizationsModule {}
