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
import { type CaseStatus, type Delivery, type ExitStatus, type LetterOutcome } from './case.rules.js';

/** The procedure before a listing: found, told, heard, verified, decided. (domain.md 2.3; R-CR-07) */
@Entity('listing_case')
@Unique('uq_listing_case_number', ['number'])
@Index('ix_listing_case_organization', ['organizationId'])
@Index('ix_listing_case_status', ['status', 'foundOn'])
@Check('ck_listing_case_two_persons', '"decided_by" IS NULL OR "decided_by" <> "found_by"')
@Check(
  'ck_listing_case_third_person',
  '"decided_by" IS NULL OR "verified_by" IS NULL OR "decided_by" <> "verified_by"',
)
// Nobody is verified unheard: a statement, a waiver, or the period over. Penalties were heard before.
@Check(
  'ck_listing_case_heard',
  `"status" NOT IN ('VERIFIED', 'LISTED') OR "record_id" IS NOT NULL OR "statement_at" IS NOT NULL OR "waived_at" IS NOT NULL OR coalesce("verified_on" > "statement_due_on", false)`,
)
export class ListingCase {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_listing_case' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_listing_case_organization' })
  organization: Relation<Organization>;

  @Column(text(4))
  ground: string;

  @Column(text(2000))
  facts: string;

  /** The provision and the documents that the ground rests on. */
  @Column(text(500))
  basis: string;

  @Column({ ...nullable(id), name: 'record_id' })
  recordId: string | null;

  @Column({ ...day, name: 'found_on' })
  foundOn: string;

  @Column({ ...id, name: 'found_by' })
  foundBy: string;

  @Column(text(20))
  status: CaseStatus;

  @Column(nullable(text(10)))
  delivery: Delivery | null;

  /** Handed over, signed for, or put on the internet. */
  @Column({ ...nullable(day), name: 'notified_on' })
  notifiedOn: string | null;

  @Column({ ...nullable(day), name: 'served_on' })
  servedOn: string | null;

  @Column({ ...nullable(day), name: 'statement_due_on' })
  statementDueOn: string | null;

  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  /** What the body says, point by point. */
  @Column(json)
  points: readonly string[];

  @Column({ ...nullable(instant), name: 'statement_at' })
  statementAt: string | null;

  @Column({ ...nullable(instant), name: 'waived_at' })
  waivedAt: string | null;

  @Column({ ...nullable(id), name: 'heard_by' })
  heardBy: string | null;

  @Column({ ...nullable(day), name: 'verify_due_on' })
  verifyDueOn: string | null;

  /** The bureau's answer to each point, in their order. */
  @Column(json)
  answers: readonly string[];

  @Column(nullable(text(2000)))
  verification: string | null;

  @Column({ ...nullable(day), name: 'verified_on' })
  verifiedOn: string | null;

  @Column({ ...nullable(id), name: 'verified_by' })
  verifiedBy: string | null;

  /** Who certified that the body is not directly responsible, with the document. (R-CR-09) */
  @Column({ ...nullable(text(200)), name: 'certified_by' })
  certifiedBy: string | null;

  @Column(nullable(text(500)))
  decision: string | null;

  @Column({ ...nullable(day), name: 'decided_on' })
  decidedOn: string | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(id), name: 'entry_id' })
  entryId: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** A letter to the registered address; two unsigned ones show that the body cannot be reached. (R-CR-08 G6) */
@Entity('listing_letter')
@Unique('uq_listing_letter_position', ['caseId', 'position'])
export class ListingLetter {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_listing_letter' })
  id: string;

  @Column({ ...id, name: 'case_id' })
  caseId: string;

  @ManyToOne(() => ListingCase)
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'fk_listing_letter_case' })
  case: Relation<ListingCase>;

  @Column({ type: 'integer' })
  position: number;

  @Column({ ...day, name: 'sent_on' })
  sentOn: string;

  @Column(text(40))
  tracking: string;

  @Column(nullable(text(10)))
  outcome: LetterOutcome | null;

  @Column({ ...nullable(day), name: 'outcome_on' })
  outcomeOn: string | null;
}

/** A file to a case or to an application to leave a list; who added it decides what it proves. */
@Entity('list_evidence')
@Index('ix_list_evidence_subject', ['subjectType', 'subjectId'])
export class ListEvidence {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_list_evidence' })
  id: string;

  @Column({ ...text(6), name: 'subject_type' })
  subjectType: 'case' | 'exit';

  @Column({ ...id, name: 'subject_id' })
  subjectId: string;

  @Column({ ...text(6), name: 'added_by_side' })
  side: 'bureau' | 'body';

  @Column(text(150))
  name: string;

  @Column(text(64))
  sha256: string;

  @Column({ type: 'integer' })
  size: number;

  @Column(text(100))
  type: string;

  @Column({ ...instant, name: 'added_at' })
  addedAt: string;
}

/** An application to leave a list: duties done, or repair. (R-CR-11, R-CR-14, R-CR-24) */
@Entity('list_exit')
@Unique('uq_list_exit_number', ['number'])
@Index('ix_list_exit_entry', ['entryId'])
@Index('ix_list_exit_status', ['status', 'checkDueOn'])
@Check(
  'ck_list_exit_two_persons',
  '"removed_by" IS NULL OR "checked_by" IS NULL OR "removed_by" <> "checked_by"',
)
export class ListExit {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_list_exit' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'entry_id' })
  entryId: string;

  @Column(text(14))
  exit: 'DUTIES_DONE' | 'REPAIRED';

  @Column(text(2000))
  statement: string;

  @Column({ ...instant, name: 'submitted_at' })
  submittedAt: string;

  @Column({ ...id, name: 'submitted_by' })
  submittedBy: string;

  @Column(text(10))
  status: ExitStatus;

  @Column({ ...day, name: 'check_due_on' })
  checkDueOn: string;

  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  @Column(nullable(text(1000)))
  finding: string | null;

  @Column({ ...nullable(day), name: 'checked_on' })
  checkedOn: string | null;

  @Column({ ...nullable(id), name: 'checked_by' })
  checkedBy: string | null;

  @Column({ ...nullable(day), name: 'removal_due_on' })
  removalDueOn: string | null;

  @Column({ ...nullable(id), name: 'removed_by' })
  removedBy: string | null;

  @Column({ type: 'integer' })
  version: number;
}
