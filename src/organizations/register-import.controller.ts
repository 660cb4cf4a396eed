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
import { type ImportRun, ImportRunsService } from './import-runs.service.js';
import { ImportConfirmForm } from './organizations.forms.js';
import { importPage, importProgressPage, type ReportPage, reportPage } from './register-import.pages.js';
import { COLUMNS } from './register-import.rules.js';
import { type ImportPlan } from './register-import.service.js';

const MOST_BYTES = 30 * 1024 * 1024;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HOME = '/bureau/register-import';

/** Import of the register in the browser: upload, progress, report, confirm, progress, done. */
@Allow('organization.import')
@Controller('bureau/register-import')
export class RegisterImportController {
  constructor(private readonly runs: ImportRunsService) {}

  @Get()
  blank(): Answer {
    return page('organizations/import', importPage());
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
  async upload(
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    if (incoming === null)
      return refusedPage('organizations/import', importPage([{ code: 'form-file-required', field: 'file' }]));
    return answerOf(await this.runs.begin(viewer, incoming), request);
  }

  @Get('runs/:id')
  run(@CurrentUser() viewer: SignedIn, @Param('id') id: string, @Req() request: PortalRequest): Answer {
    const run = this.runs.runOf(viewer, id);
    if (run.stage === 'checked' && run.plan !== null)
      return page('organizations/import-report', reportOf(run.id, run.plan, request));
    return answerOf(run, request);
  }

  /** The report as a table file, with the reasons in the reader's language. */
  @Get('runs/:id/report')
  report(@CurrentUser() viewer: SignedIn, @Param('id') id: string, @Req() request: PortalRequest): Answer {
    const { locale } = request.display;
    const heads = ['row', 'column', 'value', 'reason'].map((name) =>
      readable(locale, { key: `organizations.import.${name}` }),
    );
    const lines = found(this.runs.runOf(viewer, id).plan).findings.map(({ row, column, value, finding }) => [
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
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('not-found');
    return answerOf(await this.runs.confirm(viewer, form.value.plan), request);
  }
}

/** After a post: on to the page of the run, to the register when it is stored, or back to the file that was refused. */
function answerOf(run: ImportRun, request: PortalRequest): Answer {
  if (run.stage === 'stored' && run.result !== null)
    return seeOther('/bureau/organizations', {
      tone: 'ok',
      message: { key: 'organizations.import.done', args: { ...run.result } },
    });
  if (run.stage === 'refused') return refusedPage('organizations/import', importPage(run.findings));
  if (request.method === 'POST') return seeOther(`${HOME}/runs/${run.id}`);
  return page('organizations/import-progress', importProgressPage(run));
}

function reportOf(id: string, plan: ImportPlan, request: PortalRequest): ReportPage {
  return reportPage(id, plan, (finding) => sentence(request.display.locale, finding));
}
