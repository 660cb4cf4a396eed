import { Module } from '@nestjs/common';
import { CreditModule } from '../credit/credit.module.js';
import { EligibilityModule } from '../eligibility/eligibility.module.js';
import { AgreementChecks } from './agreement-checks.service.js';
import { FunctionsController } from './functions.controller.js';
import { FunctionsService } from './functions.service.js';

@Module({
  imports: [CreditModule, EligibilityModule],
  controllers: [FunctionsController],
  providers: [AgreementChecks, FunctionsService],
  exports: [FunctionsService],
})
export class FunctionsModule {}
