import { Injectable } from '@nestjs/common';
import { accepted, type Outcome, Problem } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type CentreEntry } from './centre.rules.js';
import { Centre, CentreLocation } from './incubation.entity.js';

export type CentreSeed = Omit<Centre, 'version'> & {
  readonly divisionCode: string;
  readonly address: string;
};

/** The network of centres; each edits its own services. */
@Injectable()
export class IncubationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Stores centres with their first location; the same again changes nothing. */
  importCentres(list: readonly CentreSeed[]): Promise<void> {
    return this.work.write(async (tx) => {
      for (const { divisionCode, address, ...centre } of list) {
        await tx.upsert(Centre, { ...centre, version: 1 }, ['code']);
        await tx.upsert(
          CentreLocation,
          { centreCode: centre.code, fromOn: centre.openedOn, divisionCode, address },
          ['centreCode', 'fromOn'],
        );
      }
      await this.audit.record(tx, {
        viewer: null,
        action: 'centres-imported',
        subject: ['centres', 'all'],
        after: { count: list.length },
      });
    });
  }

  edit(viewer: SignedIn, code: string, entry: CentreEntry, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const done = await tx.update(
        Centre,
        { code, version },
        { services: entry.services, opening: entry.opening, seats: entry.seats, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'centre-edited',
        subject: ['centre', code],
        after: { seats: entry.seats },
      });
      return accepted(null);
    });
  }
}
