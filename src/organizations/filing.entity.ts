import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type DutyKind } from './duty.rules.js';
import { type FilingConclusion, type FilingFigures, type FilingStatus } from './filing.rules.js';
import { Organization } from './organization.entity.js';

/** What a body files for a year: one row for a duty and a year, returned and handed in again as often as needed. */
@Entity('annual_filing')
@Unique('uq_annual_filing_duty', ['organizationId', 'year', 'kind'])
@Unique('uq_annual_filing_number', ['number'])
@Index('ix_annual_filing_queue', ['status', 'dueOn'])
export class AnnualFiling {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_annual_filing' })
  id: string;

  /** Given with the first submission; the receipt carries it. */
  @Column(nullable(text(20)))
  number: string | null;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_annual_filing_organization' })
  organization: Relation<Organization>;

  @Column({ type: 'integer' })
  year: number;

  @Column(text(16))
  kind: DutyKind;

  @Column({ ...day, name: 'due_on' })
  dueOn: string;

  @Column(text(12))
  status: FilingStatus;

  @Column(json)
  figures: FilingFigures;

  @Column(text(2000))
  summary: string;

  /** The day on which the supervising unit had checked it. */
  @Column({ ...nullable(day), name: 'unit_checked_on' })
  unitCheckedOn: string | null;

  /** Decides whether it came in time; a second submission after a return does not change it. */
  @Column({ ...nullable(instant), name: 'first_submitted_at' })
  firstSubmittedAt: string | null;

  @Column({ ...nullable(instant), name: 'submitted_at' })
  submittedAt: string | null;

  @Column({ ...nullable(id), name: 'submitted_by' })
  submittedBy: string | null;

  /** After a return: the last day to hand it in again. */
  /** SHA-256 of what was handed in last, for its receipt. */
  @Column({ ...nullable(text(64)), name: 'content_hash' })
  contentHash: string | null;

  @Column({ ...nullable(day), name: 'mend_by' })
  mendBy: string | null;

  @Column(nullable(text(16)))
  conclusion: FilingConclusion | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column(nullable(text(500)))
  reason: string | null;

  @Column({ type: 'integer' })
  version: number;
}
