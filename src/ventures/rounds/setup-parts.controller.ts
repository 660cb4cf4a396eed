import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../../platform/web/form.js';
import { type RoundSetup } from './readiness.rules.js';
import {
  withContact,
  withEligibility,
  withInstalments,
  withLetters,
  withMoney,
  withPanel,
  withPublicity,
} from './setup-entry.rules.js';
import {
  ContactForm,
  EligibilityForm,
  InstalmentsForm,
  LettersForm,
  MoneyForm,
  PanelForm,
  PublicityForm,
} from './setup.forms.js';
import { PLAIN_PARTS, type PlainPart, setupPartPage } from './setup-parts.pages.js';
import { setupPath } from './setup.pages.js';
import { workingSetup } from './setup.queries.js';
import { SetupService } from './setup.service.js';

type Versioned = { readonly version: number };

/** The parts of a round that are a plain form each. */
@Controller('bureau/rounds/:number/setup')
export class SetupPartsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly setups: SetupService,
  ) {}

  @Allow('round.edit')
  @Get(':part')
  async show(@Param('number') number: string, @Param('part') name: string): Promise<Answer> {
    const part = found(PLAIN_PARTS.find((one) => one === name));
    return page('ventures/setup-part', setupPartPage(await workingSetup(this.work.reader, number), part));
  }

  @Allow('round.edit')
  @Post('money')
  money(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(MoneyForm)) form: Form<MoneyForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'money'], form, withMoney);
  }

  @Allow('round.edit')
  @Post('eligibility')
  eligibility(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(EligibilityForm)) form: Form<EligibilityForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'eligibility'], form, (entry) => {
      const { eligibility, abnormalYears, seriousYears, majorYears, breachYears, excludeLastWinner } = entry;
      return withEligibility(eligibility, {
        abnormalYears,
        seriousYears,
        majorYears,
        breachYears,
        excludeLastWinner,
      });
    });
  }

  @Allow('round.edit')
  @Post('panel')
  panel(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PanelForm)) form: Form<PanelForm>,
  ): Promise<Answer> {
    return this.save(
      viewer,
      [number, 'panel'],
      form,
      ({ panelSize, leastCards, dropHighLowFrom, passLine }) =>
        withPanel({ panelSize, leastCards, dropHighLowFrom, passLine }),
    );
  }

  @Allow('round.edit')
  @Post('publicity')
  publicity(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PublicityForm)) form: Form<PublicityForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'publicity'], form, withPublicity);
  }

  @Allow('round.edit')
  @Post('instalments')
  instalments(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(InstalmentsForm)) form: Form<InstalmentsForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'instalments'], form, ({ instalments }) =>
      withInstalments(instalments),
    );
  }

  @Allow('round.edit')
  @Post('contact')
  contact(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ContactForm)) form: Form<ContactForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'contact'], form, withContact);
  }

  @Allow('round.edit')
  @Post('letters')
  letters(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(LettersForm)) form: Form<LettersForm>,
  ): Promise<Answer> {
    return this.save(viewer, [number, 'letters'], form, ({ letters }) => withLetters(letters));
  }

  private async save<T extends Versioned>(
    viewer: SignedIn,
    [number, part]: readonly [string, PlainPart],
    form: Form<T>,
    changeOf: (entry: T) => (setup: RoundSetup) => RoundSetup,
  ): Promise<Answer> {
    const outcome: Outcome<null> = form.ok
      ? await this.setups.change(viewer, number, form.value.version, changeOf(form.value))
      : refused(findingsIn(form));
    if (outcome.ok) return seeOther(setupPath(number), 'setup.saved');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'ventures/setup-part',
      setupPartPage(await workingSetup(this.work.reader, number), part, entered),
    );
  }
}
