import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { accepted, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { designOf, formBefore } from './design.queries.js';
import { DesignService } from './design.service.js';
import { MoveForm, PlaceForm, SectionForm, VersionForm } from './form-editor.forms.js';
import { outlinePage, removalPage, sectionName } from './form-editor.pages.js';
import {
  addSection,
  changeSection,
  copyQuestion,
  moveQuestion,
  moveSection,
  removeSection,
  resetForm,
  sectionOf,
} from './form-editor.rules.js';
import { type FormDefinition } from './form.rules.js';
import { conditionsFrom } from './question-entry.rules.js';
import { sectionPage } from './question-editor.pages.js';

const OUTLINE = 'ventures/setup-form';
const SECTION = 'ventures/setup-section';
const CONFIRM = 'ventures/setup-confirm';

/** The form of a draft in outline, its sections, and the order of everything in it. */
@Controller('bureau/rounds/:number/setup/form')
export class FormEditorController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly design: DesignService,
  ) {}

  @Allow('round.edit')
  @Get()
  async outline(@Param('number') number: string): Promise<Answer> {
    const before = await formBefore(this.work.reader, number);
    return page(OUTLINE, outlinePage(await designOf(this.work.reader, number), before));
  }

  @Allow('round.edit')
  @Get('reset')
  async askReset(@Param('number') number: string): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    return page(CONFIRM, removalPage(design, 'reset', { name: '', ...here(number, 'reset') }));
  }

  @Allow('round.edit')
  @Post('reset')
  async reset(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.design.change(viewer, number, form.value.version, (setup) =>
          accepted({ ...setup, form: resetForm(setup.form, setup.rules) }),
        )
      : refused(findingsIn(form));
    return this.outlined(number, outcome, 'formed.flash.reset');
  }

  @Allow('round.edit')
  @Get('sections/new')
  async newSection(@Param('number') number: string): Promise<Answer> {
    return page(SECTION, sectionPage(await designOf(this.work.reader, number), null));
  }

  @Allow('round.edit')
  @Post('sections')
  async addSection(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(SectionForm)) form: Form<SectionForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (definition, entry) =>
      addSection(definition, entryOf(entry)),
    );
    if (outcome.ok) return seeOther(here(number).back, 'formed.flash.saved');
    const design = await designOf(this.work.reader, number);
    return refusedPage(
      SECTION,
      sectionPage(design, null, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('round.edit')
  @Get('sections/:code')
  async section(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    return page(SECTION, sectionPage(design, sectionOf(design.setup.form, code)));
  }

  @Allow('round.edit')
  @Post('sections/:code')
  async changeSection(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(SectionForm)) form: Form<SectionForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (definition, entry) =>
      changeSection(definition, code, entryOf(entry)),
    );
    if (outcome.ok) return seeOther(here(number).back, 'formed.flash.saved');
    const design = await designOf(this.work.reader, number);
    return refusedPage(
      SECTION,
      sectionPage(design, sectionOf(design.setup.form, code), {
        values: form.values,
        findings: outcome.findings,
      }),
    );
  }

  @Allow('round.edit')
  @Post('sections/:code/place')
  async placeSection(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MoveForm)) form: Form<MoveForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (definition, { deed }) =>
      moveSection(definition, code, deed),
    );
    return this.outlined(number, outcome, 'formed.flash.moved');
  }

  @Allow('round.edit')
  @Post('questions/:code/place')
  async placeQuestion(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PlaceForm)) form: Form<PlaceForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (definition, { deed }) =>
      deed === 'copy' ? copyQuestion(definition, code) : moveQuestion(definition, code, deed),
    );
    return this.outlined(number, outcome, 'formed.flash.moved');
  }

  @Allow('round.edit')
  @Get('sections/:code/remove')
  async askRemoval(@Param('number') number: string, @Param('code') code: string): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    const { form } = design.setup;
    const name = sectionName(form, sectionOf(form, code));
    return page(
      CONFIRM,
      removalPage(design, 'section', { name, ...here(number, `sections/${code}/remove`) }),
    );
  }

  @Allow('round.edit')
  @Post('sections/:code/remove')
  async removeSection(
    @Param('number') number: string,
    @Param('code') code: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VersionForm)) form: Form<VersionForm>,
  ): Promise<Answer> {
    const outcome = await this.change(viewer, number, form, (definition) => removeSection(definition, code));
    return this.outlined(number, outcome, 'formed.flash.removed');
  }

  private async change<T extends VersionForm>(
    viewer: SignedIn,
    number: string,
    form: Form<T>,
    edit: (form: FormDefinition, entry: T) => Outcome<FormDefinition>,
  ): Promise<Outcome<null>> {
    if (!form.ok) return refused(findingsIn(form));
    const { value } = form;
    return this.design.changeForm(viewer, number, value.version, (definition) => edit(definition, value));
  }

  private async outlined(number: string, outcome: Outcome<null>, flash: string): Promise<Answer> {
    if (outcome.ok) return seeOther(here(number).back, flash);
    const before = await formBefore(this.work.reader, number);
    return refusedPage(
      OUTLINE,
      outlinePage(await designOf(this.work.reader, number), before, outcome.findings),
    );
  }
}

function here(number: string, path = ''): { action: string; back: string } {
  const back = `/bureau/rounds/${number}/setup/form`;
  return { action: `${back}/${path}`, back };
}

function entryOf({ titleZh, titleEn, when }: SectionForm): Parameters<typeof addSection>[1] {
  return { title: { zh: titleZh, en: titleEn }, when: conditionsFrom(when) };
}
