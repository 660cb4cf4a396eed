import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { type Finding, type Outcome, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pdfBytes } from '../../platform/documents/pdf.js';
import { qrPicture } from '../../platform/documents/qr.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, file, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { type PortalRequest } from '../../platform/web/request.js';
import { checkPage, receiptPage, type ReceiptPage } from './submission.pages.js';
import { SubmissionForm } from './submission.forms.js';
import { type Receipt } from './submission.rules.js';
import { SubmissionService } from './submission.service.js';

const ADDRESS = 'rounds/:number/application';

/** Checking, handing in, the receipt, and taking back: the last steps of an organization's application. */
@Controller('org')
export class SubmissionController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly submissions: SubmissionService,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Allow('application.own.see')
  @Get(`${ADDRESS}/check`)
  async check(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return this.checked(viewer, number);
  }

  @Allow('application.submit')
  @Post(`${ADDRESS}/submission`)
  async submit(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(SubmissionForm)) form: Form<SubmissionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<Receipt> = form.ok
      ? await this.submissions.submit(viewer, number, form.value.version)
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(`/org/rounds/${number}/application/receipt`, 'ventures.submitted');
    return this.checked(viewer, number, { values: form.values, findings: outcome.findings });
  }

  @Allow('application.withdraw')
  @Post(`${ADDRESS}/withdrawal`)
  async withdraw(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.submissions.withdraw(viewer, number);
    if (outcome.ok) return seeOther('/org', 'ventures.withdrawn');
    return refusedPage('ventures/receipt', await this.received(viewer, number, outcome.findings));
  }

  @Allow('application.own.see')
  @Get(`${ADDRESS}/receipt`)
  async receipt(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/receipt', await this.received(viewer, number));
  }

  @Allow('application.own.see')
  @Get(`${ADDRESS}/receipt.pdf`)
  async paper(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const model = await this.received(viewer, number);
    return file(`${model.number}.pdf`, 'application/pdf', await pdfBytes(model, request.display.locale));
  }

  @Allow('application.own.see')
  @Get(`${ADDRESS}/receipt.json`)
  async proof(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { receipt, files } = await this.submissions.received(this.work.reader, viewer, number);
    const proof = await this.ledger.receipt(this.work.reader, receipt.ledgerSeq);
    const commitments = await this.ledger.commitments(this.work.reader, receipt.ledgerSeq);
    const content = JSON.stringify({ ...receipt, files, commitments, ...proof });
    return file(`receipt-${receipt.number}.json`, 'application/json; charset=utf-8', content);
  }

  /** The very bytes that the content hash covers: `sha256sum` of the download is the hash on the receipt. */
  @Allow('application.own.see')
  @Get(`${ADDRESS}/content.json`)
  async content(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { receipt, text } = await this.submissions.content(this.work.reader, viewer, number);
    return file(`application-${receipt.number}.json`, 'application/json; charset=utf-8', text);
  }

  private async checked(viewer: SignedIn, number: string, entered?: Entered): Promise<Answer> {
    const db = this.work.reader;
    const draft = await this.submissions.draft(db, viewer, number);
    if (draft === null) return seeOther(`/org/rounds/${number}/application/receipt`);
    const view = { ...draft, maySubmit: may(viewer, 'application.submit') };
    return entered === undefined
      ? page('ventures/check', checkPage(view))
      : refusedPage('ventures/check', checkPage(view, entered));
  }

  private async received(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<ReceiptPage> {
    const view = await this.submissions.received(this.work.reader, viewer, number);
    const verify = `${this.config.publicOrigin}/verify/${view.receipt.number}`;
    const mayWithdraw = view.isOpen && may(viewer, 'application.withdraw');
    return receiptPage({ ...view, mayWithdraw, verify, picture: qrPicture(verify) }, findings);
  }
}
