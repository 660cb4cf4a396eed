import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { newsPage } from './news.pages.js';
import { callNews } from './news.queries.js';
import { NewsService } from './news.service.js';
import { ReadForm } from './questions.forms.js';
import { publicRound } from './rounds.queries.js';

/** What is new about a call, for an organization that applies to it. */
@Controller('org/rounds/:number/news')
export class NewsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly news: NewsService,
  ) {}

  @Allow('application.own.see')
  @Get()
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/news', await this.shown(number, viewer));
  }

  @Allow('application.own.edit')
  @Post()
  async read(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ReadForm)) form: Form<ReadForm>,
  ): Promise<Answer> {
    if (!form.ok) {
      const model = await this.shown(number, viewer);
      return refusedPage('ventures/news', {
        ...model,
        findings: findingsIn(form).map((finding) => ({ finding, anchor: null })),
      });
    }
    await this.news.read(viewer, number, form.value.until);
    return seeOther(`/org/rounds/${number}/application`, 'questions.news.done');
  }

  private async shown(number: string, viewer: SignedIn): Promise<ReturnType<typeof newsPage>> {
    const db = this.work.reader;
    const until = this.clock.now();
    const round = found(await publicRound(db, number));
    return newsPage(round, await callNews(db, round.id, found(viewer.organizationId)), until);
  }
}
