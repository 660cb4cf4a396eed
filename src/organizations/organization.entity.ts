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
import { type OrganizationType } from '../kernel/credit-code.js';
import { day, fen, id, instant, nullable, text } from '../platform/database/columns.js';
import { type LegalStatus, type OrganizationStatus, type QualificationKind } from './organization.rules.js';
import { type QualificationEnd } from './qualifications.rules.js';

/**
 * A social organization; its credit code never changes, everything else may. A filed or preparing body has no code
 * yet and is addressed by its local number; registering it adds the code to the same row. (R-CODE-02, R-CODE-04)
 */
@Entity('organization')
@Unique('uq_organization_credit_code', ['creditCode'])
@Unique('uq_organization_local_number', ['localNumber'])
@Index('ix_organization_initials', ['initials'])
@Index('ix_organization_listing', ['status', 'name'])
@Check('ck_organization_credit_code', 'length("credit_code") = 18')
@Check('ck_organization_name', 'length("name") BETWEEN 2 AND 100')
@Check('ck_organization_identity', '"credit_code" IS NOT NULL OR "local_number" IS NOT NULL')
@Check(
  'ck_organization_legal_status',
  `"legal_status" IN ('REGISTERED', 'FILED', 'PREPARING') AND ("legal_status" = 'REGISTERED') = ("credit_code" IS NOT NULL)`,
)
export class Organization {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization' })
  id: string;

  @Column({ ...nullable(text(18)), name: 'credit_code' })
  creditCode: string | null;

  /** `BA-320812-0001` filed, `CB-320812-0001` preparing; kept after registration as part of the history. */
  @Column({ ...nullable(text(20)), name: 'local_number' })
  localNumber: string | null;

  @Column({ ...text(12), name: 'legal_status' })
  legalStatus: LegalStatus;

  @Column(text(100))
  name: string;

  @Column(text(24))
  type: OrganizationType;

  @Column(text(24))
  status: OrganizationStatus;

  /** The division of the authority that issued the code; may be retired. (R-CODE-02) */
  @Column({ ...text(6), name: 'authority_code' })
  authorityCode: string;

  /** Where it is, as of its registration or last move. (R-DIV-02) */
  @Column({ ...text(12), name: 'division_code' })
  divisionCode: string;

  @Column({ ...text(60), name: 'legal_representative' })
  legalRepresentative: string;

  @Column({ ...day, name: 'established_on' })
  establishedOn: string;

  @Column({ ...nullable(day), name: 'ended_on' })
  endedOn: string | null;

  @Column(text(200))
  address: string;

  /** null: registered directly. */
  @Column({ ...nullable(text(100)), name: 'supervising_unit' })
  supervisingUnit: string | null;

  @Column({ ...nullable(fen), name: 'capital_fen' })
  capitalFen: number | null;

  @Column({ ...text(1000), name: 'business_scope' })
  businessScope: string;

  /** Pinyin initials of the whole name, searched by range. */
  @Column(text(100))
  initials: string;

  /** A valid checksum does not show that the body exists; a look into the register does. (R-CODE-05) */
  @Column({ ...nullable(day), name: 'verified_on' })
  verifiedOn: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;

  @Column({ type: 'integer' })
  version: number;
}

/** A name a body carried before, found by search. (R-CODE-04) */
@Entity('organization_name')
@Index('ix_organization_name_organization', ['organizationId'])
export class OrganizationName {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization_name' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_organization_name_organization' })
  organization: Relation<Organization>;

  @Column(text(100))
  name: string;

  @Column(text(100))
  initials: string;

  @Column({ ...nullable(day), name: 'valid_from' })
  validFrom: string | null;

  @Column({ ...day, name: 'valid_to' })
  validTo: string;
}

/** A dated qualification: grade 1A–5A, charity, fundraising, tax status, receipts. (R-GRD-01, domain.md 1.7) */
@Entity('qualification')
@Index('ix_qualification_organization', ['organizationId'])
export class Qualification {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_qualification' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_qualification_organization' })
  organization: Relation<Organization>;

  @Column(text(24))
  kind: QualificationKind;

  /** `3A` for a grade; the document's number for others. */
  @Column(text(60))
  value: string;

  @Column({ ...day, name: 'valid_from' })
  validFrom: string;

  @Column({ ...nullable(day), name: 'valid_to' })
  validTo: string | null;

  @Column({ ...nullable(day), name: 'ended_on' })
  endedOn: string | null;

  /** LOWERED, CANCELLED or REPLACED; that it has expired is seen from its days. */
  @Column({ ...nullable(text(12)), name: 'end_kind' })
  endKind: QualificationEnd | null;

  /** Why it ended early, or why it was entered although something stood against it. */
  @Column(nullable(text(500)))
  reason: string | null;

  @Column({ ...nullable(text(60)), name: 'document_number' })
  documentNumber: string | null;
}
