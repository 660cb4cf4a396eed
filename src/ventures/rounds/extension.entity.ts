import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { id, instant, nullable, text } from '../../platform/database/columns.js';
import { Round } from './round.entity.js';

/** More time for one body in a round (个别延期): asked by one person with a reason, confirmed or refused by another. */
@Entity('application_extension')
@Index('uq_application_extension', ['roundId', 'organizationId'], {
  unique: true,
  where: '"refused_at" IS NULL',
})
@Check('ck_application_extension_two', '"confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"')
export class ApplicationExtension {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application_extension' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_application_extension_round' })
  round: Relation<Round>;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_application_extension_organization' })
  organization: Relation<Organization>;

  /** The new closing instant; the grace of the call comes on top, as for everybody. */
  @Column(instant)
  until: string;

  @Column(text(500))
  reason: string;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ ...nullable(instant), name: 'confirmed_at' })
  confirmedAt: string | null;

  @Column({ ...nullable(id), name: 'refused_by' })
  refusedBy: string | null;

  @Column({ ...nullable(instant), name: 'refused_at' })
  refusedAt: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;
}
