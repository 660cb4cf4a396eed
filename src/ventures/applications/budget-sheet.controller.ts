import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import { yuanText } from '../../kernel/money.js';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { layoutBytes, readTable, type SheetTable } from '../../platform/documents/sheet.js';
import { readable } from '../../platform/i18n/translator.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage } from '../../platform/web/answer.js';
import { carried } from '../../platform/web/carried.js';
import { type PortalRequest } from '../../platform/web/request.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { type ApplicationDetail, type BudgetRow, budgetOf, ownApplication } from './applications.queries.js';
import { recognized } from './budget-difference.rules.js';
import { shareTexts } from './budget.pages.js';
import { findingsAtRows, mergeable, statementsIn, typedRow } from './budget-rows.rules.js';
import { budgetShares } from './budget-shares.rules.js';
import { budgetSheetPage, type ReadSheet } from './budget-sheet.pages.js';
import { budgetLayout, limitsLayout } from './budget-layout.rules.js';
import { readBudget, SHEET_TITLES } from './budget-sheet.rules.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_BYTES = 1024 * 1024;
const TEMPLATE = 'ventures/budget-sheet';

interface Draft {
  readonly application: ApplicationDetail;
  readonly round: RoundDetail;
  readonly saved: readonly BudgetRow[];
}

/** The budget as a workbook: out with the rows there are, in with a look at what would change. (D5) */
@Controller('org/rounds/:number/application')
export class BudgetSheetController {
  constructor(private readonly work: UnitOfWork) {}

  @Allow('application.own.edit')
  @Get('budget.xlsx')
  async download(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Req() { display: { locale } }: PortalRequest,
  ): Promise<Answer> {
    const { round, saved } = await this.draft(viewer, number);
    const language = locale === 'en' ? 'en' : 'zh';
    const { maxGrantFen } = round.rules;
    const limits = budgetShares(saved, round.rules).map((share) => {
      const { label, limit } = shareTexts(share);
      return { share, label: readable(locale, label), limit: readable(locale, limit) };
    });
    const ceiling = {
      fen: maxGrantFen,
      label: readable(locale, { key: 'budget.shares.ceiling' }),
      limit: readable(locale, { key: 'budget.limits.ceiling', args: { most: yuanText(maxGrantFen) } }),
    };
    const bytes = await layoutBytes(budgetLayout(saved, language), limitsLayout(limits, ceiling, language));
    return file(`budget-${number}.xlsx`, XLSX, bytes);
  }

  @Allow('application.own.edit')
  @Get('budget/sheet')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { application } = await this.draft(viewer, number);
    return page(TEMPLATE, budgetSheetPage(application));
  }

  /** Reads the file and shows what would change; nothing is stored before that is confirmed on the page. */
  @Allow('application.own.edit')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post('budget/sheet')
  async read(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const draft = await this.draft(viewer, number);
    const content = await tableOf(incoming);
    const { lines, findings } = content.ok
      ? readBudget(content.value.rows, content.value)
      : { lines: [], findings: content.findings };
    if (findings.length > 0) return refusedPage(TEMPLATE, budgetSheetPage(draft.application, { findings }));
    const rows = recognized(draft.saved, lines).map((line) => ({ ...line, id: line.id ?? randomUUID() }));
    const read: ReadSheet = {
      saved: draft.saved,
      lines: rows,
      typed: rows.map(typedRow),
      broken: brokenIn(draft, rows),
      base: carried(mergeable(draft.saved)),
    };
    return page(TEMPLATE, budgetSheetPage(draft.application, { read }));
  }

  private async draft(viewer: SignedIn, number: string): Promise<Draft> {
    const db = this.work.reader;
    const application = found(await ownApplication(db, viewer, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    const round = found(await roundByNumber(db, number));
    return { application, round, saved: await budgetOf(db, application.id) };
  }
}

async function tableOf(incoming: IncomingFile | null): Promise<Outcome<SheetTable>> {
  const refuse = (code: string): Outcome<SheetTable> => refused([{ code, field: 'file' }]);
  if (incoming === null) return refuse('form-file-required');
  return /\.xlsx$/i.test(incoming.name) ? readTable(incoming.path, SHEET_TITLES.all) : refuse('sheet-type');
}

function brokenIn({ application, round }: Draft, rows: ReadSheet['lines']): readonly Finding[] {
  return findingsAtRows(rows, round.rules, { statements: statementsIn(application.content) });
}
