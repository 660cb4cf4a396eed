import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { initialsOf } from '../platform/search/pinyin.js';
import { Organization, OrganizationName, Qualification } from './organization.entity.js';
import {
  findingsInEntry,
  gradeValidTo,
  type OrganizationEntry,
  type QualificationKind,
} from './organization.rules.js';
import { mergeThatTook } from './merges.queries.js';
import { organizationByCode } from './organizations.queries.js';

/** The desk of the register: enter, change with history, qualify. */
@Injectable()
export class OrganizationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  register(viewer: SignedIn, entry: OrganizationEntry): Promise<Outcome<string>> {
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
      const row = organizationRow(entry, this.clock.now());
      await tx.insert(Organization, row);
      await this.audit.record(tx, {
        viewer,
        action: 'organization-registered',
        subject: ['organization', row.id],
        after: { creditCode: row.creditCode, name: row.name },
      });
      return accepted(row.id);
    });
  }

  /** Changes what may change; a new name leaves the old one in the history. (R-CODE-04) */
  change(
    viewer: SignedIn,
    creditCode: string,
    entry: OrganizationEntry,
    version: number,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const before = found(await organizationByCode(tx, creditCode));
      const findings = findingsInEntry({ ...entry, creditCode }, this.clock.today());
      if (findings.length > 0) return refused<null>(findings);
      const {
        id: _,
        recordedAt: __,
        version: ___,
        verifiedOn: ____,
        endedOn: _____,
        ...values
      } = organizationRow({ ...entry, creditCode }, this.clock.now());
      const done = await tx.update(
        Organization,
        { id: before.id, version },
        { ...values, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      if (before.name !== entry.name) await this.keepFormerName(tx, before.id, before.name);
      const old = {
        name: before.name,
        address: before.address,
        status: before.status,
        legalRepresentative: before.legalRepresentative,
      };
      const now = {
        name: entry.name,
        address: entry.address,
        status: entry.status,
        legalRepresentative: entry.legalRepresentative,
      };
      await this.audit.record(tx, {
        viewer,
        action: 'organization-changed',
        subject: ['organization', before.id],
        before: old,
        after: now,
      });
      return accepted(null);
    });
  }

  /** A dated qualification; a grade runs five years. (R-GRD-01) */
  qualify(
    viewer: SignedIn,
    creditCode: string,
    entry: { kind: QualificationKind; value: string; validFrom: CalendarDay; validTo?: CalendarDay },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { id: organizationId } = found(await organizationByCode(tx, creditCode));
      const validTo = entry.kind === 'GRADE' ? gradeValidTo(entry.validFrom) : (entry.validTo ?? null);
      await tx.insert(Qualification, {
        id: randomUUID(),
        organizationId,
        kind: entry.kind,
        value: entry.value,
        validFrom: entry.validFrom,
        validTo,
        endedOn: null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'organization-qualified',
        subject: ['organization', organizationId],
        after: entry,
      });
      return accepted(null);
    });
  }

  private async keepFormerName(tx: EntityManager, organizationId: string, name: string): Promise<void> {
    await tx.insert(OrganizationName, {
      id: randomUUID(),
      organizationId,
      name,
      initials: initialsOf(name),
      validFrom: null,
      validTo: this.clock.today(),
    });
  }
}

/** The row of an entry; the issuing authority is read from the code and never changes. (R-CODE-02) */
export function organizationRow(entry: OrganizationEntry, now: string): Organization {
  return {
    id: randomUUID(),
    creditCode: entry.creditCode,
    name: entry.name,
    type: entry.type,
    status: entry.status,
    authorityCode: entry.creditCode.slice(2, 8),
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
