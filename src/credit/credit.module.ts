import { Module } from '@nestjs/common';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
import { CorrectionsController } from './records/corrections.controller.js';
import { CorrectionsService } from './records/corrections.service.js';
import { OwnRecordsController } from './records/own-records.controller.js';
import { RecordBook } from './records/record-book.service.js';
import { RecordsController } from './records/records.controller.js';
import { RecordsService } from './records/records.service.js';
import { RepairDecisionsController } from './records/repair-decisions.controller.js';
import { RepairsService } from './records/repairs.service.js';
import { ScoreController } from './score/score.controller.js';

@Module({
  // The addresses of proceedings come before `/bureau/credit/:id`.
  controllers: [
    CorrectionsController,
    RepairDecisionsController,
    ScoreController,
    RecordsController,
    OwnRecordsController,
    ListsController,
  ],
  providers: [RecordBook, RecordsService, CorrectionsService, RepairsService, ListsService],
  exports: [RecordsService, CorrectionsService, RepairsService, ListsService],
})
export class CreditModule {}
