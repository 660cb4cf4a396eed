import { Controller, Get, Query, Req } from '@nestjs/common';
import { shanghaiInstant } from '../kernel/calendar.js';
import { readCreditCode } from '../kernel/credit-code.js';
import { Problem } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { csvText, type Rows, xlsxBytes } from '../platform/documents/sheet.js';
import { readable } from '../platform/i18n/translator.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, file, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { type PortalRequest } from '../platform/web/request.js';
import { LookupQuery } from './disclosure.forms.js';
import { answerLines, answerSheet, lookupPage } from './lookup.pages.js';
import { type Answered, answersTo } from './lookup.queries.js';
import { MOST_ASKED, readQuestion } from './lookup.rules.js';

const TEMPLATE = 'disclosure/credit';

/** Look-up of up to fifty bodies by code or name: one sentence each, with the time of the answer. (R-CR-16) */
@Public()
@Controller('credit')
export class LookupController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(@Query(FormPipe(LookupQuery)) query: Form<LookupQuery>): Promise<Answer> {
    const now = this.clock.now();
    const text = textOf(query);
    const { asked, repeated, finding: tooMany } = readQuestion(text);
    const finding = query.errors['q'] ?? query.errors['codes'] ?? tooMany;
    if (finding !== null) {
      const model = lookupPage({ text, repeated, finding: { ...finding, field: 'q' } }, null, now);
      const facts = { error: 'too-many', asked: asked.length, most: MOST_ASKED };
      return { kind: 'page', status: 422, template: TEMPLATE, model, facts };
    }
    const answers = await answersTo(this.work.reader, asked, this.clock.today());
    const lines = asked.length === 0 ? null : answerLines(answers, now);
    return page(TEMPLATE, lookupPage({ text, repeated, finding }, lines, now), factsOf(answers, now));
  }

  @Get('answers.csv')
  async csv(
    @Query(FormPipe(LookupQuery)) query: Form<LookupQuery>,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    return file('credit.csv', 'text/csv; charset=utf-8', csvText(await this.sheet(query, request)));
  }

  @Get('answers.xlsx')
  async xlsx(
    @Query(FormPipe(LookupQuery)) query: Form<LookupQuery>,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return file('credit.xlsx', type, await xlsxBytes(await this.sheet(query, request), 'credit'));
  }

  private async sheet(query: Form<LookupQuery>, request: PortalRequest): Promise<Rows> {
    const { asked, finding } = readQuestion(textOf(query));
    if (!query.ok || finding !== null || asked.length === 0) throw new Problem('bad-request');
    const now = this.clock.now();
    const answers = await answersTo(this.work.reader, asked, this.clock.today());
    return answerSheet(answerLines(answers, now), now, (text) => readable(request.display.locale, text));
  }
}

function textOf({ values }: Form<LookupQuery>): string {
  const [q, codes] = [values['q'], values['codes']];
  return typeof q === 'string' && q !== '' ? q : typeof codes === 'string' ? codes.replaceAll(',', '\n') : '';
}

/** The contract's shape: one item for each code asked; a name is no code and says so. */
function factsOf(answers: readonly Answered[], now: string): object {
  const items = answers.map(({ asked, reading, bodies: [one] }) => {
    const as = reading ?? readCreditCode(asked);
    const body = as.ok ? one : undefined;
    return {
      code: as.code,
      wellFormed: as.ok,
      reason: as.ok ? null : as.reason,
      organization: body ? { creditCode: body.creditCode, name: body.name, status: body.status } : null,
      abnormal: body ? body.abnormalSince !== null : null,
      serious: body ? body.seriousSince !== null : null,
      abnormalSince: body?.abnormalSince ?? null,
      seriousSince: body?.seriousSince ?? null,
      asOf: shanghaiInstant(now),
    };
  });
  return listFacts({ items, total: items.length, page: 1, pageSize: MOST_ASKED }, '/credit');
}
