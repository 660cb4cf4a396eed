import { Body, Controller, Get, Ip, Param, Post } from '@nestjs/common';
import { found, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  matterEntryOf,
  MatterObjectionForm,
  MOST_FILES,
  PersonForm,
  WithdrawalForm,
} from '../../notices/objections.forms.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Evidence } from '../../platform/files/evidence.js';
import { MOST_BYTES } from '../../platform/files/file-store.js';
import { Allow, CurrentUser, Public } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { Attempts } from '../../platform/web/attempts.js';
import { findingsIn, type Form, FormPipe, readForm } from '../../platform/web/form.js';
import { tokensIn } from '../../platform/web/kept-files.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../../platform/web/upload.js';
import { recordObjectionFormPage } from './record-objections.pages.js';
import { RecordObjectionsService } from './record-objections.service.js';
import { ownRecord, publicRecord, type RecordLine } from './records.queries.js';

/** Objections from one address within an hour, as for notices. */
const MOST_LODGED = 10;

/** Objections to a record: by the body itself, and by anybody to what anybody can see. (R-CR-17, features A7) */
@Controller()
export class RecordObjectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly objections: RecordObjectionsService,
    private readonly evidence: Evidence,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {}

  @Allow('objection.lodge')
  @Get('org/credit/records/:id/objection')
  async own(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/objection-form', recordObjectionFormPage(await this.ownRecord(id, viewer), 'own'));
  }

  @Allow('objection.lodge')
  @UploadMany('evidence', { maxBytes: MOST_BYTES, most: MOST_FILES })
  @Post('org/credit/records/:id/objection')
  async lodge(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MatterObjectionForm)) form: Form<MatterObjectionForm>,
    @IncomingFiles() incoming: readonly IncomingFile[],
  ): Promise<Answer> {
    const record = await this.ownRecord(id, viewer);
    const kept = await this.kept(incoming, form.values);
    const outcome =
      form.ok && kept.findings.length === 0
        ? await this.objections.lodge(viewer, id, { ...matterEntryOf(form.value), evidence: kept.files })
        : refused<string>([...findingsIn(form), ...kept.findings]);
    if (outcome.ok) return seeOther(`/org/objections/${outcome.value}`, 'notices.objections.lodged');
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('credit/objection-form', recordObjectionFormPage(record, 'own', entered));
  }

  @Allow('objection.lodge')
  @Post('org/credit/objections/:number/withdrawal')
  async withdraw(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    if (!form.ok) throw new Problem('not-found');
    const outcome = await this.objections.withdraw(viewer, number, {
      version: form.value.version,
      reason: null,
    });
    const [finding] = outcome.ok ? [] : outcome.findings;
    return seeOther(
      `/org/objections/${number}`,
      finding === undefined ? 'notices.objections.withdrawn' : { tone: 'danger', message: { finding } },
    );
  }

  @Public()
  @Get('objections/records/:id')
  async blank(@Param('id') id: string): Promise<Answer> {
    return page('credit/objection-form', recordObjectionFormPage(await this.publicRecord(id), 'public'));
  }

  @Public()
  @UploadMany('evidence', { maxBytes: MOST_BYTES, most: MOST_FILES })
  @Post('objections/records/:id')
  async lodgeByAnybody(
    @Param('id') id: string,
    @Body() body: unknown,
    @IncomingFiles() incoming: readonly IncomingFile[],
    @Ip() address: string,
  ): Promise<Answer> {
    const record = await this.publicRecord(id);
    if (this.attempts.exhausted(`lodged ${address}`, MOST_LODGED)) throw new Problem('too-many');
    const form = readForm(MatterObjectionForm, body);
    const person = readForm(PersonForm, body);
    const kept = await this.kept(incoming, form.values);
    const outcome =
      form.ok && person.ok && kept.findings.length === 0
        ? await this.objections.lodge(thirdParty(person.value), id, {
            ...matterEntryOf(form.value),
            evidence: kept.files,
          })
        : refused<string>([...findingsIn(form), ...kept.findings, ...findingsIn(person)]);
    if (outcome.ok) {
      this.attempts.note(`lodged ${address}`);
      return seeOther(`/objections/${outcome.value}`, 'notices.objections.lodged-third');
    }
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('credit/objection-form', recordObjectionFormPage(record, 'public', entered));
  }

  private kept(
    incoming: readonly IncomingFile[],
    values: Readonly<Record<string, unknown>>,
  ): ReturnType<Evidence['gather']> {
    return this.evidence.gather(incoming, { tokens: tokensIn(values), field: 'evidence', most: MOST_FILES });
  }

  private async ownRecord(id: string, viewer: SignedIn): Promise<RecordLine> {
    return found(await ownRecord(this.work.reader, found(viewer.organizationId), id));
  }

  private async publicRecord(id: string): Promise<RecordLine> {
    return found(await publicRecord(this.work.reader, id, this.clock.today()));
  }
}

function thirdParty({ name, phone, organization }: PersonForm): {
  kind: 'third-party';
  name: string;
  phone: string;
  organization: string | null;
} {
  return { kind: 'third-party', name, phone, organization: organization ?? null };
}
