import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow } from '../../platform/web/access.js';
import { type Answer, page } from '../../platform/web/answer.js';
import { EnteredPipe, type FormValues } from '../../platform/web/form.js';
import { designOf } from '../rounds/design.queries.js';
import { readAnswers } from './form-values.rules.js';
import { decidingQuestions, previewPage } from './preview.pages.js';

/** The form of a round as applicants meet it; nothing is stored. */
@Controller('bureau/rounds/:number/setup/preview')
export class PreviewController {
  constructor(private readonly work: UnitOfWork) {}

  @Allow('round.see')
  @Get()
  async show(@Param('number') number: string, @Query(EnteredPipe) values: FormValues): Promise<Answer> {
    const design = await designOf(this.work.reader, number);
    const asked = decidingQuestions(design.setup.form).map(({ question }) => question);
    const { answers } = readAnswers(asked, values, randomUUID);
    return page('ventures/setup-preview', previewPage(design, answers, randomUUID));
  }
}
