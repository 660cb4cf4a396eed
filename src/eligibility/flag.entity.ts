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
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type FlagStatus } from './flag.rules.js';

/** A stop flag (暂停办理) on a body: what it stops, why, on what basis, from when to when. */
@Entity('stop_flag')
@Unique('uq_stop_flag_number', ['number'])
@Index('ix_stop_flag_organization', ['organizationId', 'status'])
// No flag without a reason, and none without an end. (A9)
@Check('ck_stop_flag_reason', `trim("reason") <> '' AND trim("basis") <> '' AND "purposes" <> ''`)
@Check('ck_stop_flag_days', '"until_on" >= "from_on"')
@Check('ck_stop_flag_two_persons', '"confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"')
@Check('ck_stop_flag_active', `"status" NOT IN ('ACTIVE', 'LIFTED', 'EXPIRED') OR "confirmed_by" IS NOT NULL`)
export class StopFlag {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_stop_flag' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_stop_flag_organization' })
  organization: Relation<Organization>;

  /** Purposes with a space between. */
  @Column(text(60))
  purposes: string;

  @Column(text(500))
  reason: string;

  @Column(text(300))
  basis: string;

  @Column({ ...day, name: 'from_on' })
  fromOn: string;

  @Column({ ...day, name: 'until_on' })
  untilOn: string;

  @Column(text(10))
  status: FlagStatus;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ ...nullable(instant), name: 'confirmed_at' })
  confirmedAt: string | null;

  /** Who refused or lifted it; null where its last day ended it. */
  @Column({ ...nullable(id), name: 'ended_by' })
  endedBy: string | null;

  @Column({ ...nullable(instant), name: 'ended_at' })
  endedAt: string | null;

  @Column({ ...nullable(text(500)), name: 'end_reason' })
  endReason: string | null;

  @Column({ type: 'integer' })
  version: number;
}
