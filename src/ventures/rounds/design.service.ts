import { Injectable } from '@nestjs/common';
import { accepted, type Outcome } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { designOf } from './design.queries.js';
import { type FormDefinition } from './form.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { SetupService } from './setup.service.js';

/** Changes of the form, the budget rules and the rubric of a draft that the rules of the set-up may refuse. */
@Injectable()
export class DesignService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly setup: SetupService,
  ) {}

  /**
   * Writes what `design` makes of the state that the page showed, or answers why not. A draft changed meanwhile is
   * told as such by the write, whatever was found in it here.
   */
  async change(
    viewer: SignedIn,
    number: string,
    version: number,
    design: (setup: RoundSetup) => Outcome<RoundSetup>,
  ): Promise<Outcome<null>> {
    const { round, setup } = await designOf(this.work.reader, number);
    const outcome = design(setup);
    if (!outcome.ok && round.version === version) return outcome;
    return this.setup.change(viewer, number, version, () => (outcome.ok ? outcome.value : setup));
  }

  /** The same for the form alone. (B1) */
  changeForm(
    viewer: SignedIn,
    number: string,
    version: number,
    edit: (form: FormDefinition) => Outcome<FormDefinition>,
  ): Promise<Outcome<null>> {
    return this.change(viewer, number, version, (setup) => {
      const form = edit(setup.form);
      return form.ok ? accepted({ ...setup, form: form.value }) : form;
    });
  }
}
