import { Controller, Get, Param, Post } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { roundShowPage, roundsPage } from './rounds.pages.js';
import { allRounds, roundByNumber } from './rounds.queries.js';
import { RoundsService } from './rounds.service.js';

@Controller('bureau/rounds')
export class RoundsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rounds: RoundsService,
  ) {}

  @Allow('round.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/rounds', roundsPage(await allRounds(this.work.reader), may(viewer, 'round.edit')));
  }

  @Allow('round.see')
  @Get(':number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page(
      'ventures/round',
      roundShowPage(found(await roundByNumber(this.work.reader, number)), viewer),
    );
  }

  @Allow('round.close')
  @Post(':number/close')
  async close(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.rounds.close(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}`, 'ventures.rounds.closed');
    const round = found(await roundByNumber(this.work.reader, number));
    return refusedPage(
      'ventures/round',
      roundShowPage(round, viewer, { values: {}, findings: outcome.findings }),
    );
  }
}
