import { type EntityManager } from 'typeorm';
import { type FilingRow, filingYears } from './filings.queries.js';
import { type ActLine, actsOf, officersOf } from './officers.queries.js';
import { type OfficeHeld } from './officers.rules.js';
import { type FormerName, formerNamesOf, qualificationsOf } from './organizations.queries.js';
import { type HeldQualification } from './qualifications.rules.js';

/** What the register holds of a body over time. */
export interface BodyHistory {
  readonly qualifications: readonly HeldQualification[];
  readonly formerNames: readonly FormerName[];
  readonly officers: readonly OfficeHeld[];
  readonly acts: readonly ActLine[];
  readonly filings: readonly FilingRow[];
}

export async function historyOf(db: EntityManager, organizationId: string): Promise<BodyHistory> {
  return {
    qualifications: await qualificationsOf(db, organizationId),
    formerNames: await formerNamesOf(db, organizationId),
    officers: await officersOf(db, organizationId),
    acts: await actsOf(db, organizationId),
    filings: await filingYears(db, organizationId),
  };
}
