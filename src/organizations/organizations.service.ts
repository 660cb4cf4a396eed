import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CalendarDay } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { initialsOf } from '../platform/search/pinyin.js';
import { mergeThatTook } from './merges.queries.js';
import { changeDaysOf } from './officers.queries.js';
import { succeed } from './officers.service.js';
import { Organization, OrganizationName } from './organization.entity.js';
import { findingsInEntry, type OrganizationEntry } from './organization.rules.js';
import { organizationByCode } from './organizations.queries.js';
import { findingsInChangeDay } from './registration.rules.js';

/** What the edit form changes: everything but the code and the status, which have acts of their own. */
export interface OrganizationChange extends Omit<OrganizationEntry, 'creditCode' | 'status'> {
  /** The day of the decision that changed the name or the legal representative. */
  readonly changedOn?: CalendarDay;
  readonly basis?: string;
}

/** The desk of the register: enter, and change with history. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  register(viewer: SignedIn, entry: Omit<OrganizationEntry, 'status'>): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const findings = findingsInEntry(entry, this.clock.today());
      if (findings.length > 0) return refused<string>(findings);
      if (await organizationByCode(tx, entry.creditCode))
        return refused<string>([{ code: 'organization-known', field: 'creditCode' }]);
      const taken = await mergeThatTook(tx, entry.creditCode);
      if (taken !== null)
        return refused<string>([
          { code: 'organization-merged', field: 'creditCode', args: { survivor: taken.survivorAddress } },
        ]);
      const row = organizationRow({ ...entry, status: 'REGISTERED' }, this.clock.now());
      await tx.insert(Organization, row);
      await succeed(
        tx,
        row.id,
        {
          role: 'LEGAL_REPRESENTATIVE',
          name: row.legalRepresentative,
          fromOn: row.establishedOn,
          basis: null,
        },
        row.recordedAt,
      );
      await this.audit.record(tx, {
        viewer,
        action: 'organization-registered',
        subject: ['organization', row.id],
        after: { creditCode: entry.creditCode, name: row.name },
      });
      return accepted(row.id);
    });
  }

  /**
   * Changes what may change. A new name leaves the old one in the history, a new legal representative closes the
   * office of the old one, both on the day of the decision. (R-CODE-04)
   */
  change(viewer: SignedIn, code: string, entry: OrganizationChange, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const before = found(await organizationByCode(tx, code));
      const days = found(await changeDaysOf(tx, before.id));
      const today = this.clock.today();
      const findings = [
        ...findingsInEntry({ ...entry, creditCode: before.creditCode }, today),
        ...findingsInChangeDay({ ...before, ...days }, entry, today),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const {
        id: _,
        recordedAt: __,
        version: ___,
        verifiedOn: ____,
        endedOn: _____,
        ...values
      } = bodyRow(entry, this.clock.now());
      const done = await tx.update(
        Organization,
        { id: before.id, version },
        { ...values, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      const on = entry.changedOn ?? today;
      if (before.name !== entry.name)
        await tx.insert(OrganizationName, {
          id: randomUUID(),
          organizationId: before.id,
          name: before.name,
          initials: initialsOf(before.name),
          validFrom: days.nameSince,
          validTo: on,
        });
      if (before.legalRepresentative !== entry.legalRepresentative)
        await succeed(
          tx,
          before.id,
          {
            role: 'LEGAL_REPRESENTATIVE',
            name: entry.legalRepresentative,
            fromOn: on,
            basis: entry.basis ?? null,
          },
          this.clock.now(),
        );
      await this.audit.record(tx, {
        viewer,
        action: 'organization-changed',
        subject: ['organization', before.id],
        before: {
          name: before.name,
          address: before.address,
          legalRepresentative: before.legalRepresentative,
        },
        after: { name: entry.name, address: entry.address, legalRepresentative: entry.legalRepresentative },
      });
      return accepted(null);
    });
  }
}

/** The row of a registered body; the issuing authority is read from the code and never changes. (R-CODE-02) */
export function organizationRow(
  entry: OrganizationEntry,
  now: string,
): Organization & { readonly creditCode: string } {
  return {
    ...bodyRow(entry, now),
    creditCode: entry.creditCode,
    localNumber: null,
    legalStatus: 'REGISTERED',
    status: entry.status,
    authorityCode: entry.creditCode.slice(2, 8),
  };
}

type Identity = 'creditCode' | 'localNumber' | 'legalStatus' | 'status' | 'authorityCode';

/** What a row holds whatever the law calls the body. */
export function bodyRow(
  entry: Omit<OrganizationEntry, 'creditCode' | 'status'>,
  now: string,
): Omit<Organization, Identity> {
  return {
    id: randomUUID(),
    name: entry.name,
    type: entry.type,
    divisionCode: entry.divisionCode,
    legalRepresentative: entry.legalRepresentative,
    establishedOn: entry.establishedOn,
    endedOn: null,
    address: entry.address,
    supervisingUnit: entry.supervisingUnit ?? null,
    capitalFen: entry.capitalFen ?? null,
    businessScope: entry.businessScope ?? '',
    initials: initialsOf(entry.name),
    verifiedOn: null,
    recordedAt: now,
    version: 1,
  };
}
