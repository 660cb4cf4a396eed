import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
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
import { recordsOf } from '../records/records.queries.js';
import {
  caseByNumber,
  type CaseDetail,
  casesOf,
  evidenceOf,
  exitByNumber,
  exitsOf,
  hasOpenExit,
} from './cases.queries.js';
import { CasesService, type NamedFile } from './cases.service.js';
import { exitPage } from './exits.pages.js';
import { ExitsService } from './exits.service.js';
import { letterPage } from './letter.pages.js';
import { ExitApplicationForm, StatementForm, WaiverForm } from './lists.forms.js';
import { eventsOf, listEntry, type ListedLine, termsOf } from './lists.queries.js';
import { ownCasePage, type OwnCasePage, ownCreditPage, ownStayPage, type OwnStayPage } from './own.pages.js';

/** A body's own credit: what stands there, what it costs, and the statements and applications that answer it. */
@Controller('org/credit')
export class OwnCreditController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly exits: ExitsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('organization.own.see')
  @Get()
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const id = found(viewer.organizationId);
    const view = {
      stays: await termsOf(db, id),
      records: await recordsOf(db, id),
      cases: await casesOf(db, id),
      exits: await exitsOf(db, id),
      today: this.clock.today(),
      table: await workingDays(db),
    };
    return page('credit/own', ownCreditPage(view));
  }

  @Allow('organization.own.see')
  @Get('cases/:number')
  async case(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/own-case', await this.caseShown(viewer, number));
  }

  @Allow('organization.own.see')
  @Get('cases/:number/letter')
  async letter(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/letter', letterPage(await this.ownCase(viewer, number)));
  }

  @Allow('credit.statement')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post('cases/:number/statement')
  async state(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(StatementForm)) form: Form<StatementForm>,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const kept = await this.keep(incoming);
    const findings: readonly Finding[] = [...findingsIn(form), ...(kept.ok ? [] : kept.findings)];
    const outcome: Outcome<null> =
      form.ok && kept.ok
        ? await this.cases.state(
            viewer,
            { number, version: form.value.version },
            { points: form.value.points.map(({ text }) => text), files: kept.value },
          )
        : refused(findings);
    return this.caseAnswered(viewer, number, form, outcome);
  }

  @Allow('credit.statement')
  @Post('cases/:number/waiver')
  async waive(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(WaiverForm)) form: Form<WaiverForm>,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.cases.waive(viewer, { number, version: form.value.version })
      : refused(findingsIn(form));
    return this.caseAnswered(viewer, number, form, outcome);
  }

  @Allow('credit.statement')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post('cases/:number/evidence')
  async addFile(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const kept = await this.keep(incoming);
    const [first] = kept.ok ? kept.value : [];
    const outcome: Outcome<null> =
      first === undefined
        ? refused(kept.ok ? [{ code: 'form-required', field: 'file' }] : kept.findings)
        : await this.cases.addFile(viewer, number, 'body', first);
    if (outcome.ok) return seeOther(`/org/credit/cases/${number}`, 'lists.evidence.added');
    const { findings } = outcome;
    return refusedPage('credit/own-case', await this.caseShown(viewer, number, { values: {}, findings }));
  }

  @Allow('organization.own.see')
  @Get('cases/:number/evidence/:id')
  async caseFile(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    return this.sent(['case', (await this.ownCase(viewer, number)).id], id);
  }

  @Allow('organization.own.see')
  @Get('stays/:id')
  async stay(@Param('id') id: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/own-stay', await this.stayShown(viewer, id));
  }

  @Allow('credit.statement')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post('stays/:id/applications')
  async apply(
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ExitApplicationForm)) form: Form<ExitApplicationForm>,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    await this.ownEntry(viewer, id);
    const kept = await this.keep(incoming);
    const outcome: Outcome<string> =
      form.ok && kept.ok
        ? await this.exits.apply(viewer, id, {
            exit: form.value.way,
            statement: form.value.statement,
            files: kept.value,
          })
        : refused([...findingsIn(form), ...(kept.ok ? [] : kept.findings)]);
    if (outcome.ok) return seeOther(`/org/credit/exits/${outcome.value}`, 'lists.exit.submitted');
    const { findings } = outcome;
    return refusedPage(
      'credit/own-stay',
      await this.stayShown(viewer, id, { values: form.values, findings }),
    );
  }

  @Allow('organization.own.see')
  @Get('exits/:number')
  async exit(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const db = this.work.reader;
    const one = found(await exitByNumber(db, number));
    if (one.organizationId !== viewer.organizationId) throw new Problem('not-found');
    const evidence = (await evidenceOf(db, ['exit', one.id])).filter(isOwn);
    const view = { one, evidence, today: this.clock.today(), table: await workingDays(db) };
    return page('credit/exit', exitPage(view, null));
  }

  @Allow('organization.own.see')
  @Get('exits/:number/evidence/:id')
  async exitFile(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const one = found(await exitByNumber(this.work.reader, number));
    if (one.organizationId !== viewer.organizationId) throw new Problem('not-found');
    return this.sent(['exit', one.id], id);
  }

  private async sent(subject: readonly ['case' | 'exit', string], id: string): Promise<Answer> {
    const files = await evidenceOf(this.work.reader, subject);
    const { name, type, sha256 } = found(files.find((each) => each.id === id && isOwn(each)));
    return file(name, type, await this.files.read(sha256));
  }

  /** The file that came with a form, judged and kept; none is none. */
  private async keep(incoming: IncomingFile | null): Promise<Outcome<readonly NamedFile[]>> {
    if (incoming === null) return { ok: true, value: [] };
    const kept = await this.files.keep(incoming);
    return kept.ok ? { ok: true, value: [{ ...kept.value, name: incoming.name }] } : kept;
  }

  /** A case that this body has been told of; anything else does not exist for it. */
  private async ownCase(viewer: SignedIn, number: string): Promise<CaseDetail> {
    const one = found(await caseByNumber(this.work.reader, number));
    if (one.organizationId !== viewer.organizationId || one.notifiedOn === null)
      throw new Problem('not-found');
    return one;
  }

  private async ownEntry(viewer: SignedIn, id: string): Promise<ListedLine> {
    const entry = found(await listEntry(this.work.reader, id));
    if (entry.organizationId !== viewer.organizationId) throw new Problem('not-found');
    return entry;
  }

  private async caseAnswered(
    viewer: SignedIn,
    number: string,
    { values }: Form<unknown>,
    outcome: Outcome<null>,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/org/credit/cases/${number}`, 'lists.own.received');
    const { findings } = outcome;
    return refusedPage('credit/own-case', await this.caseShown(viewer, number, { values, findings }));
  }

  private async caseShown(viewer: SignedIn, number: string, entered?: Entered): Promise<OwnCasePage> {
    const db = this.work.reader;
    const one = await this.ownCase(viewer, number);
    const evidence = (await evidenceOf(db, ['case', one.id])).filter(isOwn);
    const today = this.clock.today();
    return ownCasePage({ one, evidence, viewer, today, table: await workingDays(db) }, entered);
  }

  private async stayShown(viewer: SignedIn, id: string, entered?: Entered): Promise<OwnStayPage> {
    const db = this.work.reader;
    const entry = await this.ownEntry(viewer, id);
    const events = (await eventsOf(db, entry.organizationId)).filter(({ entryId }) => entryId === id);
    const waits = await hasOpenExit(db, id);
    return ownStayPage({ entry, events, today: this.clock.today(), viewer, hasOpenExit: waits }, entered);
  }
}

function isOwn({ side }: { readonly side: 'bureau' | 'body' }): boolean {
  return side === 'body';
}
