import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { AnnouncementForm, NoticesQuery } from './notices.forms.js';
import { bureauNoticesPage } from './notices.pages.js';
import { noticesPage } from './notices.queries.js';
import { NoticesService } from './notices.service.js';

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
    const list = await noticesPage(this.work.reader, query.value?.page ?? 1, 20);
    const mayPublish = may(viewer, 'notice.publish');
    return page('notices/bureau', bureauNoticesPage(list, { today: this.clock.today(), mayPublish }));
  }

  @Allow('notice.publish')
  @Post()
  async announce(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AnnouncementForm)) form: Form<AnnouncementForm>,
  ): Promise<Answer> {
    if (form.ok)
      return seeOther(`/notices/${await this.notices.announce(viewer, form.value)}`, 'notices.published-now');
    const list = await noticesPage(this.work.reader, 1, 20);
    return refusedPage(
      'notices/bureau',
      bureauNoticesPage(
        list,
        { today: this.clock.today(), mayPublish: true },
        { values: form.values, findings: findingsIn(form) },
      ),
    );
  }
}
