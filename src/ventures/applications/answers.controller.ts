import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { shanghaiInstant } from '../../kernel/calendar.js';
import { type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { canonical } from '../../kernel/sentence.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationById } from '../../organizations/organizations.queries.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FieldKeys } from '../../platform/field-keys.js';
import { sentence } from '../../platform/i18n/translator.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, type Flash, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { EnteredPipe, findingsIn, type Form, FormPipe, type FormValues } from '../../platform/web/form.js';
import { type PortalRequest } from '../../platform/web/request.js';
import { type Answers, type FormSection, shownQuestions } from '../rounds/form.rules.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { DecisionForm } from './answers.forms.js';
import { clashesPage, sectionPage } from './answers.pages.js';
import { AnswersService, type SavedAnswers } from './answers.service.js';
import { gapsIn, pagesOf, pathOf, sectionAt } from './application.rules.js';
import { type ApplicationDetail, budgetOf, lastApplication, ownApplication } from './applications.queries.js';
import { confirmedIn, readAnswers, settledAnswer, versionsIn } from './form-values.rules.js';
import { asidesOf } from './revision.queries.js';
import { registerFacts } from './workspace.pages.js';
import { sectionWorkOf } from './workspace.queries.js';

const ADDRESS = 'rounds/:number/application';

/** The sections of a draft: shown, saved field by field or as a whole, joined with what others saved. */
@Controller('org')
export class AnswersController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly answers: AnswersService,
    private readonly keys: FieldKeys,
  ) {}

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/clashes`)
  async clashes(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('ventures/clashes', await this.clashesShown(viewer, number));
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/clashes/:id`)
  async decide(
    @Param('number') number: string,
    @Param('id') id: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(DecisionForm)) form: Form<DecisionForm>,
  ): Promise<Answer> {
    const outcome: Outcome<SavedAnswers> = form.ok
      ? await this.answers.settle(viewer, number, id, form.value)
      : refused(findingsIn(form));
    if (outcome.ok) {
      const count = outcome.value.clashes.length;
      return seeOther(
        `/org/rounds/${number}/application/clashes`,
        count === 0 ? 'workspace.clash.decided' : happened(count),
      );
    }
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('ventures/clashes', await this.clashesShown(viewer, number, { id, entered }));
  }

  @Allow('application.own.edit')
  @Get(`${ADDRESS}/:section`)
  async section(
    @Param('number') number: string,
    @Param('section') path: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const draft = await this.draftAt(viewer, number, path);
    return page('ventures/section', await this.sectionShown(viewer, draft));
  }

  /** The whole section by its button, or `.json` with some fields of it, as the browser saves while one types. */
  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:section`)
  async save(
    @Param('number') number: string,
    @Param('section') path: string,
    @CurrentUser() viewer: SignedIn,
    @Body(EnteredPipe) values: FormValues,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const draft = await this.draftAt(viewer, number, path);
    const read = readAnswers(draft.section.questions, values, randomUUID);
    const outcome = await this.answers.save(viewer, number, {
      ...versionsIn(values),
      confirmed: confirmedIn(values),
      answers: read.answers,
    });
    const findings = outcome.ok ? read.findings : [...outcome.findings, ...read.findings];
    if (request.wantsJson)
      return factsOf(outcome, findings, {
        locale: request.display.locale,
        base: addressOf(draft),
        typed: read.answers,
      });
    if (findings.length > 0 || !outcome.ok) {
      // What could be read is saved; what could not still stands on the version the page was made at.
      const entered = { values: withBases(values, read.findings), findings };
      return refusedPage(
        'ventures/section',
        await this.sectionShown(viewer, await this.draftAt(viewer, number, path), entered),
      );
    }
    if (outcome.value.clashes.length > 0)
      return seeOther(`${addressOf(draft)}/clashes`, happened(outcome.value.clashes.length));
    return seeOther(this.next(draft, outcome.value, values), 'ventures.saved');
  }

  @Allow('application.own.edit')
  @Post(`${ADDRESS}/:section/last-application`)
  async takeOver(
    @Param('number') number: string,
    @Param('section') path: string,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const draft = await this.draftAt(viewer, number, path);
    const outcome = await this.answers.takeOver(viewer, number, draft.section);
    const here = `${addressOf(draft)}/${path}`;
    if (outcome.ok) return seeOther(here, 'workspace.taken-over');
    const [first] = outcome.findings;
    return seeOther(here, { tone: 'danger', message: { finding: first ?? { code: 'round-not-open' } } });
  }

  /** On to the next page, or back to this one: asked to stay, or answers have brought new questions into it. */
  private next(draft: Draft, saved: SavedAnswers, values: FormValues): string {
    const { application, section } = draft;
    const before = shownQuestions(application.form, application.content);
    const after = shownQuestions(application.form, { ...application.content, ...saved.answers });
    const grown = section.questions.some(({ code }) => after.has(code) && !before.has(code));
    const base = addressOf(draft);
    const pages = pagesOf(application.form);
    const next = pages[pages.findIndex(({ path }) => path === pathOf(section)) + 1];
    if (grown || values['then'] !== 'next') return `${base}/${pathOf(section)}`;
    return next === undefined ? base : `${base}/${next.path}`;
  }

  private async draftAt(viewer: SignedIn, number: string, path: string): Promise<Draft> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const application = found(await ownApplication(db, viewer, number));
    const section = found(sectionAt(application.form, path));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    return { round, application, section };
  }

  private async sectionShown(
    viewer: SignedIn,
    { round, application, section }: Draft,
    entered?: Entered,
  ): Promise<ReturnType<typeof sectionPage>> {
    const db = this.work.reader;
    const lines = await budgetOf(db, application.id);
    return sectionPage(
      {
        application,
        round,
        section,
        gaps: gapsIn({ ...application, lines }, round.rules),
        last: await lastApplication(db, viewer, round.number),
        revisions: await asidesOf(db, this.keys, application.id),
        register: isFirst(application, section)
          ? registerFacts(found(await organizationById(db, application.organizationId)))
          : [],
        owner:
          (await sectionWorkOf(db, application.id)).find((one) => one.section === pathOf(section))
            ?.ownerName ?? null,
        newId: randomUUID,
      },
      entered,
    );
  }

  private async clashesShown(
    viewer: SignedIn,
    number: string,
    refusal?: Parameters<typeof clashesPage>[1],
  ): Promise<ReturnType<typeof clashesPage>> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const application = found(await ownApplication(db, viewer, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    const revisions = await asidesOf(db, this.keys, application.id);
    return clashesPage({ application, round, revisions }, refusal);
  }
}

/** The first section is about the applicant: there stands what needs no asking. */
function isFirst({ form }: ApplicationDetail, section: FormSection): boolean {
  return form.sections[0]?.code === section.code;
}

interface Draft {
  readonly round: RoundDetail;
  readonly application: ApplicationDetail;
  readonly section: FormSection;
}

const addressOf = ({ round }: Pick<Draft, 'round'>): string => `/org/rounds/${round.number}/application`;

const happened = (count: number): Flash => ({
  tone: 'warn',
  message: { key: 'workspace.clash.happened', args: { count } },
});

/** The fields that could not be read keep the version they were typed on, whatever was saved beside them. */
function withBases(values: FormValues, findings: readonly Finding[]): FormValues {
  const { version, versions } = versionsIn(values);
  const codes = findings.map(({ field = '' }) => field.split('[')[0] ?? '').filter((code) => code !== '');
  return {
    ...values,
    base: Object.fromEntries(codes.map((code) => [code, String(versions[code] ?? version)])),
  };
}

/** What the browser hears about what it saved: only after the commit, in the reader's language. */
function factsOf(
  outcome: Outcome<SavedAnswers>,
  findings: readonly Finding[],
  {
    locale,
    base,
    typed,
  }: {
    readonly locale: PortalRequest['display']['locale'];
    readonly base: string;
    readonly typed: Answers;
  },
): Answer {
  const saved = outcome.ok ? outcome.value : null;
  const clashes = saved?.clashes ?? [];
  const status = findings.length > 0 ? 422 : clashes.length > 0 ? 409 : 200;
  const facts = {
    version: saved?.version ?? null,
    savedAt: saved === null ? null : shanghaiInstant(saved.at),
    clashes,
    /** Fields that hold more now than was sent: what somebody else saved meanwhile is in them. */
    joined: Object.keys(typed).filter(
      (code) => canonical(settledAnswer(typed[code])) !== canonical(saved?.answers[code]),
    ),
    clashesAt: clashes.length > 0 ? `${base}/clashes` : null,
    findings: findings.map((finding) => ({
      field: finding.field ?? null,
      message: sentence(locale, finding),
    })),
  };
  return { kind: 'page', status, template: 'ventures/section', model: {}, facts };
}
