import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FileStore, MOST_BYTES } from '../../platform/files/file-store.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { EnteredPipe, findingsIn, type FormValues, readForm } from '../../platform/web/form.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { workingDays } from '../../reference/reference.queries.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { applicationByNumber, type ApplicationDetail, ownApplication } from './applications.queries.js';
import { attachmentsOf } from './attachments.queries.js';
import { BudgetForm, type BudgetLineForm } from './budget.forms.js';
import { type BudgetEntry } from './budget.rules.js';
import { typedRows } from './budget-rows.rules.js';
import { readAnswers } from './form-values.rules.js';
import { ownSupplementPage, type OwnSupplementPage, supplementRequestPage } from './supplement.pages.js';
import {
  addedSince,
  BUDGET_ITEM,
  closedFields,
  findingsAgainstHandIn,
  openQuestions,
  opens,
  supplementDays,
  supplementDue,
  type SupplementItem,
} from './supplement.rules.js';
import { supplementOf, type SupplementDetail } from './supplements.queries.js';
import { type SupplementEntry, SupplementsService } from './supplements.service.js';

const DESK = 'bureau/applications/:number/supplement';
const OWN = 'org/rounds/:number/application/supplement';

/** The one supplement of an application: asked for at the desk, made and handed in by the organization. (E9) */
@Controller()
export class SupplementsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly supplements: SupplementsService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  @Allow('application.screen')
  @Get(DESK)
  async blank(@Param('number') number: string): Promise<Answer> {
    const { application, days } = await this.requested(number);
    if (application.status !== 'SUBMITTED' || days === null) throw new Problem('not-possible');
    return page('ventures/supplement-request', await this.request(application, days));
  }

  @Allow('application.screen')
  @Post(DESK)
  async ask(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(EnteredPipe) values: FormValues,
  ): Promise<Answer> {
    const outcome = await this.supplements.ask(viewer, number, itemsIn(values));
    if (outcome.ok) return seeOther(`/bureau/applications/${number}`, 'screening.supplement.asked-done');
    const { application, days } = await this.requested(number);
    const entered = { values, findings: outcome.findings };
    return refusedPage('ventures/supplement-request', await this.request(application, days ?? 0, entered));
  }

  @Allow('application.own.see')
  @Get(OWN)
  async own(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/supplement', await this.shown(viewer, number));
  }

  @Allow('application.own.edit')
  @Post(OWN)
  async save(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(EnteredPipe) values: FormValues,
  ): Promise<Answer> {
    const read = await this.read(viewer, number, values);
    const outcome: Outcome<null> = read.ok ? await this.supplements.save(viewer, number, read.value) : read;
    if (outcome.ok)
      return seeOther(`/org/rounds/${number}/application/supplement`, 'screening.supplement.saved');
    return this.refused(viewer, number, { values, findings: outcome.findings });
  }

  @Allow('application.submit')
  @Post(`${OWN}/hand-in`)
  async handIn(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(EnteredPipe) values: FormValues,
  ): Promise<Answer> {
    const read = await this.read(viewer, number, values);
    const outcome: Outcome<string> = read.ok
      ? await this.supplements.handIn(viewer, number, read.value)
      : read;
    if (outcome.ok)
      return seeOther(`/org/rounds/${number}/application/supplement`, 'screening.supplement.handed-in-done');
    return this.refused(viewer, number, { values, findings: outcome.findings });
  }

  @Allow('application.own.edit')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post(`${OWN}/files`)
  async attach(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    const kept =
      incoming === null
        ? refused([{ code: 'form-file-required', field: 'file' }])
        : await this.files.keep(incoming);
    const outcome = kept.ok
      ? await this.supplements.attach(viewer, number, { ...kept.value, name: incoming?.name ?? '' })
      : kept;
    return this.done(number, outcome, 'ventures.attachments.added');
  }

  @Allow('application.own.edit')
  @Post(`${OWN}/files/:id/removal`)
  async detach(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const outcome = await this.supplements.detach(viewer, number, id);
    return this.done(number, outcome, 'ventures.attachments.removed');
  }

  /** The fields of the page are a form of their own, so a refused file is told above them. */
  private done(number: string, outcome: Outcome<unknown>, key: string): Answer {
    const [finding] = outcome.ok ? [] : outcome.findings;
    return seeOther(
      `/org/rounds/${number}/application/supplement`,
      finding === undefined ? key : { tone: 'danger', message: { finding } },
    );
  }

  /** What was entered, read by what is opened; whatever else of the form was sent is refused. */
  private async read(
    viewer: SignedIn,
    number: string,
    values: FormValues,
  ): Promise<Outcome<SupplementEntry>> {
    const { mine, supplement } = await this.mine(viewer, number);
    const { items } = supplement;
    const read = readAnswers(openQuestions(mine.form, items), values, randomUUID);
    const budget = opens(items, BUDGET_ITEM)
      ? readForm(BudgetForm, { lines: typedRows(values['lines'], randomUUID) })
      : null;
    const findings: Finding[] = [
      ...closedFields(mine.form, items, Object.keys(values)),
      ...read.findings,
      ...(budget === null ? [] : findingsIn(budget)),
    ];
    if (findings.length > 0) return refused<SupplementEntry>(findings);
    const lines = budget?.value?.lines.map(entryOf) ?? null;
    const version = Number(values['version']);
    return { ok: true, value: { answers: read.answers, lines, version } };
  }

  private async refused(viewer: SignedIn, number: string, entered: Entered): Promise<Answer> {
    return refusedPage('ventures/supplement', await this.shown(viewer, number, entered));
  }

  private async mine(
    viewer: SignedIn,
    number: string,
  ): Promise<{ mine: ApplicationDetail; supplement: SupplementDetail }> {
    const db = this.work.reader;
    const mine = found(await ownApplication(db, viewer, number));
    return { mine, supplement: found(await supplementOf(db, mine.id)) };
  }

  private async shown(viewer: SignedIn, number: string, entered?: Entered): Promise<OwnSupplementPage> {
    const db = this.work.reader;
    const { mine, supplement } = await this.mine(viewer, number);
    const attachments = await attachmentsOf(db, mine.id);
    const view = {
      round: found(await roundByNumber(db, number)),
      supplement,
      attachments,
      added: new Set(addedSince(supplement.askedAt, attachments).map(({ id }) => id)),
      against: findingsAgainstHandIn(supplement, this.clock.now()),
      maySubmit: may(viewer, 'application.submit'),
      workdays: await workingDays(db),
      today: this.clock.today(),
      newId: randomUUID,
    };
    return ownSupplementPage(mine, view, entered);
  }

  private async requested(number: string): Promise<{ application: ApplicationDetail; days: number | null }> {
    const db = this.work.reader;
    const application = found(await applicationByNumber(db, number));
    const { terms } = found(await roundByNumber(db, application.roundNumber));
    return { application, days: supplementDays(terms, await workingDays(db)) };
  }

  private async request(
    application: ApplicationDetail,
    days: number,
    entered?: Entered,
  ): Promise<ReturnType<typeof supplementRequestPage>> {
    const today = shanghaiDayOf(this.clock.now());
    const { day, provisional } = supplementDue(await workingDays(this.work.reader), today, days);
    return supplementRequestPage(application, { days, dueOn: day, provisional }, entered);
  }
}

/** Whatever the officer wrote words beside. */
function itemsIn(values: FormValues): SupplementItem[] {
  const words = values['words'];
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return [];
  return Object.entries(words).flatMap(([code, said]) =>
    typeof said === 'string' && said.trim() !== '' ? [{ code, words: said.trim() }] : [],
  );
}

function entryOf(line: BudgetLineForm): BudgetEntry {
  const { id, category, item, unitPriceFen, quantity, times, people, source, activity, note } = line;
  return {
    id,
    category,
    item,
    unitPriceFen,
    quantity,
    times,
    people: people ?? null,
    source,
    activity: activity ?? null,
    note: note ?? '',
  };
}
