import { Controller, Get, Param, Query } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  organizationByCode,
  organizationById,
  organizationsPage,
} from '../../organizations/organizations.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page } from '../../platform/web/answer.js';
import { type Form, FormPipe } from '../../platform/web/form.js';
import { ScoresQuery } from './score.forms.js';
import { scorePage, scoresPage } from './score.pages.js';
import { movedScores, scoreOf } from './score.queries.js';

/** The local score: for the body it is about, and for the bureau; never for the public. (R-CR-23, R-CR-25) */
@Controller()
export class ScoreController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.own.see')
  @Get('org/credit/score')
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const one = found(await organizationById(this.work.reader, found(viewer.organizationId)));
    return this.show(one, true);
  }

  @Allow('credit.see')
  @Get('bureau/credit-scores')
  async list(@Query(FormPipe(ScoresQuery)) query: Form<ScoresQuery>): Promise<Answer> {
    const db = this.work.reader;
    const on = this.clock.today();
    const { total } = await organizationsPage(db, { status: 'REGISTERED', on, page: 1, pageSize: 1 });
    const { grade, page: number = 1 } = query.value ?? {};
    const listing = { lines: await movedScores(db, on), bodies: total, grade, page: number };
    return page('score/list', scoresPage(listing));
  }

  @Allow('credit.see')
  @Get('bureau/credit-scores/:creditCode')
  async one(@Param('creditCode') code: string): Promise<Answer> {
    return this.show(found(await organizationByCode(this.work.reader, code)), false);
  }

  private async show({ id, name }: { id: string; name: string }, own: boolean): Promise<Answer> {
    return page(
      'score/show',
      scorePage(await scoreOf(this.work.reader, id, this.clock.today()), { name, own }),
    );
  }
}
