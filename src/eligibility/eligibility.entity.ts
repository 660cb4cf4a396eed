import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, text } from '../platform/database/columns.js';
import { type Outcome3, type Purpose } from './criterion.rules.js';

/** At which decision a verdict was frozen. */
export const MOMENTS = ['SUBMISSION', 'AWARD', 'AGREEMENT'] as const;
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
}
