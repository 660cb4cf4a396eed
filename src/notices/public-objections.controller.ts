import { Body, Controller, Get, Ip, Param, Post, Query } from '@nestjs/common';
import { found, Problem, refused } from '../kernel/outcome.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Evidence } from '../platform/files/evidence.js';
import { MOST_BYTES } from '../platform/files/file-store.js';
import { Attempts } from '../platform/web/attempts.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe, readForm } from '../platform/web/form.js';
import { tokensIn } from '../platform/web/kept-files.js';
import { type IncomingFile, IncomingFiles, UploadMany } from '../platform/web/upload.js';
import {
  entryOf,
  MOST_FILES,
  ObjectionForm,
  ObjectionQuery,
  PersonForm,
  StatusForm,
} from './objections.forms.js';
import { objectionFormPage, PUBLIC_FORM } from './objections.pages.js';
import { evidenceOf, noticeNamed, objectionReceipt } from './objections.queries.js';
import { ObjectionsService } from './objections.service.js';
import { receiptPage, statusFormPage, statusPage } from './public-objections.pages.js';

/** Per hour: wrong questions about one number, questions of one address, objections from one address. */
const MOST = { number: 10, address: 20, lodged: 10 } as const;

/** Objections of anybody, without an account: lodged under a real name, followed by number and phone tail. */
@Public()
@Controller('objections')
export class PublicObjectionsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly objections: ObjectionsService,
    private readonly evidence: Evidence,
    private readonly attempts: Attempts,
  ) {}

  @Get()
  ask(): Answer {
    return page('notices/status-form', statusFormPage());
  }

  @Get('new')
  async blank(@Query(FormPipe(ObjectionQuery)) query: Form<ObjectionQuery>): Promise<Answer> {
    const notice = await noticeNamed(this.work.reader, query.value?.notice);
    return page('notices/objection-form', objectionFormPage(PUBLIC_FORM, notice));
  }

  @UploadMany('evidence', { maxBytes: MOST_BYTES, most: MOST_FILES })
  @Post()
  async lodge(
    @Body() body: unknown,
    @IncomingFiles() incoming: readonly IncomingFile[],
    @Ip() address: string,
  ): Promise<Answer> {
    if (this.attempts.exhausted(`lodged ${address}`, MOST.lodged)) throw new Problem('too-many');
    const form = readForm(ObjectionForm, body);
    const person = readForm(PersonForm, body);
    const tokens = tokensIn(form.values);
    const kept = await this.evidence.gather(incoming, { tokens, field: 'evidence', most: MOST_FILES });
    const outcome =
      form.ok && person.ok && kept.findings.length === 0
        ? await this.objections.lodge(thirdParty(person.value), {
            ...entryOf(form.value),
            evidence: kept.files,
          })
        : refused<string>([...findingsIn(form), ...kept.findings, ...findingsIn(person)]);
    if (outcome.ok) {
      this.attempts.note(`lodged ${address}`);
      return seeOther(`/objections/${outcome.value}`, 'notices.objections.lodged-third');
    }
    const notice = await noticeNamed(this.work.reader, form.values['notice']);
    const entered = { values: form.values, findings: outcome.findings, kept: kept.carried };
    return refusedPage('notices/objection-form', objectionFormPage(PUBLIC_FORM, notice, entered));
  }

  /** The question travels in the body, so that no address carries a part of anybody's phone. */
  @Post('status')
  async status(@Body(FormPipe(StatusForm)) form: Form<StatusForm>, @Ip() address: string): Promise<Answer> {
    if (!form.ok) return this.unknown(form.values, findingsIn(form));
    const { number, tail } = form.value;
    const keys = [`status ${number}`, `asks ${address}`] as const;
    if (this.attempts.exhausted(keys[0], MOST.number) || this.attempts.exhausted(keys[1], MOST.address))
      throw new Problem('too-many');
    const one = await this.objections.withTail(number, tail);
    if (one === null) {
      for (const key of keys) this.attempts.note(key);
      return this.unknown(form.values, [{ code: 'objection-not-known', field: 'number' }]);
    }
    return page('notices/status', statusPage(one, await evidenceOf(this.work.reader, one.id)));
  }

  /** A reload or a switch of language after the answer begins the question anew. */
  @Get('status')
  again(): Answer {
    return seeOther('/objections');
  }

  @Get(':number')
  async receipt(@Param('number') number: string): Promise<Answer> {
    return page('notices/receipt', receiptPage(found(await objectionReceipt(this.work.reader, number))));
  }

  private unknown(
    values: Readonly<Record<string, unknown>>,
    findings: ReturnType<typeof findingsIn>,
  ): Answer {
    return refusedPage('notices/status-form', statusFormPage({ values, findings }));
  }
}

function thirdParty({ name, phone, organization }: PersonForm): Parameters<ObjectionsService['lodge']>[0] {
  return { kind: 'third-party', name, phone, organization: organization ?? null };
}
