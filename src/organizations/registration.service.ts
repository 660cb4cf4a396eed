import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { RegistrationAct } from './officer.entity.js';
import { changeDaysOf, lastLocalSequence } from './officers.queries.js';
import { succeed } from './officers.service.js';
import { Organization } from './organization.entity.js';
import { findingsInEntry, localNumber, ORGANIZATION_LIFE } from './organization.rules.js';
import { organizationByCode, type OrganizationDetail } from './organizations.queries.js';
import { bodyRow } from './organizations.service.js';
import { ends, findingsInAct, type LocalBodyEntry, type RegistrationActEntry } from './registration.rules.js';

/** How a body comes into the register without a code, and every step of its registration after that. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Enters a filed body or a preparing group; answers its local number. (domain.md 1.1) */
  enterLocal(viewer: SignedIn | null, entry: LocalBodyEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const findings = findingsInEntry({ ...entry, creditCode: null }, this.clock.today());
      if (findings.length > 0) return refused<string>(findings);
      const number = await nextLocalNumber(tx, entry.legalStatus, entry.divisionCode);
      const row: Organization = {
        ...bodyRow(entry, this.clock.now()),
        creditCode: null,
        localNumber: number,
        legalStatus: entry.legalStatus,
        status: entry.legalStatus,
        authorityCode: entry.divisionCode.slice(0, 6),
      };
      await tx.insert(Organization, row);
      await succeed(
        tx,
        row.id,
        {
          role: 'LEGAL_REPRESENTATIVE',
          name: entry.legalRepresentative,
          fromOn: entry.establishedOn,
          basis: null,
        },
        this.clock.now(),
      );
      await this.keep(tx, row.id, {
        ...ENTERED,
        toStatus: row.status,
        decidedOn: entry.establishedOn,
        givenNumber: number,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'organization-entered',
        subject: ['organization', row.id],
        after: { localNumber: number, name: row.name },
      });
      return accepted(number);
    });
  }

  /**
   * One step of the registration: day, document and, where it ends something, a reason. The row and its history stay;
   * registering adds the code. Answers the address of the body afterwards.
   */
  act(
    viewer: SignedIn,
    code: string,
    entry: RegistrationActEntry,
    version: number,
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const before = found(await organizationByCode(tx, code));
      const days = found(await changeDaysOf(tx, before.id));
      const findings = findingsInAct(entry, {
        type: before.type,
        status: before.status,
        since: days.actSince,
        today: this.clock.today(),
      });
      if (findings.length > 0) return refused<string>(findings);
      if (entry.creditCode !== undefined && (await organizationByCode(tx, entry.creditCode)))
        return refused<string>([{ code: 'organization-known', field: 'creditCode' }]);
      const step = await this.step(tx, before, entry);
      const done = await tx.update(
        Organization,
        { id: before.id, version },
        { ...step, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      const toStatus = step.status ?? before.status;
      await this.keep(tx, before.id, {
        action: entry.action,
        fromStatus: before.status,
        toStatus,
        decidedOn: entry.decidedOn,
        givenNumber: step.creditCode ?? step.localNumber ?? null,
        documentNumber: entry.documentNumber,
        reason: entry.reason ?? null,
      });
      await this.audit.record(tx, {
        viewer,
        action: `organization-${PAST[entry.action]}`,
        subject: ['organization', before.id],
        before: { status: before.status },
        after: { status: toStatus, decidedOn: entry.decidedOn, documentNumber: entry.documentNumber },
      });
      return accepted(step.creditCode ?? step.localNumber ?? before.code);
    });
  }

  private async step(
    tx: EntityManager,
    before: OrganizationDetail,
    { action, decidedOn, creditCode }: RegistrationActEntry,
  ): Promise<Partial<Organization>> {
    const status = ORGANIZATION_LIFE[before.status][action]?.to ?? before.status;
    if (action === 'register' && creditCode !== undefined)
      return {
        status,
        legalStatus: 'REGISTERED',
        creditCode,
        authorityCode: creditCode.slice(2, 8),
        establishedOn: decidedOn,
      };
    if (action === 'file')
      return {
        status,
        legalStatus: 'FILED',
        localNumber: await nextLocalNumber(tx, 'FILED', before.divisionCode),
      };
    return ends(action) ? { status, endedOn: before.endedOn ?? decidedOn } : { status };
  }

  private async keep(
    tx: EntityManager,
    organizationId: string,
    act: Omit<RegistrationAct, 'id' | 'organizationId' | 'organization' | 'recordedAt'>,
  ): Promise<void> {
    await tx.insert(RegistrationAct, {
      id: randomUUID(),
      organizationId,
      recordedAt: this.clock.now(),
      ...act,
    });
  }
}

const ENTERED = { action: 'enter', fromStatus: null, documentNumber: null, reason: null } as const;
const PAST = {
  register: 'registered',
  file: 'filed',
  abandon: 'abandoned',
  deregister: 'deregistered',
  revoke: 'revoked',
  withdraw: 'withdrawn',
} as const;

async function nextLocalNumber(
  tx: EntityManager,
  legalStatus: 'FILED' | 'PREPARING',
  divisionCode: string,
): Promise<string> {
  const county = divisionCode.slice(0, 6);
  const prefix = localNumber(legalStatus, county, 0).slice(0, -4);
  return localNumber(legalStatus, county, (await lastLocalSequence(tx, prefix)) + 1);
}
