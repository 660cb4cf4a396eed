import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { movedTimetable, withTimetable } from './setup-entry.rules.js';
import { TimetableForm } from './setup.forms.js';
import { setupPath } from './setup.pages.js';
import { workingSetup } from './setup.queries.js';
import { SetupService } from './setup.service.js';
import { timetablePage } from './timetable.pages.js';
import { findingsInTimetable, type Timetable } from './timetable.rules.js';

const VIEW = 'ventures/setup-timetable';

/** The days of a round: what moves with a moved day is shown before it is saved. (B6) */
@Controller('bureau/rounds/:number/setup/timetable')
export class TimetableController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly setups: SetupService,
  ) {}

  @Allow('round.edit')
  @Get()
  async show(@Param('number') number: string): Promise<Answer> {
    return page(VIEW, timetablePage(await workingSetup(this.work.reader, number)));
  }

  @Allow('round.edit')
  @Post('moves')
  async moves(
    @Param('number') number: string,
    @Body(FormPipe(TimetableForm)) form: Form<TimetableForm>,
  ): Promise<Answer> {
    const own = await workingSetup(this.work.reader, number);
    if (!form.ok)
      return refusedPage(
        VIEW,
        timetablePage(own, { entered: { values: form.values, findings: findingsIn(form) } }),
      );
    const proposal = movedTimetable(own.setup.timetable, daysOf(form.value), own.calendar);
    const findings = findingsInTimetable(proposal.timetable, own.calendar);
    return page(VIEW, timetablePage(own, { entered: { values: form.values, findings }, proposal }));
  }

  @Allow('round.edit')
  @Post()
  async save(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(TimetableForm)) form: Form<TimetableForm>,
  ): Promise<Answer> {
    const own = await workingSetup(this.work.reader, number);
    if (!form.ok)
      return refusedPage(
        VIEW,
        timetablePage(own, { entered: { values: form.values, findings: findingsIn(form) } }),
      );
    const { version, opens, closes, graceMinutes } = form.value;
    const days = daysOf(form.value);
    const early = findingsInTimetable(days, own.calendar);
    if (early.length > 0)
      return refusedPage(VIEW, timetablePage(own, { entered: { values: form.values, findings: early } }));
    const change = withTimetable(days, { opens, closes, graceMinutes });
    const outcome = await this.setups.change(viewer, number, version, change);
    if (outcome.ok) return seeOther(setupPath(number), 'setup.saved');
    return refusedPage(
      VIEW,
      timetablePage(own, { entered: { values: form.values, findings: outcome.findings } }),
    );
  }
}

function daysOf(form: TimetableForm): Timetable {
  const { opensOn, closesOn, supplementUntil, reviewedOn, publicityUntil, agreementsUntil, startsOn } = form;
  return {
    opensOn,
    closesOn,
    supplementUntil: supplementUntil ?? null,
    reviewedOn,
    publicityUntil,
    agreementsUntil,
    startsOn,
  };
}
