import { Injectable } from '@nestjs/common';
import { accepted, type Outcome, Problem } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { type FilingDecision } from '../../organizations/filing.rules.js';
import { FilingsService } from '../../organizations/filings.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { recordOfFiling } from './filing-record.rules.js';
import { RecordsService } from './records.service.js';

/** Decides yearly filings; a conclusion and the credit record made of it stand or fall together. */
@Injectable()
export class FilingConclusionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly filings: FilingsService,
    private readonly records: RecordsService,
  ) {}

  /** Returns a filing, or accepts it and records its conclusion for a second person to approve. (R-CR-04, R-CR-05) */
  decide(viewer: SignedIn, id: string, decision: FilingDecision): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const concluded = await this.filings.conclude(tx, viewer, id, decision);
      if (!concluded.ok) return concluded;
      const entry = recordOfFiling(concluded.value);
      const entered = entry === null ? null : await this.records.enterWithin(tx, viewer, entry);
      if (entered?.ok === false) throw new Problem('not-possible', JSON.stringify(entered.findings));
      return accepted(null);
    });
  }
}
