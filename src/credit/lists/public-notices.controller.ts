import { Controller, Get } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Public } from '../../platform/web/access.js';
import { type Answer, page } from '../../platform/web/answer.js';
import { internetNotices } from './cases.queries.js';
import { publicNoticesPage } from './letter.pages.js';

/** Notices served on the internet: public while their case is open, gone with its decision. (R-CR-07) */
@Controller('credit/public-notices')
export class PublicNoticesController {
  constructor(private readonly work: UnitOfWork) {}

  @Public()
  @Get()
  async list(): Promise<Answer> {
    const items = await internetNotices(this.work.reader);
    return page('credit/public-notices', publicNoticesPage(items), { items, total: items.length });
  }
}
