import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { workingDaysLeft } from '../kernel/calendar.js';
import { found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { workingDays } from '../reference/reference.queries.js';
import { dutiesOf, FILED_HERE_WITH, reportYears } from './duty.rules.js';
import { findingsAgainstSubmission } from './filing.rules.js';
import { FilingForm, SubmissionForm } from './filings.forms.js';
import {
  filingCheckPage,
  filingFormPage,
  filingShowPage,
  type OwnDuty,
  ownFilingsPage,
} from './filings.pages.js';
import { type FilingBody, filingBody, type FilingDetail, filingOf, filingYears } from './filings.queries.js';
import { FilingsService } from './filings.service.js';
import { organizationById } from './organizations.queries.js';

interface OneFiling {
  readonly body: FilingBody;
  readonly one: OwnDuty & { readonly filing: FilingDetail | null };
}

/** The yearly reports of the viewer's own body: what is owed, draft, check, receipt. */
@Controller('org/filings')
export class FilingsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly filings: FilingsService,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.own.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const id = found(viewer.organizationId);
    const body = await filingBody(db, id);
    if (body?.authorityCode !== FILED_HERE_WITH) {
      const own = found(await organizationById(db, id));
      return page('filings/own', ownFilingsPage([], today, own.authorityName ?? own.authorityCode));
    }
    const known = await filingYears(db, id);
    const calendar = await workingDays(db);
    const duties = reportYears(today)
      .flatMap((year) => dutiesOf(body, year))
      .map((duty): OwnDuty => ({
        duty,
        filing: known.find(({ year, kind }) => year === duty.year && kind === duty.kind) ?? null,
        left: workingDaysLeft(calendar, today, duty.dueOn),
      }));
    return page('filings/own', ownFilingsPage(duties, today, null));
  }

  @Allow('organization.own.see')
  @Get(':year/:kind')
  async show(
    @CurrentUser() viewer: SignedIn,
    @Param('year') year: string,
    @Param('kind') kind: string,
  ): Promise<Answer> {
    const { body, one } = await this.oneOf(viewer, year, kind);
    if (one.filing !== null && !isOpen(one.filing)) return page('filings/show', filingShowPage(one.filing));
    return page('filings/form', filingFormPage(one, asksUnit(body, one)));
  }

  /** Saves what is there; with `then=check`, goes on when nothing stands against it. */
  @Allow('filing.own.edit')
  @Post(':year/:kind')
  async save(
    @CurrentUser() viewer: SignedIn,
    @Param('year') year: string,
    @Param('kind') kind: string,
    @Body(FormPipe(FilingForm)) form: Form<FilingForm>,
  ): Promise<Answer> {
    const asked = { year: Number(year), kind };
    const outcome: Outcome<null> = form.ok
      ? await this.filings.saveDraft(viewer, asked, form.value, form.value.version)
      : refused(findingsIn(form));
    const address = `/org/filings/${year}/${kind}`;
    const { body, one } = await this.oneOf(viewer, year, kind);
    const against =
      outcome.ok && form.value?.then === 'check' && one.filing ? this.against(body, one, one.filing) : [];
    if (outcome.ok && against.length === 0)
      return form.value?.then === 'check'
        ? seeOther(`${address}/check`)
        : seeOther(address, 'filings.draft-saved');
    const entered: Entered = { values: form.values, findings: outcome.ok ? against : outcome.findings };
    return refusedPage('filings/form', filingFormPage(one, asksUnit(body, one), entered));
  }

  @Allow('filing.own.edit')
  @Get(':year/:kind/check')
  async check(
    @CurrentUser() viewer: SignedIn,
    @Param('year') year: string,
    @Param('kind') kind: string,
  ): Promise<Answer> {
    const { body, one } = await this.oneOf(viewer, year, kind);
    const filing = found(one.filing);
    if (!isOpen(filing)) return seeOther(`/org/filings/${year}/${kind}`);
    if (this.against(body, one, filing).length > 0) return seeOther(`/org/filings/${year}/${kind}`);
    return page('filings/check', filingCheckPage(filing, may(viewer, 'filing.submit')));
  }

  @Allow('filing.submit')
  @Post(':year/:kind/submission')
  async submit(
    @CurrentUser() viewer: SignedIn,
    @Param('year') year: string,
    @Param('kind') kind: string,
    @Body(FormPipe(SubmissionForm)) form: Form<SubmissionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.filings.submit(viewer, { year: Number(year), kind }, form.value.version)
      : refused<string>(findingsIn(form));
    if (outcome.ok)
      return seeOther(`/org/filings/${year}/${kind}`, {
        tone: 'ok',
        message: { key: 'filings.submitted', args: { number: outcome.value } },
      });
    const { one } = await this.oneOf(viewer, year, kind);
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'filings/check',
      filingCheckPage(found(one.filing), may(viewer, 'filing.submit'), entered),
    );
  }

  private against(body: FilingBody, { duty }: OwnDuty, filing: FilingDetail) {
    const { figures, summary, unitCheckedOn } = filing;
    return findingsAgainstSubmission(
      duty,
      { ...figures, summary, ...(unitCheckedOn === null ? {} : { unitCheckedOn }) },
      { hasSupervisingUnit: body.hasSupervisingUnit, today: this.clock.today() },
    );
  }

  /** The duty of the viewer's own body; another year, kind or body is "not found". */
  private async oneOf(viewer: SignedIn, year: string, kind: string): Promise<OneFiling> {
    const db = this.work.reader;
    const today = this.clock.today();
    const body = found(await filingBody(db, found(viewer.organizationId)));
    if (body.authorityCode !== FILED_HERE_WITH || !reportYears(today).includes(Number(year)))
      throw new Problem('not-found');
    const duty = found(dutiesOf(body, Number(year)).find((one) => one.kind === kind));
    const filing = await filingOf(db, body.id, duty);
    return { body, one: { duty, filing, left: workingDaysLeft(await workingDays(db), today, duty.dueOn) } };
  }
}

function isOpen({ status }: FilingDetail): boolean {
  return status === 'DRAFT' || status === 'RETURNED';
}

function asksUnit(body: FilingBody, { duty }: OwnDuty): boolean {
  return duty.kind === 'ANNUAL_REPORT' && body.hasSupervisingUnit;
}
