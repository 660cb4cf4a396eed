import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type OfficerRole } from './officers.rules.js';
import { Organization } from './organization.entity.js';
import { type OrganizationAction, type OrganizationStatus } from './organization.rules.js';

/** An office somebody holds or held; a change closes one row and opens another, nothing is written over. */
@Entity('officer')
@Index('ix_officer_organization', ['organizationId', 'role'])
export class Officer {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_officer' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_officer_organization' })
  organization: Relation<Organization>;

  @Column(text(24))
  role: OfficerRole;

  @Column(text(60))
  name: string;

  @Column({ ...day, name: 'from_on' })
  fromOn: string;

  /** The day on which the office passed on; null while it is held. */
  @Column({ ...nullable(day), name: 'to_on' })
  toOn: string | null;

  /** The document it rests on; null for what the first import brought. */
  @Column(nullable(text(60)))
  basis: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;
}

/** One step in the life of a registration: what was decided, when, why and by which document. (domain.md 1.8) */
@Entity('registration_act')
@Index('ix_registration_act_organization', ['organizationId', 'decidedOn'])
export class RegistrationAct {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_registration_act' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_registration_act_organization' })
  organization: Relation<Organization>;

  @Column(text(12))
  action: OrganizationAction | 'enter';

  /** null for the act by which the body came into the register. */
  @Column({ ...nullable(text(24)), name: 'from_status' })
  fromStatus: OrganizationStatus | null;

  @Column({ ...text(24), name: 'to_status' })
  toStatus: OrganizationStatus;

  @Column({ ...day, name: 'decided_on' })
  decidedOn: string;

  /** The code or local number given by this act. */
  @Column({ ...nullable(text(20)), name: 'given_number' })
  givenNumber: string | null;

  @Column({ ...nullable(text(60)), name: 'document_number' })
  documentNumber: string | null;

  @Column(nullable(text(500)))
  reason: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;
}
