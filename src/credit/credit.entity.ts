import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type CreditCategory, type CreditClass, type CreditStatus } from './credit.rules.js';
import { type ListKind } from './credit-list.rules.js';
import { type ListingStatus, type RemovalKind } from './listing.rules.js';

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

  /** Five working days later; null for legacy records from before the duty. (R-CR-05) */
  @Column({ ...nullable(day), name: 'due_on' })
  dueOn: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;

  @Column({ ...id, name: 'entered_by' })
  enteredBy: string;

  /** Who decided last: published, repaired or withdrew it. */
  @Column({ ...nullable(id), name: 'approved_by' })
  approvedBy: string | null;

  @Column({ ...nullable(text(200)), name: 'decision_reason' })
  decisionReason: string | null;

  /** Where the ledger holds its commitment; after a repair nothing can open it any more. */
  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;

  @Column({ ...nullable(day), name: 'published_on' })
  publishedOn: string | null;

  /** The last day on which it may be shown, by class. (R-CR-24) */
  @Column({ ...nullable(day), name: 'unpublish_on' })
  unpublishOn: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** An entry on one of the two lists, from its proposal on; it counts from confirmation until confirmed removal. (domain.md 2.4, 2.5) */
@Entity('credit_list_entry')
@Index('ix_credit_list_entry_organization', ['organizationId'])
@Index('ix_credit_list_entry_list', ['list', 'listedOn'])
// One open entry per body and list: of two confirmations at once only one can win.
@Index('uq_credit_list_entry_open', ['organizationId', 'list'], {
  unique: true,
  where: `"status" IN ('PROPOSED', 'LISTED', 'REMOVAL_PROPOSED')`,
})
@Check('ck_credit_list_entry_order', '"removed_on" IS NULL OR "removed_on" >= "listed_on"')
@Check('ck_credit_list_entry_confirmed', '"status" IN (\'PROPOSED\', \'DECLINED\') OR "confirmed_by" IS NOT NULL')
@Check(
  'ck_credit_list_entry_removed',
  '"status" <> \'REMOVED\' OR ("removed_on" IS NOT NULL AND "removal_kind" IS NOT NULL AND "removal_confirmed_by" IS NOT NULL)',
)
// Onto a list and off it each by two persons. (domain.md 6.4)
@Check('ck_credit_list_entry_two_persons', '"confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"')
@Check(
  'ck_credit_list_entry_two_removers',
  '"removal_confirmed_by" IS NULL OR "removal_confirmed_by" <> "removal_proposed_by"',
)
export class CreditListEntry {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_list_entry' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_credit_list_entry_organization' })
  organization: Relation<Organization>;

  /** The credit record it rests on, a penalty for instance; null where the ground is another. (R-CR-06) */
  @Column({ ...nullable(id), name: 'record_id' })
  recordId: string | null;

  @ManyToOne(() => CreditRecord)
  @JoinColumn({ name: 'record_id', foreignKeyConstraintName: 'fk_credit_list_entry_record' })
  record: Relation<CreditRecord> | null;

  @Column(text(10))
  list: ListKind;

  @Column(text(4))
  ground: string;

  @Column(text(20))
  status: ListingStatus;

  @Column({ ...text(60), name: 'document_number' })
  documentNumber: string;

  @Column({ ...day, name: 'listed_on' })
  listedOn: string;

  /** A new ground during the listing restarts the term. (R-CR-10, R-CR-13) */
  @Column({ ...day, name: 'term_from' })
  termFrom: string;

  /** The first day off the list; counts once the removal is confirmed. */
  @Column({ ...nullable(day), name: 'removed_on' })
  removedOn: string | null;

  @Column({ ...nullable(text(20)), name: 'removal_kind' })
  removalKind: RemovalKind | null;

  /** Why it was declined or removed, in words. */
  @Column({ ...nullable(text(200)), name: 'reason' })
  reason: string | null;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ ...nullable(instant), name: 'confirmed_at' })
  confirmedAt: string | null;

  @Column({ ...nullable(id), name: 'removal_proposed_by' })
  removalProposedBy: string | null;

  @Column({ ...nullable(id), name: 'removal_confirmed_by' })
  removalConfirmedBy: string | null;

  @Column({ type: 'integer', name: 'ledger_seq', nullable: true })
  ledgerSeq: number | null;

  @Column({ type: 'integer' })
  version: number;
}
