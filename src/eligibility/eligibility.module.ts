import { Module } from '@nestjs/common';
import { DeclarationsService } from './declarations.service.js';
import { EligibilityController } from './eligibility.controller.js';
import { EligibilityService } from './eligibility.service.js';
import { FlagsController } from './flags.controller.js';
import { FlagsService } from './flags.service.js';
import { PrecheckController } from './precheck.controller.js';

@Module({
  controllers: [PrecheckController, EligibilityController, FlagsController],
  providers: [EligibilityService, DeclarationsService, FlagsService],
  exports: [EligibilityService, DeclarationsService, FlagsService],
})
export class EligibilityModule {}
