import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type Outcome3, type Purpose } from './criterion.rules.js';

/** At which decision a verdict was frozen, in the order in which a matter runs through them. (A3) */
export const MOMENTS = ['START', 'SUBMISSION', 'AWARD', 'AGREEMENT', 'CONTRACT', 'PAYMENT'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A verdict as it was when something was decided: criteria, facts and proof in one text, with its hash. Never changed. */
@Entity('eligibility_snapshot')
@Index('ix_eligibility_snapshot_subject', ['subjectType', 'subjectId'])
export class EligibilitySnapshot {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_eligibility_snapshot' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_eligibility_snapshot_organization' })
  organization: Relation<Organization>;

  @Column(text(20))
  purpose: Purpose;

  @Column(text(20))
  moment: Moment;

  /** What was decided about: an application or an agreement, by its number. */
  @Column({ ...text(20), name: 'subject_type' })
  subjectType: string;

  @Column({ ...text(40), name: 'subject_id' })
  subjectId: string;

  @Column({ ...day, name: 'on_day' })
  onDay: string;

  @Column(text(14))
  outcome: Outcome3;

  @Column({ type: 'text' })
  body: string;

  @Column(text(64))
  sha256: string;

  @Column({ ...instant, name: 'taken_at' })
  takenAt: string;

  /** Nobody but the body itself sees it before: who applied is sealed until the call is closed. (security.md C12) */
  @Column({ ...nullable(instant), name: 'sealed_until' })
  sealedUntil: string | null;
}

/** A difference between two checks that somebody has seen and answered for, before the decision. (C5) */
@Entity('eligibility_acknowledgement')
@Unique('uq_eligibility_acknowledgement', ['subjectType', 'subjectId', 'moment', 'sha256'])
export class EligibilityAcknowledgement {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_eligibility_acknowledgement' })
  id: string;

  @Column({ ...text(20), name: 'subject_type' })
  subjectType: string;

  @Column({ ...text(40), name: 'subject_id' })
  subjectId: string;

  /** The decision ahead. */
  @Column(text(20))
  moment: Moment;

  @Column({ ...id, name: 'snapshot_id' })
  snapshotId: string;

  @ManyToOne(() => EligibilitySnapshot)
  @JoinColumn({ name: 'snapshot_id', foreignKeyConstraintName: 'fk_eligibility_acknowledgement_snapshot' })
  snapshot: Relation<EligibilitySnapshot>;

  /** The difference as it was seen, and its hash: another difference needs another look. */
  @Column({ type: 'text' })
  difference: string;

  @Column(text(64))
  sha256: string;

  @Column(text(500))
  reason: string;

  @Column({ ...id, name: 'acknowledged_by' })
  acknowledgedBy: string;

  @Column({ ...instant, name: 'acknowledged_at' })
  acknowledgedAt: string;
}
