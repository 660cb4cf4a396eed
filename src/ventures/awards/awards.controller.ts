import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { differencePage, type DifferencePage } from '../../eligibility/difference.pages.js';
import { AcknowledgementForm } from '../../eligibility/eligibility.forms.js';
import { type Finding, found, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { contestOf } from '../../review/review.queries.js';
import { applicationByNumber } from '../applications/applications.queries.js';
import { ROUND_SUBJECT } from '../rounds/round.rules.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { awardsPage, type AwardsPage } from './awards.pages.js';
import { awardsOfRound } from './awards.queries.js';
import { AwardsService } from './awards.service.js';
import { AwardChecks } from './checks.service.js';

/** The bureau's desk from the finished first check to the notice. */
@Controller('bureau')
export class AwardsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly awards: AwardsService,
    private readonly checks: AwardChecks,
  ) {}

  @Allow('application.screen')
  @Post('rounds/:number/review')
  async review(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.startReview(viewer, number);
    return outcome.ok
      ? seeOther(`/bureau/contests/${outcome.value}`, 'ventures.screening.started')
      : this.refusedAt(`/bureau/rounds/${number}/applications`, outcome);
  }

  @Allow('application.screen')
  @Post('rounds/:number/review/late')
  async join(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.joinReview(viewer, number);
    const path = `/bureau/rounds/${number}/applications`;
    return outcome.ok ? seeOther(path, 'screening.late.joined') : this.refusedAt(path, outcome);
  }

  @Allow('panel.close')
  @Post('rounds/:number/panel-closing')
  async closePanel(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.closePanel(viewer, number);
    if (outcome.ok) return seeOther(`/bureau/rounds/${number}/awards`, 'ventures.awards.proposed');
    const round = found(await roundByNumber(this.work.reader, number));
    const contest = found(await contestOf(this.work.reader, ROUND_SUBJECT, round.id));
    return this.refusedAt(`/bureau/contests/${contest.id}`, outcome);
  }

  @Allow('award.see')
  @Get('rounds/:number/awards')
  async proposals(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/awards', await this.proposed(viewer, number));
  }

  @Allow('award.confirm')
  @Post('rounds/:number/awards/confirmation')
  async confirm(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.awards.confirm(viewer, number);
    if (outcome.ok) return seeOther(`/notices/${outcome.value}`, 'ventures.awards.confirmed');
    return refusedPage('ventures/awards', await this.proposed(viewer, number, outcome.findings));
  }

  @Allow('eligibility.see')
  @Get('applications/:number/difference')
  async difference(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('eligibility/difference', await this.differing(viewer, number));
  }

  @Allow('eligibility.acknowledge')
  @Post('applications/:number/difference')
  async acknowledge(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AcknowledgementForm)) form: Form<AcknowledgementForm>,
  ): Promise<Answer> {
    const { roundNumber } = found(await applicationByNumber(this.work.reader, number));
    const outcome = form.ok
      ? await this.checks.acknowledge(viewer, { roundNumber, number }, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/rounds/${roundNumber}/awards`, 'eligibility.difference.done');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('eligibility/difference', await this.differing(viewer, number, entered));
  }

  private async proposed(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<AwardsPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const awards = await awardsOfRound(db, number);
    const candidates = await this.checks.of(db, round, awards);
    return awardsPage({ round, awards, candidates, viewer }, findings);
  }

  private async differing(viewer: SignedIn, number: string, entered?: Entered): Promise<DifferencePage> {
    const db = this.work.reader;
    const { roundNumber } = found(await applicationByNumber(db, number));
    const round = found(await roundByNumber(db, roundNumber));
    const candidates = await this.checks.of(db, round, await awardsOfRound(db, roundNumber));
    const { award, check } = found(candidates.find((one) => one.award.applicationNumber === number));
    const path = `/bureau/applications/${number}/difference`;
    const view = {
      name: `${award.organizationName} · ${award.title}`,
      crumb: { label: { key: 'ventures.awards.title' }, href: `/bureau/rounds/${roundNumber}/awards` },
      then: { key: 'eligibility.difference.submission' },
      action: may(viewer, 'eligibility.acknowledge') ? path : null,
    };
    return differencePage(check, view, entered);
  }

  /** A button that was refused: back to its page with the first reason on top. */
  private refusedAt(path: string, outcome: Outcome<unknown>): Answer {
    const [first] = outcome.ok ? [] : outcome.findings;
    return seeOther(path, {
      tone: 'danger',
      message: {
        finding: { code: first?.code ?? 'action-not-possible', ...(first?.args ? { args: first.args } : {}) },
      },
    });
  }
}
