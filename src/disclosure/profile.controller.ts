import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { found } from '../kernel/outcome.js';
import { mergeThatTook } from '../organizations/merges.queries.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { pdfBytes } from '../platform/documents/pdf.js';
import { qrPicture } from '../platform/documents/qr.js';
import { FieldKeys } from '../platform/field-keys.js';
import { Public } from '../platform/web/access.js';
import { type Answer, file, movedTo, page } from '../platform/web/answer.js';
import { type PortalRequest } from '../platform/web/request.js';
import { profilePage } from './profile.pages.js';
import { profileDigest, profileFacts, publicProfile } from './profile.queries.js';
import {
  instantOfMinute,
  markedText,
  REPORT_PURPOSE,
  reportMinute,
  reportNumber,
} from './report-number.rules.js';
import { reportPage, type ReportPage } from './report.pages.js';

/** The public page of a body and its credit report; a report is made on the way out and stored nowhere. */
@Public()
@Controller('organizations/:creditCode')
export class ProfileController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly keys: FieldKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('creditCode') code: string): Promise<Answer> {
    const profile = await publicProfile(this.work.reader, code, this.clock.today());
    if (profile === null) return this.survivor(code);
    const model = profilePage(profile, this.config.publicOrigin);
    return page('disclosure/organization', model, profileFacts(profile));
  }

  @Get('report')
  async report(@Param('creditCode') code: string): Promise<Answer> {
    const report = await this.issue(code);
    return report === null ? this.survivor(code, '/report') : page('disclosure/report', report);
  }

  @Get('report.pdf')
  async pdf(@Param('creditCode') code: string, @Req() request: PortalRequest): Promise<Answer> {
    const report = await this.issue(code);
    if (report === null) return this.survivor(code, '/report.pdf');
    const bytes = await pdfBytes(report, request.display.locale);
    return file(`${report.number}.pdf`, 'application/pdf', bytes);
  }

  /** What was merged away leads on to the body that took it; anything else is unknown. (A4) */
  private async survivor(code: string, more = ''): Promise<Answer> {
    const { survivorAddress } = found(await mergeThatTook(this.work.reader, code));
    return movedTo(`/organizations/${survivorAddress}${more}`);
  }

  /** The report of this minute: body, time and digest of the content go into its number, with a keyed code. */
  private async issue(code: string): Promise<ReportPage | null> {
    const profile = await publicProfile(this.work.reader, code, this.clock.today());
    if (profile === null) return null;
    const mark = { minute: reportMinute(this.clock.now()), digest: profileDigest(profile) };
    const keyed = this.keys.fingerprint(REPORT_PURPOSE, markedText(profile.one.id, mark)).slice(0, 10);
    const number = reportNumber({ body: profile.one.id.slice(0, 8), ...mark }, keyed);
    const verify = `${this.config.publicOrigin}/verify/${number}`;
    const at = instantOfMinute(mark.minute);
    return reportPage(profile, { number, digest: mark.digest, at, verify, picture: qrPicture(verify) });
  }
}
