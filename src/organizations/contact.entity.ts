import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, nullable, text } from '../platform/database/columns.js';
import { type ContactKind } from './contact.rules.js';
import { Organization } from './organization.entity.js';
import { type DismissalKind } from './related.rules.js';

/** A phone, e-mail address or bank account of a body: sealed, with a fingerprint for equality and a masked form to show. */
@Entity('organization_contact')
@Index('ix_organization_contact_organization', ['organizationId'])
@Index('ix_organization_contact_fact', ['kind', 'fingerprint'])
@Check('ck_organization_contact_fingerprint', 'length("fingerprint") = 64')
export class OrganizationContact {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization_contact' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({
    name: 'organization_id',
    foreignKeyConstraintName: 'fk_organization_contact_organization',
  })
  organization: Relation<Organization>;

  @Column(text(10))
  kind: ContactKind;

  @Column(text(400))
  sealed: string;

  @Column(text(64))
  fingerprint: string;

  @Column(text(80))
  masked: string;

  /** In whose name a bank account stands. */
  @Column({ ...nullable(text(600)), name: 'holder_sealed' })
  holderSealed: string | null;

  @Column(nullable(text(100)))
  bank: string | null;

  /** null: entered by the system, as the demonstration does. */
  @Column({ ...nullable(id), name: 'recorded_by' })
  recordedBy: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;

  /** A contact is never overwritten: it ends, and another one begins. */
  @Column({ ...nullable(instant), name: 'ended_at' })
  endedAt: string | null;
}

/** A link between two bodies that a person found false, with the reason; it may be taken back. (A14) */
@Entity('link_dismissal')
@Index('ix_link_dismissal_first', ['firstId'])
@Index('ix_link_dismissal_second', ['secondId'])
export class LinkDismissal {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_link_dismissal' })
  id: string;

  @Column(text(16))
  kind: DismissalKind;

  @Column({ ...id, name: 'first_id' })
  firstId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'first_id', foreignKeyConstraintName: 'fk_link_dismissal_first' })
  first: Relation<Organization>;

  @Column({ ...id, name: 'second_id' })
  secondId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'second_id', foreignKeyConstraintName: 'fk_link_dismissal_second' })
  second: Relation<Organization>;

  @Column(text(300))
  reason: string;

  @Column({ ...id, name: 'dismissed_by' })
  dismissedBy: string;

  @Column({ ...instant, name: 'dismissed_at' })
  dismissedAt: string;

  @Column({ ...nullable(id), name: 'withdrawn_by' })
  withdrawnBy: string | null;

  @Column({ ...nullable(instant), name: 'withdrawn_at' })
  withdrawnAt: string | null;
}
