import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Entered } from '../platform/views/page.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { PURPOSES } from './criterion.rules.js';
import { statementsOf } from './declarations.queries.js';
import { DeclarationsService } from './declarations.service.js';
import { type Difference } from './difference.rules.js';
import { StatementForm } from './eligibility.forms.js';
import { eligibilityPage, type EligibilityPage } from './eligibility.pages.js';
import {
  acknowledgementsOf,
  ownSnapshot,
  ownSnapshots,
  type SnapshotLine,
  unsealedSnapshot,
} from './eligibility.queries.js';
import { EligibilityService } from './eligibility.service.js';
import { snapshotPage, type SnapshotView } from './snapshot.pages.js';

/** What an organization may do today, why not, and the least it would have to change; frozen verdicts for both sides. */
@Controller()
export class EligibilityController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly eligibility: EligibilityService,
    private readonly declarations: DeclarationsService,
    private readonly clock: Clock,
  ) {}

  /** Looking stores nothing. */
  @Allow('organization.own.see')
  @Get('org/eligibility')
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('eligibility/own', await this.shown(viewer));
  }

  @Allow('eligibility.declare')
  @Post('org/eligibility/statements')
  async state(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(StatementForm)) form: Form<StatementForm>,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.declarations.state(viewer, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther('/org/eligibility', 'eligibility.statement.stated');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage('eligibility/own', await this.shown(viewer, entered));
  }

  @Allow('eligibility.declare')
  @Post('org/eligibility/statements/:id/withdrawal')
  async withdraw(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    await this.declarations.withdraw(viewer, id);
    return seeOther('/org/eligibility', 'eligibility.statement.withdrawn');
  }

  @Allow('organization.own.see')
  @Get('org/eligibility/:id')
  async ownFrozen(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    const line = found(await ownSnapshot(this.work.reader, found(viewer.organizationId), id));
    return page('eligibility/snapshot', snapshotPage(await this.frozen(line), 'body'));
  }

  @Allow('eligibility.see')
  @Get('bureau/eligibility/:id')
  async frozenVerdict(@Param('id') id: string): Promise<Answer> {
    const line = found(await unsealedSnapshot(this.work.reader, id, this.clock.now()));
    return page('eligibility/snapshot', snapshotPage(await this.frozen(line), 'bureau'));
  }

  private async shown(viewer: SignedIn, entered?: Entered): Promise<EligibilityPage> {
    const db = this.work.reader;
    const organizationId = found(viewer.organizationId);
    const answers = [];
    for (const purpose of PURPOSES)
      answers.push(await this.eligibility.answer(db, { organizationId, purpose }));
    const view = {
      answers,
      statements: await statementsOf(db, organizationId),
      frozen: await ownSnapshots(db, organizationId),
      on: this.clock.today(),
      mayState: may(viewer, 'eligibility.declare'),
    };
    return eligibilityPage(view, entered);
  }

  private async frozen(line: SnapshotLine): Promise<SnapshotView> {
    const db = this.work.reader;
    const { body, ...again } = await this.eligibility.revisited(db, line);
    const seen = await acknowledgementsOf(db, {
      type: line.subjectType,
      ids: [line.subjectId],
      moment: line.moment,
    });
    return {
      ...again,
      line,
      facts: body.facts,
      verdict: body.verdict,
      criteriaFrom: body.set.from,
      acknowledgements: seen.map(({ difference, ...one }) => ({
        ...one,
        difference: JSON.parse(difference) as readonly Difference[],
      })),
    };
  }
}
