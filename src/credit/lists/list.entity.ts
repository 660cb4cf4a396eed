import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { day, id, nullable, text } from '../../platform/database/columns.js';
import { type ListKind } from './credit-list.rules.js';

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
