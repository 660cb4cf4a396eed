import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { id, instant, nullable, text } from '../platform/database/columns.js';
import { type CorrectionField, type CorrectionStatus } from './correction.rules.js';
import { Organization } from './organization.entity.js';

/** A body says that the register has something wrong about it; the bureau answers once. */
@Entity('correction_request')
@Unique('uq_correction_request_number', ['number'])
@Index('ix_correction_request_status', ['status', 'askedAt'])
export class CorrectionRequest {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_correction_request' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_correction_request_organization' })
  organization: Relation<Organization>;

  @Column(text(24))
  field: CorrectionField;

  @Column(text(1000))
  text: string;

  @Column(text(12))
  status: CorrectionStatus;

  @Column({ ...id, name: 'asked_by' })
  askedBy: string;

  @Column({ ...instant, name: 'asked_at' })
  askedAt: string;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column(nullable(text(500)))
  reply: string | null;

  @Column({ type: 'integer' })
  version: number;
}
