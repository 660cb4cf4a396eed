import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { day, id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { type FieldChange, type RecordFields } from './record-fields.rules.js';
import { type CreditCategory, type CreditClass, type CreditStatus } from './record.rules.js';
import { type RepairStatus } from './repair.rules.js';

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

  /** The category's own fields. */
  @Column(json)
  fields: RecordFields;

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

  /** The law that excludes a repair; null where none does, which is the rule. */
  @Column({ ...nullable(text(200)), name: 'repair_bar' })
  repairBar: string | null;

  /** Equals the number of its newest version. */

  @Column({ type: 'integer' })
  version: number;
}

/** One change of a record: append-only, the database refuses to alter or remove it. (domain.md 2.2) */
@Entity('credit_record_version')
@Unique('uq_credit_record_version_number', ['recordId', 'number'])
export class CreditRecordVersion {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_record_version' })
  id: string;

  @Column({ ...id, name: 'record_id' })
  recordId: string;

  @ManyToOne(() => CreditRecord)
  @JoinColumn({ name: 'record_id', foreignKeyConstraintName: 'fk_credit_record_version_record' })
  record: Relation<CreditRecord>;

  @Column({ type: 'integer' })
  number: number;

  /** kebab-case, past tense, as in the audit trail. */
  @Column(text(40))
  act: string;

  @Column(json)
  changes: readonly FieldChange[];

  @Column({ ...nullable(text(500)) })
  reason: string | null;

  /** An account, or `system`. */
  @Column({ ...id, name: 'changed_by' })
  changedBy: string;

  @Column({ ...instant, name: 'changed_at' })
  changedAt: string;
}

export const CORRECTION_STATUSES = ['PROPOSED', 'APPROVED', 'REFUSED'] as const;

/** A correction one person proposes and another approves; approved, it is a new version of the record. */
@Entity('credit_correction')
@Index('ix_credit_correction_record', ['recordId', 'status'])
@Check('ck_credit_correction_two_persons', '"decided_by" IS NULL OR "decided_by" <> "proposed_by"')
export class CreditCorrection {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_correction' })
  id: string;

  @Column({ ...id, name: 'record_id' })
  recordId: string;

  @ManyToOne(() => CreditRecord)
  @JoinColumn({ name: 'record_id', foreignKeyConstraintName: 'fk_credit_correction_record' })
  record: Relation<CreditRecord>;

  /** The version it was drawn up on; if the record has changed since, it is out of date. */
  @Column({ type: 'integer', name: 'base_version' })
  baseVersion: number;

  @Column(json)
  changes: readonly FieldChange[];

  @Column(text(500))
  reason: string;

  /** The objection it answers, where it does. */
  @Column({ ...nullable(text(20)), name: 'objection_number' })
  objectionNumber: string | null;

  @Column(text(10))
  status: (typeof CORRECTION_STATUSES)[number];

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  /** Five working days after the proposal. (R-CR-15) */
  @Column({ ...day, name: 'due_on' })
  dueOn: string;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ ...nullable(text(500)), name: 'decision_reason' })
  decisionReason: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** An organization's application for the repair of one record. (R-CR-24) */
@Entity('credit_repair')
@Unique('uq_credit_repair_number', ['number'])
@Index('ix_credit_repair_record', ['recordId', 'status'])
@Index('ix_credit_repair_queue', ['status', 'dueOn'])
@Check('ck_credit_repair_two_persons', '"decided_by" IS NULL OR "decided_by" <> "applied_by"')
export class CreditRepair {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_repair' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'record_id' })
  recordId: string;

  @ManyToOne(() => CreditRecord)
  @JoinColumn({ name: 'record_id', foreignKeyConstraintName: 'fk_credit_repair_record' })
  record: Relation<CreditRecord>;

  @Column(text(10))
  status: RepairStatus;

  /** What was done to mend it, in the body's own words. */
  @Column(text(2000))
  duties: string;

  /** 1 when the promise of honesty was given. */
  @Column({ type: 'integer' })
  promise: number;

  @Column({ ...id, name: 'applied_by' })
  appliedBy: string;

  @Column({ ...instant, name: 'started_at' })
  startedAt: string;

  @Column({ ...nullable(instant), name: 'submitted_at' })
  submittedAt: string | null;

  @Column({ ...nullable(day), name: 'due_on' })
  dueOn: string | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ ...nullable(text(500)), name: 'decision_reason' })
  decisionReason: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** A file of a record (its source document) or of a repair application (its papers), by its hash. */
@Entity('credit_file')
@Index('ix_credit_file_subject', ['subjectType', 'subjectId'])
export class CreditFile {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_file' })
  id: string;

  @Column({ ...text(10), name: 'subject_type' })
  subjectType: 'record' | 'repair';

  @Column({ ...id, name: 'subject_id' })
  subjectId: string;

  /** SOURCE, or a paper of the checklist. */
  @Column(text(20))
  kind: string;

  @Column(text(200))
  name: string;

  @Column(text(120))
  type: string;

  @Column({ type: 'integer' })
  size: number;

  @Column(text(64))
  sha256: string;

  @Column({ ...id, name: 'added_by' })
  addedBy: string;

  @Column({ ...instant, name: 'added_at' })
  addedAt: string;
}
