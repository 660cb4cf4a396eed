import { Body, Controller, Get, Inject, Ip, Param, Post, Query } from '@nestjs/common';
import { shanghaiInstant } from '../../kernel/calendar.js';
import { found, Problem, refused } from '../../kernel/outcome.js';
import { type Viewer } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { atomText, type Feed, jsonFeedText } from '../../platform/documents/feed.js';
import { translate } from '../../platform/i18n/translator.js';
import { listFacts } from '../../platform/views/page.js';
import { CurrentViewer, Public } from '../../platform/web/access.js';
import { type Answer, page, plain, refusedPage, seeOther } from '../../platform/web/answer.js';
import { Attempts } from '../../platform/web/attempts.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { workingDays } from '../../reference/reference.queries.js';
import { AnswersQuery, AskForm } from './questions.forms.js';
import { answersPage, answerViews, askPage } from './questions.pages.js';
import { publishedAnswers } from './questions.queries.js';
import { findingsInAsking, questionsUntil } from './questions.rules.js';
import { QuestionsService } from './questions.service.js';
import { publicRound } from './rounds.queries.js';

/** Questions an hour from one address. */
const MOST_ASKED = 10;
const FEED_ITEMS = 50;

/** Questions on a call and their answers, the same for everybody; nobody needs an account to ask. (B11) */
@Public()
@Controller('rounds/:number/questions')
export class PublicQuestionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly questions: QuestionsService,
    private readonly attempts: Attempts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Param('number') number: string,
    @Query(FormPipe(AnswersQuery)) query: Form<AnswersQuery>,
  ): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await publicRound(db, number));
    const { page: at = 1, pageSize = 50 } = query.value ?? {};
    const all = answerViews(await publishedAnswers(db, round.id));
    const list = {
      items: all.slice((at - 1) * pageSize, at * pageSize),
      total: all.length,
      page: at,
      pageSize,
    };
    const table = await workingDays(db);
    const until = {
      deadline: questionsUntil(round, table),
      isOpen: findingsInAsking(round, this.clock.today(), table).length === 0,
    };
    const items = list.items.map(({ number: n, question, answer, publishedAt, reason, before }) => ({
      number: n,
      question,
      answer,
      reason,
      publishedAt: shanghaiInstant(publishedAt),
      before: before.map((one) => ({
        question: one.question,
        answer: one.answer,
        publishedAt: shanghaiInstant(one.publishedAt),
      })),
    }));
    return page(
      'ventures/answers',
      answersPage(round, list, until),
      listFacts({ ...list, items }, `/rounds/${number}/questions`, { pageSize: query.value?.pageSize }),
    );
  }

  @Get('feed.atom')
  async atom(@Param('number') number: string): Promise<Answer> {
    return plain('application/atom+xml; charset=utf-8', atomText(await this.feed(number, 'feed.atom')));
  }

  @Get('feed.json')
  async json(@Param('number') number: string): Promise<Answer> {
    return plain('application/feed+json; charset=utf-8', jsonFeedText(await this.feed(number, 'feed.json')));
  }

  @Get('new')
  async blank(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await publicRound(db, number));
    if (findingsInAsking(round, this.clock.today(), await workingDays(db)).length > 0)
      throw new Problem('not-found');
    return page('ventures/ask', askPage(round));
  }

  @Post()
  async ask(
    @Param('number') number: string,
    @CurrentViewer() viewer: Viewer,
    @Body(FormPipe(AskForm)) form: Form<AskForm>,
    @Ip() address: string,
  ): Promise<Answer> {
    const round = found(await publicRound(this.work.reader, number));
    if (this.attempts.exhausted(`asked ${address}`, MOST_ASKED)) throw new Problem('too-many');
    const outcome = form.ok
      ? await this.questions.ask(viewer, number, form.value)
      : refused(findingsIn(form));
    if (!outcome.ok)
      return refusedPage('ventures/ask', askPage(round, { values: form.values, findings: outcome.findings }));
    this.attempts.note(`asked ${address}`);
    return seeOther(`/rounds/${number}/questions`, 'questions.received');
  }

  /** Every version is an item of its own, so that a reader is told of a correction too. */
  private async feed(number: string, self: string): Promise<Feed> {
    const db = this.work.reader;
    const round = found(await publicRound(db, number));
    const { publicOrigin: origin } = this.config;
    const home = `${origin}/rounds/${number}/questions`;
    const lines = [...(await publishedAnswers(db, round.id))].sort((a, b) =>
      a.publishedAt < b.publishedAt ? 1 : -1,
    );
    return {
      title: translate('zh-CN', 'questions.feed', { name: round.nameZh }),
      home,
      self: `${home}/${self}`,
      language: 'zh-CN',
      author: translate('zh-CN', 'common.site.owner', {}),
      entries: lines.slice(0, FEED_ITEMS).map((one) => ({
        id: `tag:${new URL(origin).hostname},${one.publishedAt.slice(0, 10)}:answer:${number}:${one.number}:${one.version}`,
        link: `${home}#q${one.number}`,
        title: one.question,
        text: one.answer,
        at: shanghaiInstant(one.publishedAt),
      })),
    };
  }
}
