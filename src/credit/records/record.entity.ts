import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { day, id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { type CreditCategory, type CreditClass, type CreditStatus } from './record.rules.js';

/** One piece of credit information; a correction is a new version, nothing is overwritten. (domain.md 2.2) */
@Entity('credit_record')
@Index('ix_credit_record_organization', ['organizationId', 'status'])
@Index('ix_credit_record_queue', ['status', 'dueOn'])
// Whoever enters a record may not approve it. (domain.md 6.4)
@Check('ck_credit_record_two_persons', '"approved_by" IS NULL OR "approved_by" <> "entered_by"')
export class CreditRecord {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_record' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_credit_record_organization' })
  organization: Relation<Organization>;

  @Column(text(20))
  category: CreditCategory;

  @Column({ ...nullable(text(10)), name: 'record_class' })
  recordClass: CreditClass | null;

  @Column(text(20))
  status: CreditStatus;

  /** One line for lists, composed from the fields. */
  @Column(text(200))
  summary: string;

  /** The category's own fields (`PenaltyFields` and so on). */
  @Column(json)
  fields: Record<string, string | number | null>;

  /** The day on which the information was formed or obtained. */
  @Column({ ...day, name: 'formed_on' })
  formedOn: string;

  /** Five working days later. (R-CR-05) */
  @Column({ ...day, name: 'due_on' })
  dueOn: string;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;

  @Column({ ...id, name: 'entered_by' })
  enteredBy: string;

  @Column({ ...nullable(id), name: 'approved_by' })
  approvedBy: string | null;

  @Column({ ...nullable(day), name: 'published_on' })
  publishedOn: string | null;

  /** The last day on which it may be shown, by class. (R-CR-24) */
  @Column({ ...nullable(day), name: 'unpublish_on' })
  unpublishOn: string | null;

  @Column({ type: 'integer' })
  version: number;
}
