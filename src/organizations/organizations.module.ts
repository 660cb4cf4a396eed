import { Module } from '@nestjs/common';
import { ImportRunsService } from './import-runs.service.js';
import { OrganizationsController } from './organizations.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { RegisterImportController } from './register-import.controller.js';
import { RegisterImportService } from './register-import.service.js';

@Module({
  controllers: [OrganizationsController, RegisterImportController],
  providers: [OrganizationsService, RegisterImportService, ImportRunsService],
  exports: [OrganizationsService, RegisterImportService],
})
export class OrganizationsModule {}
