import { Module } from '@nestjs/common';
import { ListsController } from './lists/lists.controller.js';
import { ListsService } from './lists/lists.service.js';
import { RecordsController } from './records/records.controller.js';
import { RecordsService } from './records/records.service.js';
import { ScoreController } from './score/score.controller.js';

@Module({
  controllers: [RecordsController, ListsController, ScoreController],
  providers: [RecordsService, ListsService],
  exports: [RecordsService, ListsService],
})
export class CreditModule {}
