import { Module } from '@nestjs/common';
import { PanelsController } from './panels.controller.js';
import { PanelsService } from './panels.service.js';
import { ScorecardsController } from './scorecards.controller.js';
import { ScoringService } from './scoring.service.js';

@Module({
  controllers: [ScorecardsController, PanelsController],
  providers: [PanelsService, ScoringService],
  exports: [PanelsService, ScoringService],
})
export class ReviewModule {}
