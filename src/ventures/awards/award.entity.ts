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
import { fen, id, instant, nullable, text } from '../../platform/database/columns.js';
import { Application } from '../applications/application.entity.js';
import { Round } from '../rounds/round.entity.js';
import { type AwardStatus } from './award.rules.js';

/** What a round decided about an application: an amount within the pot, a reserve place, or no award. (立项) */
@Entity('award')
@Unique('uq_award_application', ['applicationId'])
@Index('uq_award_project_number', ['projectNumber'], { unique: true, where: '"project_number" IS NOT NULL' })
@Index('ix_award_round', ['roundId', 'rank'])
@Check('ck_award_amount', '"amount_fen" >= 0 AND "amount_fen" <= "asked_fen"')
// Who proposed an award does not confirm it. (security.md C9)
@Check('ck_award_two_persons', '"confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"')
export class Award {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_award' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_award_round' })
  round: Relation<Round>;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_award_application' })
  application: Relation<Application>;

  @Column({ ...nullable(text(20)), name: 'project_number' })
  projectNumber: string | null;

  @Column(text(10))
  status: AwardStatus;

  @Column({ type: 'integer' })
  rank: number;

  /** Shown with two decimals; null for history without scores. */
  @Column({ ...nullable(text(8)) })
  score: string | null;

  @Column({ ...fen, name: 'asked_fen' })
  askedFen: number;

  @Column({ ...fen, name: 'amount_fen' })
  amountFen: number;

  @Column({ ...nullable(id), name: 'proposed_by' })
  proposedBy: string | null;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ ...nullable(instant), name: 'confirmed_at' })
  confirmedAt: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;
}
