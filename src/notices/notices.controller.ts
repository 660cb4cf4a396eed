import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { bodyFrom } from './notice-body.rules.js';
import { AnnouncementForm, NoticesQuery, RevisionForm } from './notices.forms.js';
import { type BureauNoticesPage, bureauNoticesPage } from './notices.pages.js';
import { noticeByNumber, noticesPage, openRevision, waitingRevisions } from './notices.queries.js';
import { NoticesService } from './notices.service.js';
import { type RevisionPage, revisionPage } from './revision.pages.js';

@Controller('bureau/notices')
export class NoticesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: NoticesService,
    private readonly clock: Clock,
  ) {}

  @Allow('notice.see')
  @Get()
  async list(
    @CurrentUser() viewer: SignedIn,
    @Query(FormPipe(NoticesQuery)) query: Form<NoticesQuery>,
  ): Promise<Answer> {
    return page('notices/bureau', await this.shownList(viewer, query.value?.page ?? 1));
  }

  @Allow('notice.publish')
  @Post()
  async announce(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AnnouncementForm)) form: Form<AnnouncementForm>,
  ): Promise<Answer> {
    if (form.ok)
      return seeOther(`/notices/${await this.notices.announce(viewer, form.value)}`, 'notices.published-now');
    const entered = { values: form.values, findings: findingsIn(form) };
    return refusedPage('notices/bureau', await this.shownList(viewer, 1, entered));
  }

  @Allow('notice.see')
  @Get(':number')
  async show(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    return page('notices/revision', await this.shown(viewer, number));
  }

  @Allow('notice.publish')
  @Post(':number/revision')
  async revise(
    @CurrentUser() viewer: SignedIn,
    @Param('number') number: string,
    @Body(FormPipe(RevisionForm)) form: Form<RevisionForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.revised(viewer, number, form.value)
      : refused<'waiting'>(findingsIn(form));
    if (outcome.ok && outcome.value === 'published')
      return seeOther(`/notices/${number}`, 'notices.published-now');
    if (outcome.ok) return seeOther(`/bureau/notices/${number}`, 'notices.revision-waits');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('notices/revision', await this.shown(viewer, number, entered));
  }

  @Allow('notice.confirm')
  @Post(':number/revision/confirmation')
  async confirm(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const outcome = await this.notices.decideRevision(viewer, number, 'confirm');
    if (outcome.ok) return seeOther(`/notices/${number}`, 'notices.published-now');
    const entered = { values: {}, findings: outcome.findings };
    return refusedPage('notices/revision', await this.shown(viewer, number, entered));
  }

  @Allow('notice.confirm')
  @Post(':number/revision/discarding')
  async discard(@CurrentUser() viewer: SignedIn, @Param('number') number: string): Promise<Answer> {
    const outcome = await this.notices.decideRevision(viewer, number, 'discard');
    if (outcome.ok) return seeOther(`/bureau/notices/${number}`, 'notices.revision-discarded');
    const entered = { values: {}, findings: outcome.findings };
    return refusedPage('notices/revision', await this.shown(viewer, number, entered));
  }

  private async revised(
    viewer: SignedIn,
    number: string,
    form: RevisionForm,
  ): Promise<Outcome<'published' | 'waiting'>> {
    const before = found(await noticeByNumber(this.work.reader, number));
    const body = bodyFrom(before.body, { textZh: form.textZh, textEn: form.textEn, rows: form.rows ?? '' });
    if (!body.ok) return body;
    const { titleZh, titleEn, reason, baseVersion } = form;
    return this.notices.revise(viewer, number, { titleZh, titleEn, reason, baseVersion, body: body.value });
  }

  private async shownList(viewer: SignedIn, at: number, entered?: Entered): Promise<BureauNoticesPage> {
    const today = this.clock.today();
    const list = await noticesPage(this.work.reader, {}, { today, page: at, pageSize: 20 });
    const waiting = await waitingRevisions(this.work.reader);
    const mayPublish = may(viewer, 'notice.publish');
    return bureauNoticesPage(list, { today, mayPublish, waiting }, entered);
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<RevisionPage> {
    const db = this.work.reader;
    const notice = found(await noticeByNumber(db, number));
    return revisionPage({ notice, revision: await openRevision(db, number), viewer }, entered);
  }
}
