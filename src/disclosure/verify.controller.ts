import { Controller, Get, Param, Query } from '@nestjs/common';
import { shanghaiInstant } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FieldKeys } from '../platform/field-keys.js';
import { Public } from '../platform/web/access.js';
import { type Answer, missingPage, page, seeOther } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { VerifyQuery } from './disclosure.forms.js';
import {
  instantOfMinute,
  looksLikeReportNumber,
  markedText,
  readReportNumber,
  REPORT_PURPOSE,
  reportNumber,
} from './report-number.rules.js';
import { genuinePage, type GenuinePaper, notGenuinePage, verifyFormPage } from './verify.pages.js';
import { bodiesByIdStart, issuedPapers } from './verify.queries.js';

const TEMPLATE = 'disclosure/verify';
const UNKNOWN: Finding = { code: 'verify-unknown', field: 'number' };

/** Whether a paper with a number of this portal is genuine, with its time and hash, and nothing more. */
@Public()
@Controller('verify')
export class VerifyController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keys: FieldKeys,
  ) {}

  @Get()
  form(@Query(FormPipe(VerifyQuery)) query: Form<VerifyQuery>): Answer {
    const number = query.value?.number;
    return number === undefined
      ? page(TEMPLATE, verifyFormPage())
      : seeOther(`/verify/${encodeURIComponent(number)}`);
  }

  @Get(':number')
  async show(@Param('number') typed: string): Promise<Answer> {
    const answer = await this.judge(typed.trim());
    if ('code' in answer)
      return missingPage(TEMPLATE, notGenuinePage(typed, answer), {
        number: typed,
        genuine: false,
        reason: answer.code,
      });
    const { kind, number, issues, body } = answer;
    const [newest, ...older] = issues.map(({ version, at, digest }) => ({
      ...(issues.length > 1 ? { version } : {}),
      issuedAt: shanghaiInstant(at),
      digest,
    }));
    const facts = { number, genuine: true, kind, ...newest, ...(older.length > 0 ? { older } : {}) };
    return page(TEMPLATE, genuinePage(answer), body === null ? facts : { ...facts, organization: body });
  }

  private async judge(typed: string): Promise<GenuinePaper | Finding> {
    if (looksLikeReportNumber(typed)) return this.report(typed);
    const papers = await issuedPapers(this.work.reader, typed.normalize('NFKC').toUpperCase());
    const [newest, ...older] = papers;
    if (newest === undefined) return UNKNOWN;
    return { kind: newest.kind, number: newest.number, issues: [newest, ...older], body: null };
  }

  /** A made-up number fails the same way whether or not there is such a body. */
  private async report(typed: string): Promise<GenuinePaper | Finding> {
    const reading = readReportNumber(typed);
    if (!reading.ok) return reading.finding;
    const { mark, code } = reading;
    const bodies = await bodiesByIdStart(this.work.reader, mark.body);
    const body = bodies.find(({ id }) => this.keys.fits(REPORT_PURPOSE, markedText(id, mark), code));
    if (body === undefined) return UNKNOWN;
    return {
      kind: 'report',
      number: reportNumber(mark, code),
      issues: [{ version: 1, at: instantOfMinute(mark.minute), digest: mark.digest }],
      body: { creditCode: body.creditCode, name: body.name },
    };
  }
}
