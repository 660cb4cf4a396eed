import { Controller, Get, Param } from '@nestjs/common';
import { found, Problem } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { ownObjection } from '../../notices/objections.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page } from '../../platform/web/answer.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { appealFacts, appealStateOf } from './appeals.queries.js';
import { ownApplication } from './applications.queries.js';
import { ownScreeningPage } from './own-screening.pages.js';
import { decisionsOf } from './screening.queries.js';
import { findingsAgainstAppeal, hasFirstCheck } from './screening.rules.js';
import { supplementOf } from './supplements.queries.js';
import { ScreeningService } from './screening.service.js';

/** What an organization sees of the first check of its application. */
@Controller('org/rounds/:number/application')
export class OwnScreeningController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly screening: ScreeningService,
    private readonly clock: Clock,
  ) {}

  @Allow('application.own.see')
  @Get('first-check')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const mine = found(await ownApplication(db, viewer, number));
    const round = found(await roundByNumber(db, number));
    if (!hasFirstCheck(mine.status, round)) throw new Problem('not-found');
    const [screened] = await this.screening.screened(db, round, [mine]);
    const state = await appealStateOf(db, mine);
    const view = {
      round,
      standings: found(screened).standings,
      decisions: await decisionsOf(db, [mine.id]),
      appeal: state.number === null ? null : await ownObjection(db, viewer, state.number),
      against: findingsAgainstAppeal(appealFacts(mine.status, state), this.clock.today()),
      mayAppeal: may(viewer, 'objection.lodge'),
      hasSupplement: (await supplementOf(db, mine.id)) !== null,
    };
    return page('ventures/first-check', ownScreeningPage(mine, view));
  }
}
