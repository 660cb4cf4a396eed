import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { changed, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Officer } from './officer.entity.js';
import { officersOf } from './officers.queries.js';
import { findingsInEnd, findingsInOfficer, type OfficerEntry, SINGLE_ROLES } from './officers.rules.js';
import { organizationByCode } from './organizations.queries.js';

/** Who holds which office in a body: each entry is dated, rests on a document, and is never written over. */
@Injectable()
export class OfficersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Enters an office holder; where one person holds the office at a time, the predecessor's term ends that day. */
  appoint(viewer: SignedIn, code: string, entry: OfficerEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { id } = found(await organizationByCode(tx, code));
      const findings = findingsInOfficer(entry, await officersOf(tx, id), this.clock.today());
      if (findings.length > 0) return refused<null>(findings);
      if (SINGLE_ROLES.includes(entry.role)) await succeed(tx, id, entry, this.clock.now());
      else await tx.insert(Officer, officerRow(id, entry, this.clock.now()));
      await this.audit.record(tx, {
        viewer,
        action: 'officer-appointed',
        subject: ['organization', id],
        after: { role: entry.role, fromOn: entry.fromOn, basis: entry.basis },
      });
      return accepted(null);
    });
  }

  /** Ends an office on a day. */
  end(
    viewer: SignedIn,
    code: string,
    officerId: string,
    { toOn }: { toOn: CalendarDay },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { id } = found(await organizationByCode(tx, code));
      const office = found((await officersOf(tx, id)).find((one) => one.id === officerId));
      const findings = findingsInEnd(office, toOn, this.clock.today());
      if (findings.length > 0) return refused<null>(findings);
      const done = await changed(
        tx,
        sql`UPDATE officer SET to_on = ${toOn} WHERE id = ${officerId} AND to_on IS NULL RETURNING id`,
      );
      if (done.length === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'officer-ended',
        subject: ['organization', id],
        after: { role: office.role, toOn },
      });
      return accepted(null);
    });
  }
}

/** Closes the open row of a single office on the day the successor begins, and opens the successor's. */
export async function succeed(
  tx: EntityManager,
  organizationId: string,
  entry: Omit<OfficerEntry, 'basis'> & { readonly basis: string | null },
  now: string,
): Promise<void> {
  await changed(
    tx,
    sql`UPDATE officer SET to_on = ${entry.fromOn} WHERE organization_id = ${organizationId} AND role = ${entry.role} AND to_on IS NULL RETURNING id`,
  );
  await tx.insert(Officer, officerRow(organizationId, entry, now));
}

function officerRow(
  organizationId: string,
  { role, name, fromOn, basis }: Omit<OfficerEntry, 'basis'> & { readonly basis: string | null },
  recordedAt: string,
): Omit<Officer, 'organization'> {
  return { id: randomUUID(), organizationId, role, name, fromOn, toOn: null, basis, recordedAt };
}
