import { Module } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { CasesController } from './lists/cases.controller.js';
import { CasesService } from './lists/cases.service.js';
import { ExitsController } from './lists/exits.controller.js';
import { ExitsService } from './lists/exits.service.js';
import { LettersService } from './lists/letters.service.js';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
import { OwnCreditController } from './lists/own-credit.controller.js';
import { PublicNoticesController } from './lists/public-notices.controller.js';
import { CorrectionsController } from './records/corrections.controller.js';
import { CorrectionsService } from './records/corrections.service.js';
import { FilingConclusionsController } from './records/filing-conclusions.controller.js';
import { FilingConclusionsService } from './records/filing-conclusions.service.js';
import { OwnRecordsController } from './records/own-records.controller.js';
import { RecordBook } from './records/record-book.service.js';
import { RecordObjectionsController } from './records/record-objections.controller.js';
import { RecordObjectionsService } from './records/record-objections.service.js';
import { RecordsController } from './records/records.controller.js';
import { RecordsService } from './records/records.service.js';
import { RepairDecisionsController } from './records/repair-decisions.controller.js';
import { RepairsService } from './records/repairs.service.js';
import { RulingsController } from './records/rulings.controller.js';
import { ScoreController } from './score/score.controller.js';

@Module({
  imports: [NoticesModule, OrganizationsModule],
  // The addresses of proceedings come before `/bureau/credit/:id`.
  controllers: [
    CorrectionsController,
    RepairDecisionsController,
    RulingsController,
    RecordObjectionsController,
    ScoreController,
    RecordsController,
    OwnRecordsController,
    FilingConclusionsController,
    ListsController,
    CasesController,
    ExitsController,
    OwnCreditController,
    PublicNoticesController,
  ],
  providers: [
    RecordBook,
    RecordsService,
    CorrectionsService,
    RepairsService,
    FilingConclusionsService,
    RecordObjectionsService,
    ListsService,
    CasesService,
    LettersService,
    ExitsService,
  ],
  exports: [
    RecordsService,
    CorrectionsService,
    RepairsService,
    RecordObjectionsService,
    ListsService,
    CasesService,
    LettersService,
    ExitsService,
  ],
})
export class CreditModule {}
