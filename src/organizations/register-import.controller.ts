import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { found, Problem } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { csvText, xlsxBytes } from '../platform/documents/sheet.js';
import { readable, sentence } from '../platform/i18n/translator.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { type PortalRequest } from '../platform/web/request.js';
import { Incoming, type IncomingFile, Upload } from '../platform/web/upload.js';
import { ImportConfirmForm } from './organizations.forms.js';
import { importPage, type ImportPage } from './organizations.pages.js';
import { COLUMNS } from './register-import.rules.js';
import { type ImportPlan, RegisterImportService } from './register-import.service.js';

const MOST_BYTES = 30 * 1024 * 1024;
const MOST_PLANS = 5;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Import of the register in the browser: upload, report, confirm. A plan waits in memory for its owner's word. */
@Allow('organization.import')
@Controller('bureau/register-import')
export class RegisterImportController {
  private readonly plans = new Map<string, { readonly owner: string; readonly plan: ImportPlan }>();

  constructor(private readonly imports: RegisterImportService) {}

  @Get()
  blank(): Answer {
    return page('organizations/import', importPage(null));
  }

  @Get('template')
  async template(): Promise<Answer> {
    const example = [
      '51320800MJ99000127',
      '示例行请删除',
      '社会团体',
      '张三',
      '2018-05-01',
      '320812',
      '淮安市清江浦区示例路1号',
      '',
      '正常',
      '30000.00',
      '示例',
    ];
    return file(
      'register-template.xlsx',
      XLSX,
      await xlsxBytes([COLUMNS.map(({ zh }) => zh), example], '登记信息'),
    );
  }

  @Upload('file', { maxBytes: MOST_BYTES })
  @Post()
  async plan(
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    if (incoming === null)
      return refusedPage(
        'organizations/import',
        importPage(null, [{ code: 'form-file-required', field: 'file' }]),
      );
    const outcome = await this.imports.plan(incoming.path, incoming.name);
    if (!outcome.ok) return refusedPage('organizations/import', importPage(null, outcome.findings));
    const id = randomUUID();
    this.plans.set(id, { owner: viewer.accountId, plan: outcome.value });
    for (const old of [...this.plans.keys()].slice(0, -MOST_PLANS)) this.plans.delete(old);
    return page('organizations/import', pageOf(id, outcome.value, request));
  }

  /** The report as a table file, with the reasons in the reader's language. */
  @Get('plans/:id/report')
  report(@CurrentUser() viewer: SignedIn, @Param('id') id: string, @Req() request: PortalRequest): Answer {
    const { locale } = request.display;
    const heads = ['row', 'column', 'value', 'reason'].map((name) =>
      readable(locale, { key: `organizations.import.${name}` }),
    );
    const lines = this.planOf(viewer, id).findings.map(({ row, column, value, finding }) => [
      String(row),
      column === null ? '' : readable(locale, { key: `organizations.columns.${column}` }),
      value,
      sentence(locale, finding),
    ]);
    return file('import-report.csv', 'text/csv; charset=utf-8', csvText([heads, ...lines]));
  }

  @Post('confirmation')
  async confirm(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ImportConfirmForm)) form: Form<ImportConfirmForm>,
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('not-found');
    const result = await this.imports.carryOut(viewer, this.planOf(viewer, form.value.plan));
    this.plans.delete(form.value.plan);
    return seeOther('/bureau/organizations', {
      tone: 'ok',
      message: { key: 'organizations.import.done', args: { ...result } },
    });
  }

  private planOf(viewer: SignedIn, id: string): ImportPlan {
    const held = found(this.plans.get(id));
    if (held.owner !== viewer.accountId) throw new Problem('not-found');
    return held.plan;
  }
}

function pageOf(id: string, plan: ImportPlan, request: PortalRequest): ImportPage {
  const { added, changed, unchanged, refusedRows, findings, total } = plan;
  const inLanguage = (finding: Parameters<typeof sentence>[1]): string =>
    sentence(request.display.locale, finding);
  return importPage({
    id,
    total,
    added: added.length,
    changed: changed.length,
    unchanged,
    refused: refusedRows,
    findings,
    sentence: inLanguage,
  });
}
