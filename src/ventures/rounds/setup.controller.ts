import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { addDays } from '../../kernel/calendar.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { allRounds } from './rounds.queries.js';
import { RoundsService } from './rounds.service.js';
import { scoreSheetPage } from './score-sheet.pages.js';
import { DifferenceQuery, RoundStartForm } from './setup.forms.js';
import { publishPage, roundNewPage, setupDifferencePage, setupPage, setupPath } from './setup.pages.js';
import { roundInSetup, workingSetup } from './setup.queries.js';
import { SetupService } from './setup.service.js';

/** A call is announced a while before it opens; this is only what the form proposes. */
const DAYS_AHEAD = 14;

/** Beginning a round, its task list, its previews, and publishing it. */
@Controller('bureau/rounds')
export class SetupController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly setups: SetupService,
    private readonly rounds: RoundsService,
  ) {}

  @Allow('round.edit')
  @Get('new')
  async blank(): Promise<Answer> {
    return page('ventures/round-new', await this.newPage());
  }

  @Allow('round.edit')
  @Post()
  async create(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RoundStartForm)) form: Form<RoundStartForm>,
  ): Promise<Answer> {
    if (form.ok) {
      const { nameZh, nameEn, potFen, opensOn, copyOf } = form.value;
      const start = { name: { zh: nameZh, en: nameEn }, potFen, opensOn };
      const outcome = await this.setups.create(viewer, start, copyOf ?? null);
      if (outcome.ok) return seeOther(setupPath(outcome.value), 'setup.begun');
    }
    const entered = { values: form.values, findings: findingsIn(form) };
    return refusedPage('ventures/round-new', await this.newPage(entered));
  }

  @Allow('round.see')
  @Get(':number/setup')
  async tasks(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/setup', setupPage(await workingSetup(this.work.reader, number), viewer));
  }

  @Allow('round.see')
  @Get(':number/setup/difference')
  async difference(
    @Param('number') number: string,
    @Query(FormPipe(DifferenceQuery)) query: Form<DifferenceQuery>,
  ): Promise<Answer> {
    const db = this.work.reader;
    const own = await workingSetup(db, number);
    const others = (await allRounds(db)).filter((one) => one.number !== number);
    const asked = query.value?.with ?? own.round.copyOf;
    const known = others.some((one) => one.number === asked);
    const earlier = asked !== null && known ? await roundInSetup(db, asked) : null;
    return page('ventures/setup-difference', setupDifferencePage(own, others, earlier));
  }

  @Allow('round.see')
  @Get(':number/setup/score-sheet')
  async scoreSheet(@Param('number') number: string): Promise<Answer> {
    return page('ventures/score-sheet', scoreSheetPage(await workingSetup(this.work.reader, number)));
  }

  @Allow('round.publish')
  @Get(':number/publish')
  async confirm(@Param('number') number: string): Promise<Answer> {
    return page('ventures/setup-publish', publishPage(await roundInSetup(this.work.reader, number)));
  }

  @Allow('round.publish')
  @Post(':number/publish')
  async publish(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.rounds.publish(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}`, 'ventures.rounds.published');
    return refusedPage(
      'ventures/setup-publish',
      publishPage(await roundInSetup(this.work.reader, number), outcome.findings),
    );
  }

  private async newPage(
    entered?: Parameters<typeof roundNewPage>[2],
  ): Promise<ReturnType<typeof roundNewPage>> {
    const opensOn = addDays(this.clock.today(), DAYS_AHEAD);
    return roundNewPage(await allRounds(this.work.reader), opensOn, entered);
  }
}
