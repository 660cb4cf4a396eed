import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { type Identity } from '../../notices/objection-desk.pages.js';
import { WithdrawalForm } from '../../notices/objections.forms.js';
import { evidenceOf, lodgerName, objectionByNumber } from '../../notices/objections.queries.js';
import { ObjectionsService } from '../../notices/objections.service.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Entered } from '../../platform/views/page.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { RECORD_DESK } from './record-objection.rules.js';
import { rulingPage, type RulingPage } from './record-objections.pages.js';
import { RecordObjectionsService } from './record-objections.service.js';
import { RulingForm } from './records.forms.js';
import { correctionsOf, publicCorrectionsOf, publicRecordsOf, recordById } from './records.queries.js';

/** The bureau's desk of objections to records: point by point, with the effect shown before it is signed. */
@Controller('bureau/credit/objections')
export class RulingsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rulings: RecordObjectionsService,
    private readonly objections: ObjectionsService,
    private readonly clock: Clock,
  ) {}

  @Allow('objection.see')
  @Get(':number')
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('credit/ruling', await this.shown(number, viewer));
  }

  /** A look at the sealed identity is an act of its own: it posts, and leaves a line in the audit trail. */
  @Allow('objection.decide')
  @Post(':number/identity')
  async reveal(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const identity = found(await this.objections.reveal(viewer, number));
    return page('credit/ruling', await this.shown(number, viewer, { identity }));
  }

  @Allow('credit.approve')
  @Post(':number/decision')
  async rule(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(RulingForm)) form: Form<RulingForm>,
  ): Promise<Answer> {
    if (!form.ok) return this.answered(number, viewer, form, refused<null>(findingsIn(form)));
    const { to, reply, effect, points, version } = form.value;
    const outcome = await this.rulings.rule(viewer, number, {
      ruling: to,
      reply,
      effect: effect ?? null,
      version,
      points: points.map((one) => ({ agreed: one.agreed === 'yes', reply: one.reply })),
    });
    return this.answered(number, viewer, form, outcome);
  }

  @Allow('objection.decide')
  @Post(':number/withdrawal')
  async withdraw(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(WithdrawalForm)) form: Form<WithdrawalForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.rulings.withdraw(viewer, number, {
          version: form.value.version,
          reason: form.value.reason ?? null,
        })
      : refused<null>(findingsIn(form));
    return this.answered(number, viewer, form, outcome);
  }

  private async answered(
    number: string,
    viewer: SignedIn,
    form: Form<unknown>,
    outcome: Outcome<null>,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`${RECORD_DESK}/${number}`, 'notices.objections.decided');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('credit/ruling', await this.shown(number, viewer, { entered }));
  }

  private async shown(
    number: string,
    viewer: SignedIn,
    { identity, entered }: { identity?: Identity; entered?: Entered } = {},
  ): Promise<RulingPage> {
    const db = this.work.reader;
    const known = await objectionByNumber(db, number);
    const one = found(known?.desk === RECORD_DESK ? known : null);
    const record = found(await recordById(db, one.subjectId));
    const today = this.clock.today();
    const name = one.lodgedBy === null ? null : await lodgerName(db, one.lodgedBy);
    const view = {
      record,
      corrections: await correctionsOf(db, record.id),
      shown: {
        records: await publicRecordsOf(db, record.organizationId, today),
        corrections: await publicCorrectionsOf(db, record.organizationId, today),
      },
      now: this.clock.now(),
    };
    const facts = {
      files: await evidenceOf(db, one.id),
      viewer,
      identity: identity ?? (name === null ? null : { name, phone: null, organization: null }),
    };
    return rulingPage(one, view, facts, entered);
  }
}
