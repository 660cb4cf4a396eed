import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { snapshotsOf } from '../../eligibility/eligibility.queries.js';
import { bodyOf } from '../../eligibility/eligibility.service.js';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { workingDays } from '../../reference/reference.queries.js';
import { candidatesOf, contestOf } from '../../review/review.queries.js';
import { ROUND_SUBJECT } from '../rounds/round.rules.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { applicationByNumber, applicationsOfRound, budgetOf } from './applications.queries.js';
import { attachmentsOf } from './attachments.queries.js';
import { isReady, screeningListPage, togetherPage } from './screening-list.pages.js';
import { ConfirmAllForm, JudgementsForm, ScreeningForm, ScreeningQuery } from './screening.forms.js';
import { screeningPage, type ScreeningPage } from './screening.pages.js';
import { decisionsOf, neighboursOf, openMattersOf } from './screening.queries.js';
import { addedSince } from './supplement.rules.js';
import { supplementOf } from './supplements.queries.js';
import { type ScreeningEntry, ScreeningService, type SeenEntry } from './screening.service.js';

/** The desk of the first check: a round's applications, each judged with its evidence. */
@Controller('bureau')
export class ScreeningController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly screening: ScreeningService,
  ) {}

  @Allow('application.see')
  @Get('rounds/:number/applications')
  async list(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Query(FormPipe(ScreeningQuery)) query: Form<ScreeningQuery>,
  ): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const contest = await contestOf(db, ROUND_SUBJECT, round.id);
    const applications = await applicationsOfRound(db, number);
    const matters = await openMattersOf(db, round.id);
    const view = {
      round,
      screened: await this.screening.screened(db, round, applications),
      due: new Map(matters.map(({ number: of, dueOn }) => [of, dueOn])),
      openAppeals: matters.filter(({ kind }) => kind === 'APPEAL').length,
      contestId: contest?.id ?? null,
      late: contest?.status === 'OPEN' ? lateIn(applications, await candidatesOf(db, contest.id)) : 0,
      workdays: await workingDays(db),
      today: this.clock.today(),
      viewer,
    };
    return page('ventures/screening-list', screeningListPage(view, query.value ?? {}));
  }

  @Allow('application.screen')
  @Get('rounds/:number/applications/confirmation')
  async together(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const screened = await this.screening.screened(db, round, await applicationsOfRound(db, number));
    return page('ventures/screening-together', togetherPage(round, screened.filter(isReady)));
  }

  @Allow('application.screen')
  @Post('rounds/:number/applications/confirmation')
  async confirmAll(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ConfirmAllForm)) form: Form<ConfirmAllForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.screening.confirmAll(
          viewer,
          number,
          form.value.items.map((one) => one.number),
        )
      : refused<{ confirmed: number; left: number }>(findingsIn(form));
    return outcome.ok
      ? seeOther(`/bureau/rounds/${number}/applications`, {
          tone: 'ok',
          message: { key: 'screening.together.done', args: outcome.value },
        })
      : refusedAt(`/bureau/rounds/${number}/applications`, outcome);
  }

  @Allow('application.see')
  @Get('applications/:number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/screening', await this.shown(number, viewer));
  }

  @Allow('application.screen')
  @Post('applications/:number/judgements')
  async judge(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(JudgementsForm)) form: Form<JudgementsForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.screening.judge(viewer, number, entriesOf(form.value))
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/applications/${number}`, 'screening.judged');
    const entered = { values: { rules: [], ...form.values }, findings: outcome.findings };
    return refusedPage('ventures/screening', await this.shown(number, viewer, entered));
  }

  @Allow('application.screen')
  @Post('applications/:number/judgements/passing')
  async passing(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.screening.confirmPassing(viewer, number);
    const path = `/bureau/applications/${number}`;
    return outcome.ok ? seeOther(path, 'screening.judged') : refusedAt(path, outcome);
  }

  @Allow('application.screen.confirm')
  @Post('applications/:number/judgements/:id/confirmation')
  async second(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const outcome = await this.screening.second(viewer, number, id);
    const path = `/bureau/applications/${number}`;
    return outcome.ok ? seeOther(path, 'screening.seconded') : refusedAt(path, outcome);
  }

  @Allow('application.screen')
  @Post('applications/:number/screening')
  async screen(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ScreeningForm)) form: Form<ScreeningForm>,
  ): Promise<Answer> {
    const { roundNumber } = found(await applicationByNumber(this.work.reader, number));
    const outcome: Outcome<null> = form.ok
      ? await this.screening.decide(viewer, number, decisionOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok)
      return seeOther(`/bureau/rounds/${roundNumber}/applications`, 'ventures.screening.decided');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('ventures/screening', await this.shown(number, viewer, entered));
  }

  private async shown(number: string, viewer: SignedIn, entered?: Entered): Promise<ScreeningPage> {
    const db = this.work.reader;
    const one = found(await applicationByNumber(db, number));
    const round = found(await roundByNumber(db, one.roundNumber));
    const [screened] = await this.screening.screened(db, round, [one]);
    const frozen = [
      ...(await snapshotsOf(db, 'draft', one.id)),
      ...(await snapshotsOf(db, 'application', number)),
    ];
    const supplement = await supplementOf(db, one.id);
    const attachments = await attachmentsOf(db, one.id);
    const gathered = supplement?.status === 'OPEN' ? addedSince(supplement.askedAt, attachments) : [];
    const view = {
      round,
      budget: await budgetOf(db, one.id),
      // What an open supplement has gathered is its organization's until it is handed in.
      attachments: attachments.filter((file) => !gathered.includes(file)),
      answer: await this.screening.answer(db, round, one),
      standings: found(screened).standings,
      frozen,
      proofs: frozen.map((line) => ({ moment: line.moment, proof: bodyOf(line).verdict.proof })),
      decisions: await decisionsOf(db, [one.id]),
      supplement,
      neighbours: await neighboursOf(db, one.roundNumber, number),
      viewer,
    };
    return screeningPage(one, view, entered);
  }
}

/** How many eligible applications are not among the candidates of the panel. */
function lateIn(
  applications: readonly { readonly number: string | null; readonly status: string }[],
  candidates: readonly { readonly number: string }[],
): number {
  const known = new Set(candidates.map(({ number }) => number));
  return applications.filter(({ number, status }) => status === 'ELIGIBLE' && !known.has(number ?? ''))
    .length;
}

/** A button that was refused: back to its page with the first reason on top. */
function refusedAt(path: string, outcome: Outcome<unknown>): Answer {
  const [first] = outcome.ok ? [] : outcome.findings;
  return seeOther(path, { tone: 'danger', message: { finding: first ?? { code: 'action-not-possible' } } });
}

/** Rules of which nothing was said stay as they are. */
function entriesOf({ rules }: JudgementsForm): SeenEntry[] {
  return rules.flatMap(({ key, engine, officer, reason }) =>
    officer === undefined ? [] : [{ key, engine, officer, reason: reason ?? null }],
  );
}

function decisionOf({ eligible, rule, reason }: ScreeningForm): ScreeningEntry {
  return { eligible: eligible === 'yes', rule: rule ?? null, reason: reason ?? null };
}
