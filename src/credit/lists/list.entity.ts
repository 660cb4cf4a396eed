import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { day, id, instant, nullable, text } from '../../platform/database/columns.js';
import { type ListKind } from './credit-list.rules.js';
import { type ListEventKind } from './events.rules.js';
import { type Exit } from './listing.rules.js';
import { type TermsVersion } from './terms.rules.js';

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

  @Column(nullable(text(14)))
  exit: Exit | null;

  /** The case that led here; the database refuses a ground with neither case nor penalty. (R-CR-07) */
  @Column({ ...nullable(id), name: 'case_id' })
  caseId: string | null;

  /** The penalty record that the leading ground rests on. */
  @Column({ ...nullable(id), name: 'record_id' })
  recordId: string | null;
}

/** A move on a list, for good: the entries can be built again from these rows alone. (A6, idea 12) */
@Entity('credit_list_event')
@Index('ix_credit_list_event_organization', ['organizationId', 'seq'])
@Index('ix_credit_list_event_basis', ['basisRef'])
export class CreditListEvent {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_credit_list_event' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_credit_list_event_organization' })
  organization: Relation<Organization>;

  /** The order within a body. */
  @Column({ type: 'integer' })
  seq: number;

  @Column({ ...id, name: 'entry_id' })
  entryId: string;

  @Column(text(12))
  kind: ListEventKind;

  @Column(text(10))
  list: ListKind;

  @Column(text(4))
  ground: string;

  @Column({ ...nullable(id), name: 'basis_ref' })
  basisRef: string | null;

  @Column(nullable(text(14)))
  exit: Exit | null;

  @Column({ ...day, name: 'on_day' })
  onDay: string;

  @Column(text(10))
  rule: string;

  @Column({ type: 'integer' })
  article: number;

  @Column(text(12))
  terms: TermsVersion;

  @Column(id)
  person: string;

  @Column(text(500))
  reason: string;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;
}
