import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { changed, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { reportedYears } from './filings.queries.js';
import { Qualification } from './organization.entity.js';
import { organizationByCode, qualificationsOf } from './organizations.queries.js';
import {
  barsToGrading,
  findingsInQualification,
  findingsInQualificationEnd,
  type HeldQualification,
  type QualificationEnd,
  type QualificationEndEntry,
  type QualificationEntry,
  qualificationStateOn,
  validityEnd,
} from './qualifications.rules.js';

/** Dated qualifications: entered, lowered, cancelled. That one has expired is seen from its days. */
@Injectable()
export class QualificationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Enters a qualification with the validity its kind has by law. A grade that something stands against needs a
   * reason, which is kept; `bars` are what a caller above knows (lists, penalties). (R-GRD-01, domain.md 1.6)
   */
  qualify(
    viewer: SignedIn | null,
    code: string,
    entry: QualificationEntry,
    bars: readonly Finding[] = [],
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const body = found(await organizationByCode(tx, code));
      const held = await qualificationsOf(tx, body.id);
      const findings = findingsInQualification(entry, body.status, held);
      if (findings.length > 0) return refused<null>(findings);
      const against =
        entry.kind === 'GRADE'
          ? barsToGrading(
              {
                establishedOn: body.establishedOn,
                on: entry.validFrom,
                wanted: entry.value,
                held,
                years: await reportedYears(tx, body.id, entry.validFrom),
              },
              bars,
            )
          : [];
      if (against.length > 0 && entry.despite === undefined) return refused<null>(against);
      for (const one of held.filter((two) => isReplaced(two, entry)))
        await endRow(tx, one.id, { endKind: 'REPLACED', endedOn: entry.validFrom, reason: null });
      await tx.insert(Qualification, {
        ...qualificationRow(body.id, entry),
        reason: against.length > 0 ? (entry.despite ?? null) : null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'organization-qualified',
        subject: ['organization', body.id],
        after: { ...entry, against: against.map((one) => one.code).join(' ') },
      });
      return accepted(null);
    });
  }

  /** Ends a qualification early, with a reason; a lowered grade goes on as the lower one for the rest of its time. */
  end(
    viewer: SignedIn | null,
    code: string,
    qualificationId: string,
    entry: QualificationEndEntry,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const body = found(await organizationByCode(tx, code));
      const one = found((await qualificationsOf(tx, body.id)).find(({ id }) => id === qualificationId));
      const findings = findingsInQualificationEnd(one, entry, this.clock.today());
      if (findings.length > 0) return refused<null>(findings);
      await endRow(tx, one.id, entry);
      if (entry.endKind === 'LOWERED')
        await tx.insert(Qualification, {
          ...qualificationRow(body.id, {
            kind: one.kind,
            value: entry.newValue ?? '',
            validFrom: entry.endedOn,
          }),
          validTo: one.validTo,
          reason: entry.reason,
          documentNumber: entry.documentNumber ?? null,
        });
      await this.audit.record(tx, {
        viewer,
        action: 'qualification-ended',
        subject: ['organization', body.id],
        before: { kind: one.kind, value: one.value },
        after: { ...entry },
      });
      return accepted(null);
    });
  }
}

/** A higher grade takes the place of the one that was valid. */
function isReplaced(one: HeldQualification, entry: QualificationEntry): boolean {
  return (
    one.kind === 'GRADE' && entry.kind === 'GRADE' && qualificationStateOn(one, entry.validFrom) === 'VALID'
  );
}

function qualificationRow(
  organizationId: string,
  entry: QualificationEntry,
): Omit<Qualification, 'organization'> {
  const { kind, value, validFrom, validTo, documentNumber } = entry;
  return {
    id: randomUUID(),
    organizationId,
    kind,
    value,
    validFrom,
    validTo: validTo ?? validityEnd(kind, validFrom),
    endedOn: null,
    endKind: null,
    reason: null,
    documentNumber: documentNumber ?? null,
  };
}

async function endRow(
  tx: EntityManager,
  id: string,
  end: { endKind: QualificationEnd; endedOn: string; reason: string | null },
): Promise<void> {
  const done = await changed(
    tx,
    sql`UPDATE qualification SET ended_on = ${end.endedOn}, end_kind = ${end.endKind}, reason = coalesce(${end.reason}, reason)
        WHERE id = ${id} AND ended_on IS NULL RETURNING id`,
  );
  if (done.length === 0) throw new Problem('changed-meanwhile');
}
