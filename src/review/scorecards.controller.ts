import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { DeclarationForm, ScorecardForm } from './review.forms.js';
import { declarationPage, minePage, scorecardPage } from './review.pages.js';
import { assignmentsFor, type Sheet, sheetFor } from './review.queries.js';
import { refusalsToScore } from './scoring.rules.js';
import { ScoringService } from './scoring.service.js';

/** The reviewer's desk. */
@Controller('review')
export class ScorecardsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly scoring: ScoringService,
  ) {}

  @Allow('scorecard.own.see')
  @Get()
  async mine(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('review/mine', minePage(await assignmentsFor(this.work.reader, viewer)));
  }

  @Allow('conflict.declare')
  @Get('contests/:id/declarations')
  async question(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const list = await assignmentsFor(this.work.reader, viewer);
    if (!list.some(({ contestId }) => contestId === id)) throw new Problem('not-found');
    return page('review/declaration', declarationPage(id, list));
  }

  @Allow('conflict.declare')
  @Post('contests/:id/declarations')
  async declare(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DeclarationForm)) form: Form<DeclarationForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.scoring.declare(
          viewer,
          id,
          new Map(form.value.answers.map(({ assignment, answer }) => [assignment, answer])),
        )
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther('/review', 'review.declare.done');
    return refusedPage(
      'review/declaration',
      declarationPage(id, await assignmentsFor(this.work.reader, viewer), {
        values: form.values,
        findings: outcome.findings,
      }),
    );
  }

  @Allow('scorecard.own.see')
  @Get('assignments/:assignmentId/scorecard')
  async show(@Param('assignmentId') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const sheet = await this.declared(viewer, id);
    if (sheet === null)
      return seeOther('/review', { tone: 'warn', message: { key: 'review.mine.declare-first' } });
    return page(
      'review/scorecard',
      scorecardPage(sheet, refusals(sheet), await this.nextAfter(viewer, sheet)),
    );
  }

  @Allow('scorecard.submit')
  @Post('assignments/:assignmentId/scorecard')
  async submit(
    @Param('assignmentId') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ScorecardForm)) form: Form<ScorecardForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.scoring.submit(viewer, id, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/review/assignments/${id}/scorecard`, 'review.sealed-now');
    const sheet = found(await this.declared(viewer, id));
    return refusedPage(
      'review/scorecard',
      scorecardPage(sheet, refusals(sheet), null, { values: form.values, findings: outcome.findings }),
    );
  }

  /** The sheet once its conflict question is answered; nothing of the content is shown before. */
  private async declared(viewer: SignedIn, id: string): Promise<Sheet | null> {
    const sheet = found(await sheetFor(this.work.reader, viewer, id));
    return sheet.conflictAnswer === 'NONE' ? sheet : null;
  }

  private async nextAfter(viewer: SignedIn, sheet: Sheet): Promise<string | null> {
    const open = (await assignmentsFor(this.work.reader, viewer)).filter(
      (one) => one.contestId === sheet.contestId && one.sealedAt === null && one.id !== sheet.id,
    );
    return open[0] === undefined ? null : `/review/assignments/${open[0].id}/scorecard`;
  }
}

function refusals(sheet: Sheet): ReturnType<typeof refusalsToScore> {
  return refusalsToScore({ ...sheet, sealed: sheet.card !== null });
}
