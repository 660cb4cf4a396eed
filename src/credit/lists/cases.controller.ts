import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { workingDays } from '../../reference/reference.queries.js';
import { recordById } from '../records/records.queries.js';
import { type CasePage, casePage, casesPage, type CaseStart, newCasePage } from './cases.pages.js';
import { allCases, caseByNumber, evidenceOf, lettersOf } from './cases.queries.js';
import { CasesService } from './cases.service.js';
import { penaltyGround } from './desk.queries.js';
import { letterPage } from './letter.pages.js';
import { LettersService } from './letters.service.js';
import {
  answersIn,
  CaseDecisionForm,
  CaseForm,
  LetterForm,
  LetterOutcomeForm,
  NewCaseQuery,
  NoticeSentForm,
  VerificationForm,
} from './lists.forms.js';
import { termsOn } from './terms.rules.js';

/** The bureau's cases before a listing, step by step. */
@Controller('bureau/credit-cases')
export class CasesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly letters: LettersService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('credit.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/cases', casesPage(await allCases(this.work.reader), may(viewer, 'credit.list')));
  }

  @Allow('credit.list')
  @Get('new')
  async blank(@Query(FormPipe(NewCaseQuery)) query: Form<NewCaseQuery>): Promise<Answer> {
    return page('credit/case-new', newCasePage(await this.start(query.value ?? {})));
  }

  @Allow('credit.list')
  @Post()
  async open(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CaseForm)) form: Form<CaseForm>,
  ): Promise<Answer> {
    const outcome: Outcome<string> = form.ok
      ? await this.cases.open(viewer, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/bureau/credit-cases/${outcome.value}`, 'lists.cases.opened');
    const { recordId } = form.values;
    const start = await this.start(
      typeof recordId === 'string' && recordId !== '' ? { record: recordId } : {},
    );
    return refusedPage(
      'credit/case-new',
      newCasePage(start, { values: form.values, findings: outcome.findings }),
    );
  }

  @Allow('credit.see')
  @Get(':number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/case', await this.shown(viewer, number));
  }

  @Allow('credit.see')
  @Get(':number/letter')
  async letter(@Param('number') number: string): Promise<Answer> {
    return page('credit/letter', letterPage(found(await caseByNumber(this.work.reader, number))));
  }

  @Allow('credit.list')
  @Post(':number/letters')
  async sendLetter(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LetterForm)) form: Form<LetterForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.letters.sendLetter(viewer, number, form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list')
  @Post(':number/letters/:position')
  async letterCameBack(
    @Param('number') number: string,
    @Param('position') position: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LetterOutcomeForm)) form: Form<LetterOutcomeForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.letters.letterCameBack(viewer, number, Number(position), form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list')
  @Post(':number/notice')
  async notify(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(NoticeSentForm)) form: Form<NoticeSentForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.cases.notify(viewer, { number, version: form.value.version }, form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list')
  @Post(':number/verification')
  async verify(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(VerificationForm)) form: Form<VerificationForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.cases.verify(
          viewer,
          { number, version: form.value.version },
          { answers: answersIn(form.value), verification: form.value.verification },
        )
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list.confirm')
  @Post(':number/decision')
  async decide(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(CaseDecisionForm)) form: Form<CaseDecisionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.cases.decide(viewer, { number, version: form.value.version }, form.value)
      : refused(findingsIn(form));
    return this.answered(viewer, number, form, outcome);
  }

  @Allow('credit.list')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post(':number/evidence')
  async addFile(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const kept =
      incoming === null
        ? refused([{ code: 'form-required', field: 'file' }])
        : await this.files.keep(incoming);
    const outcome: Outcome<null> =
      kept.ok && incoming !== null
        ? await this.cases.addFile(viewer, number, 'bureau', { ...kept.value, name: incoming.name })
        : refused(kept.ok ? [] : kept.findings);
    if (outcome.ok) return seeOther(`/bureau/credit-cases/${number}`, 'lists.evidence.added');
    const { findings } = outcome;
    return refusedPage('credit/case', await this.shown(viewer, number, { values: {}, findings }));
  }

  @Allow('credit.see')
  @Get(':number/evidence/:id')
  async evidence(@Param('number') number: string, @Param('id') id: string): Promise<Answer> {
    const one = found(await caseByNumber(this.work.reader, number));
    const files = await evidenceOf(this.work.reader, ['case', one.id]);
    const { name, type, sha256 } = found(files.find((each) => each.id === id));
    return file(name, type, await this.files.read(sha256));
  }

  private async answered(
    viewer: SignedIn,
    number: string,
    { values }: Form<unknown>,
    outcome: Outcome<null>,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/bureau/credit-cases/${number}`, 'lists.saved');
    const { findings } = outcome;
    return refusedPage('credit/case', await this.shown(viewer, number, { values, findings }));
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<CasePage> {
    const db = this.work.reader;
    const one = found(await caseByNumber(db, number));
    const today = this.clock.today();
    const letters = await lettersOf(db, one.id);
    const evidence = await evidenceOf(db, ['case', one.id]);
    const table = await workingDays(db);
    return casePage({ one, letters, evidence, viewer, today, terms: termsOn(today), table }, entered);
  }

  /** From a penalty everything is known; from what the calendar found, the body and the ground. */
  private async start({ record, code, ground }: NewCaseQuery): Promise<CaseStart> {
    const today = this.clock.today();
    const blank = {
      recordId: '',
      recordSummary: null,
      creditCode: code ?? '',
      ground: ground ?? null,
      foundOn: today,
    };
    if (record === undefined) return blank;
    const rests = await penaltyGround(this.work.reader, record);
    const known = await recordById(this.work.reader, record);
    if (rests === null || known === null) return blank;
    return {
      recordId: record,
      recordSummary: known.summary,
      creditCode: rests.penalty.creditCode,
      ground: rests.ground,
      foundOn: today,
    };
  }
}
