import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { AnswerForm, PublishForm, SetAsideForm } from './questions.forms.js';
import { questionPage, type QuestionPage, questionsPage, type QuestionsPage } from './questions.pages.js';
import { questionsIn, questionsOf } from './questions.queries.js';
import { QuestionsService } from './questions.service.js';
import { roundByNumber } from './rounds.queries.js';

/** The desk of those who answer the questions on a call. */
@Controller('bureau/rounds/:number/questions')
export class QuestionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly questions: QuestionsService,
  ) {}

  @Allow('question.see')
  @Get()
  async list(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/questions', await this.listed(number, viewer));
  }

  @Allow('question.answer')
  @Post('publication')
  async publish(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PublishForm)) form: Form<PublishForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.questions.publish(
          viewer,
          number,
          form.value.chosen.map(({ id }) => id),
        )
      : refused<number>(findingsIn(form));
    if (!outcome.ok)
      return refusedPage('ventures/questions', await this.listed(number, viewer, [...outcome.findings]));
    return seeOther(`/bureau/rounds/${number}/questions`, {
      tone: 'ok',
      message: { key: 'questions.published', args: { count: outcome.value } },
    });
  }

  @Allow('question.see')
  @Get(':id')
  async show(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    return page('ventures/question', await this.shown(number, id, { viewer }));
  }

  @Allow('question.answer')
  @Post(':id')
  async draft(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AnswerForm)) form: Form<AnswerForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.questions.draft(viewer, { round: number, id }, form.value, form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/questions`, 'questions.drafted');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'ventures/question',
      await this.shown(number, id, { viewer, entered, refused: 'draft' }),
    );
  }

  @Allow('question.answer')
  @Post(':id/setting-aside')
  async setAside(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(SetAsideForm)) form: Form<SetAsideForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.questions.setAside(viewer, { round: number, id }, form.value.reason, form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/questions`, 'questions.set-aside');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'ventures/question',
      await this.shown(number, id, { viewer, entered, refused: 'aside' }),
    );
  }

  private async listed(
    number: string,
    viewer: SignedIn,
    findings: Parameters<typeof questionsPage>[2]['findings'] = [],
  ): Promise<QuestionsPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    return questionsPage(round, await questionsOf(db, round.id), {
      mayAnswer: may(viewer, 'question.answer'),
      findings,
    });
  }

  private async shown(
    number: string,
    id: string,
    { viewer, ...more }: { viewer: SignedIn } & Omit<Parameters<typeof questionPage>[2], 'mayAnswer'>,
  ): Promise<QuestionPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const one = found((await questionsIn(db, round.id, [id]))[0]);
    return questionPage(round, one, { mayAnswer: may(viewer, 'question.answer'), ...more });
  }
}
