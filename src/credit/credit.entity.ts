import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type CreditCategory, type CreditClass, type CreditStatus } from './credit.rules.js';
import { type ListKind } from './credit-list.rules.js';

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

/** A stay on one of the two lists: from a day, with a ground, until removed. (domain.md 2.4, 2.5) */
@Entity('credit_list_entry')
@Index('ix_credit_list_entry_organization', ['organizationId'])
@Index('ix_credit_list_entry_list', ['list', 'listedOn'])
@Check('ck_credit_list_entry_order', '"removed_on" IS NULL OR "removed_on" >= "listed_on"')
@Check('ck_credit_list_entry_two_persons', '"confirmed_by" <> "proposed_by"')
export class CreditListEntry {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_list_entry' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_credit_list_entry_organization' })
  organization: Relation<Organization>;

  @Column(text(10))
  list: ListKind;

  @Column(text(4))
  ground: string;

  @Column({ ...day, name: 'listed_on' })
  listedOn: string;

  /** A new ground during the listing restarts the term. (R-CR-10, R-CR-13) */
  @Column({ ...day, name: 'term_from' })
  termFrom: string;

  @Column({ ...nullable(day), name: 'removed_on' })
  removedOn: string | null;

  @Column({ ...nullable(text(200)), name: 'removal_reason' })
  removalReason: string | null;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...id, name: 'confirmed_by' })
  confirmedBy: string;

  @Column({ type: 'integer' })
  version: number;
}
