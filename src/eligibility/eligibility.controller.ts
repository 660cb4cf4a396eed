import { Controller, Get } from '@nestjs/common';
import { found } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { PURPOSES } from './criterion.rules.js';
import { eligibilityPage } from './eligibility.pages.js';
import { EligibilityService } from './eligibility.service.js';

/** What an organization may do today, why not, and the least it would have to change. Looking stores nothing. */
@Controller('org/eligibility')
export class EligibilityController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly eligibility: EligibilityService,
  ) {}

  @Allow('organization.own.see')
  @Get()
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const organizationId = found(viewer.organizationId);
    const answers = [];
    for (const purpose of PURPOSES)
      answers.push(await this.eligibility.answer(this.work.reader, organizationId, purpose));
    return page('eligibility/own', eligibilityPage(answers));
  }
}
