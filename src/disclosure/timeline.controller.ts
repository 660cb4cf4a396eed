import { Controller, Get, Param } from '@nestjs/common';
import { eventsOf } from '../credit/lists/lists.queries.js';
import { recordsOf } from '../credit/records/records.queries.js';
import { unsealedSnapshotsOf } from '../eligibility/eligibility.queries.js';
import { flagsOf } from '../eligibility/flags.queries.js';
import { functionsHeldBy } from '../functions/functions.queries.js';
import { found } from '../kernel/outcome.js';
import { organizationByCode, qualificationsOf } from '../organizations/organizations.queries.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { applicationsOfBody } from '../ventures/applications/applications.queries.js';
import { projectsOf } from '../ventures/awards/awards.queries.js';
import { timelinePage } from './timeline.pages.js';

/** What a decider sees of one body in one order; what was known at a decision stays in its frozen check. (A8) */
@Controller('bureau/organizations')
export class TimelineController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Allow('eligibility.see')
  @Get(':creditCode/timeline')
  async show(@Param('creditCode') code: string): Promise<Answer> {
    const db = this.work.reader;
    const body = found(await organizationByCode(db, code));
    const life = {
      body,
      qualifications: await qualificationsOf(db, body.id),
      records: await recordsOf(db, body.id),
      moves: await eventsOf(db, body.id),
      flags: await flagsOf(db, body.id),
      applications: await applicationsOfBody(db, body.id),
      projects: await projectsOf(db, body.id),
      agreements: await functionsHeldBy(db, body.id),
      checks: await unsealedSnapshotsOf(db, body.id, this.clock.now()),
    };
    return page('disclosure/timeline', timelinePage(life));
  }
}
