import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { designOf } from './design.queries.js';
import { DesignService } from './design.service.js';
import { NewQuestionForm, QuestionForm, VersionForm } from './form-editor.forms.js';
import { removalPage } from './form-editor.pages.js';
import { addQuestion, changeQuestion, questionOf, removeQuestion, sectionOf } from './form-editor.rules.js';
import { newQuestionPage, questionPage } from './question-editor.pages.js';
import { questionFrom } from './question-entry.rules.js';

const QUESTION = 'ventures/setup-question';

/** One question of the form of a draft: made, changed, taken out. */
@Controller('bureau/rounds/:number/setup/form/questions')
export class QuestionEditorController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly design: DesignService,
  ) {}

  @Allow('round.edit')
  @Get('new')
  async blank(
    @Param('number') number: string,
    @Query(FormPipe(NewQuestionForm)) place: Form<NewQuestionForm>,
  ): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    const { section, kind } = found(place.value);
    sectionOf(design.setup.form, section);
    return page(QUESTION, newQuestionPage(design, { section, kind }));
  }

  @Allow('round.edit')
  @Post()
  async add(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Query(FormPipe(NewQuestionForm)) place: Form<NewQuestionForm>,
    @Body(FormPipe(QuestionForm)) form: Form<QuestionForm>,
  ): Promise<Answer> {
    const { kind, section } = found(place.value);
    const outcome = form.ok
      ? await this.design.changeForm(viewer, number, form.value.version, (definition) => {
          const draft = questionFrom(kind, form.value);
          return draft.ok ? addQuestion(definition, form.value.section ?? section, draft.value) : draft;
        })
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(address(number), 'formed.flash.saved');
    const design = await designOf(this.work.reader, number);
    return refusedPage(
      QUESTION,
      newQuestionPage(design, { section, kind }, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.edit')
  @Get(':code')
  async show(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    return page(QUESTION, questionPage(design, questionOf(design.setup.form, code)));
  }

  @Allow('round.edit')
  @Post(':code')
  async change(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(QuestionForm)) form: Form<QuestionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.design.changeForm(viewer, number, form.value.version, (definition) => {
          const { question, section } = questionOf(definition, code);
          const draft = questionFrom(question.kind, form.value);
          return draft.ok
            ? changeQuestion(definition, code, form.value.section ?? section.code, draft.value)
            : draft;
        })
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(address(number), 'formed.flash.saved');
    const design = await designOf(this.work.reader, number);
    const one = questionOf(design.setup.form, code);
    return refusedPage(
      QUESTION,
      questionPage(design, one, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.edit')
  @Get(':code/remove')
  async askRemoval(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    return page('ventures/setup-confirm', await this.removal(number, code));
  }

  @Allow('round.edit')
  @Post(':code/remove')
  async remove(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.design.changeForm(viewer, number, form.value.version, (definition) =>
          removeQuestion(definition, code),
        )
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(address(number), 'formed.flash.removed');
    return refusedPage('ventures/setup-confirm', await this.removal(number, code, outcome.findings));
  }

  private async removal(
    number: string,
    code: string,
    findings: Parameters<typeof removalPage>[3] = [],
  ): Promise<ReturnType<typeof removalPage>> {
    const design = await designOf(this.work.reader, number);
    const { question, place } = questionOf(design.setup.form, code);
    const name = { zh: `${place} ${question.label.zh}`, en: `${place} ${question.label.en}` };
    const back = address(number);
    return removalPage(
      design,
      'question',
      { name, action: `${back}/questions/${code}/remove`, back },
      findings,
    );
  }
}

function address(number: string): string {
  return `/bureau/rounds/${number}/setup/form`;
}
