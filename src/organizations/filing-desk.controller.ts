import { Controller, Get, Param, Query } from '@nestjs/common';
import { workingDaysLeft } from '../kernel/calendar.js';
import { found, Problem } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { readable } from '../platform/i18n/translator.js';
import { csvText } from '../platform/documents/sheet.js';
import { type Text } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { workingDays } from '../reference/reference.queries.js';
import { reportYears } from './duty.rules.js';
import {
  type DeskFacts,
  filingDecidePage,
  filingDeskPage,
  filingSheet,
  overduePage,
  overdueSheet,
} from './filing-desk.pages.js';
import { FilingsQuery } from './filings.forms.js';
import { filingById, filingOf, filingsPage, overdueCounts, overdueFilings } from './filings.queries.js';

const PAGE_SIZE = 50;
const MOST_ROWS = 50_000;

/** The bureau's desk of yearly reports: what waits, what is overdue, one filing. */
@Allow('filing.see')
@Controller('bureau/filings')
export class FilingDeskController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get()
  async queue(@Query(FormPipe(FilingsQuery)) query: Form<FilingsQuery>): Promise<Answer> {
    const { page: number = 1, ...filter } = query.value ?? {};
    const list = await filingsPage(this.work.reader, { ...filter, page: number, pageSize: PAGE_SIZE });
    return page('filings/desk', filingDeskPage(list, await this.around(query)));
  }

  @Get('list.csv')
  async sheet(@Query(FormPipe(FilingsQuery)) query: Form<FilingsQuery>): Promise<Answer> {
    const { page: _, ...filter } = query.value ?? {};
    const { items } = await filingsPage(this.work.reader, { ...filter, page: 1, pageSize: MOST_ROWS });
    return download('filings.csv', filingSheet(items));
  }

  @Get('overdue')
  async overdue(@Query(FormPipe(FilingsQuery)) query: Form<FilingsQuery>): Promise<Answer> {
    const { page: number = 1, year, kind } = query.value ?? {};
    const filter = { ...(year ? { year } : {}), ...(kind ? { kind } : {}) };
    const items = await overdueFilings(this.work.reader, this.clock.today(), {
      ...filter,
      limit: PAGE_SIZE,
      offset: (number - 1) * PAGE_SIZE,
    });
    const around = await this.around(query);
    const total = around.overdue.reduce((sum, { n }) => sum + n, 0);
    return page('filings/desk', overduePage({ items, total, page: number, pageSize: PAGE_SIZE }, around));
  }

  @Get('overdue.csv')
  async overdueSheet(@Query(FormPipe(FilingsQuery)) query: Form<FilingsQuery>): Promise<Answer> {
    const { year, kind } = query.value ?? {};
    const filter = { ...(year ? { year } : {}), ...(kind ? { kind } : {}) };
    const items = await overdueFilings(this.work.reader, this.clock.today(), filter);
    return download('overdue.csv', overdueSheet(items));
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const filing = found(await filingById(db, id));
    // A draft is nobody's business but the body's own.
    if (filing.status === 'DRAFT') throw new Problem('not-found');
    const before = await filingOf(db, filing.organizationId, { year: filing.year - 1, kind: filing.kind });
    const mayDecide = may(viewer, 'filing.decide');
    return page('filings/decide', filingDecidePage(filing, { before, mayDecide, today: this.clock.today() }));
  }

  private async around(query: Form<FilingsQuery>): Promise<DeskFacts> {
    const today = this.clock.today();
    const calendar = await workingDays(this.work.reader);
    const { year, kind } = query.value ?? {};
    return {
      query: query.values,
      years: reportYears(today),
      left: (day) => workingDaysLeft(calendar, today, day),
      overdue: await overdueCounts(this.work.reader, today, {
        ...(year ? { year } : {}),
        ...(kind ? { kind } : {}),
      }),
    };
  }
}

/** The bureau's files are in Chinese, whatever the language of the page. */
function download(name: string, sheet: readonly (readonly Text[])[]): Answer {
  return file(
    name,
    'text/csv; charset=utf-8',
    csvText(sheet.map((row) => row.map((text) => readable('zh-CN', text)))),
  );
}
