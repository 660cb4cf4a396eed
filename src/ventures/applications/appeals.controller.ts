import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  decisionOf,
  matterEntryOf,
  MatterObjectionForm,
  MOST_FILES,
  ReplyForm,
  WithdrawalForm,
} from '../../notices/objections.forms.js';
import { type DeskObjectionPage } from '../../notices/objection-desk.pages.js';
import { evidenceOf, lodgerName, objectionByNumber } from '../../notices/objections.queries.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Evidence } from '../../platform/files/evidence.js';
import { MOST_BYTES } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { tokensIn } from '../../platform/web/kept-files.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../../platform/web/upload.js';
import { appealFormPage, appealPage } from './appeals.pages.js';
import { appealFacts, appealStateOf } from './appeals.queries.js';
import { AppealsService } from './appeals.service.js';
import { applicationByNumber, ownApplication } from './applications.queries.js';
import { APPEAL_DESK, findingsAgainstAppeal } from './screening.rules.js';

const FORM = 'org/rounds/:number/application/appeal';

/** Appeals against an exclusion: made by the organization, decided by somebody else than who excluded. */
@Controller()
export class AppealsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly appeals: AppealsService,
    private readonly evidence: Evidence,
    private readonly clock: Clock,
  ) {}

  @Allow('objection.lodge')
  @Get(FORM)
  async blank(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const mine = found(await ownApplication(db, viewer, number));
    const state = await appealStateOf(db, mine);
    const [finding] = findingsAgainstAppeal(appealFacts(mine.status, state), this.clock.today());
    // There is nothing to fill in when the appeal would be refused anyway; the page before says why.
    return finding === undefined
      ? page('ventures/appeal-form', appealFormPage(mine, state.until))
      : seeOther(`/org/rounds/${number}/application/first-check`, { tone: 'danger', message: { finding } });
  }

  @Allow('objection.lodge')
  @UploadMany('evidence', { maxBytes: MOST_BYTES, most: MOST_FILES })
  @Post(FORM)
  async lodge(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MatterObjectionForm)) form: Form<MatterObjectionForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const db = this.work.reader;
    const mine = found(await ownApplication(db, viewer, number));
    const tokens = tokensIn(form.values);
    const kept = await this.evidence.gather(incoming, { tokens, field: 'evidence', most: MOST_FILES });
    const outcome =
      form.ok && kept.findings.length === 0
        ? await this.appeals.lodge(viewer, number, { ...matterEntryOf(form.value), evidence: kept.files })
        : refused<string>([...findingsIn(form), ...kept.findings]);
    if (outcome.ok) return seeOther(`/org/objections/${outcome.value}`, 'screening.appeal.lodged');
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    const { until } = await appealStateOf(db, mine);
    return refusedPage('ventures/appeal-form', appealFormPage(mine, until, entered));
  }

  @Allow('objection.lodge')
  @Post('org/appeals/:number/withdrawal')
  async withdraw(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('not-found');
    const outcome = await this.appeals.withdraw(viewer, number, form.value.version);
    const [finding] = outcome.ok ? [] : outcome.findings;
    return seeOther(
      `/org/objections/${number}`,
      finding === undefined ? 'notices.objections.withdrawn' : { tone: 'danger', message: { finding } },
    );
  }

  @Allow('objection.see')
  @Get('bureau/appeals/:number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('notices/desk-objection', await this.shown(number, viewer));
  }

  @Allow('application.reinstate')
  @Post('bureau/appeals/:number/decision')
  async decide(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ReplyForm)) form: Form<ReplyForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.appeals.decide(viewer, number, decisionOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`${APPEAL_DESK}/${number}`, 'notices.objections.decided');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('notices/desk-objection', await this.shown(number, viewer, entered));
  }

  private async shown(number: string, viewer: SignedIn, entered?: Entered): Promise<DeskObjectionPage> {
    const db = this.work.reader;
    const known = await objectionByNumber(db, number);
    const one = found(known?.desk === APPEAL_DESK ? known : null);
    const application = found(await applicationByNumber(db, one.subjectId));
    const name = one.lodgedBy === null ? null : await lodgerName(db, one.lodgedBy);
    const facts = {
      files: await evidenceOf(db, one.id),
      viewer,
      identity: name === null ? null : { name, phone: null, organization: application.organizationName },
      excludedBy: (await appealStateOf(db, application)).excludedBy,
    };
    return appealPage(one, application, facts, entered);
  }
}
