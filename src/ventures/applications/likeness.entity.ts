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
import { id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { Round } from '../rounds/round.entity.js';
import { type LikenessKind, type MarkedPassage } from './likeness.rules.js';

/** How far the comparison of a round's applications is; one for a round. */
@Entity('likeness_run')
export class LikenessRun {
  @PrimaryColumn({ ...id, name: 'round_id', primaryKeyConstraintName: 'pk_likeness_run' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_likeness_run_round' })
  round: Relation<Round>;

  @Column(text(8))
  state: 'WAITING' | 'DONE';

  @Column({ type: 'integer' })
  percent: number;

  /** How many applications were compared with each other. */
  @Column({ type: 'integer' })
  compared: number;

  @Column({ ...instant, name: 'asked_at' })
  askedAt: string;

  @Column({ ...nullable(instant), name: 'finished_at' })
  finishedAt: string | null;
}

/** Two things that may be the same money: for a person to judge. (domain.md 3.10) */
@Entity('likeness_finding')
@Unique('uq_likeness_finding', ['kind', 'firstNumber', 'secondNumber'])
@Index('ix_likeness_finding_round', ['roundId', 'score'])
@Index('ix_likeness_finding_second', ['secondNumber'])
@Check('ck_likeness_finding_score', '"score" >= 0 AND "score" <= 1000')
@Check(
  'ck_likeness_finding_dismissed',
  `"status" = 'OPEN' OR ("dismissed_by" IS NOT NULL AND "dismissed_at" IS NOT NULL AND "reason" IS NOT NULL)`,
)
export class LikenessFinding {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_likeness_finding' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_likeness_finding_round' })
  round: Relation<Round>;

  @Column(text(12))
  kind: LikenessKind;

  /** The application of the round that was compared. */
  @Column({ ...text(16), name: 'first_number' })
  firstNumber: string;

  /** The other application, of any opened round, or the credit record. */
  @Column({ ...text(40), name: 'second_number' })
  secondNumber: string;

  /** How near, in thousandths. */
  @Column({ type: 'integer' })
  score: number;

  @Column(json)
  passages: readonly MarkedPassage[];

  @Column({ ...instant, name: 'found_at' })
  foundAt: string;

  @Column(text(10))
  status: 'OPEN' | 'DISMISSED';

  @Column({ ...nullable(id), name: 'dismissed_by' })
  dismissedBy: string | null;

  @Column({ ...nullable(instant), name: 'dismissed_at' })
  dismissedAt: string | null;

  @Column({ ...nullable(text(500)) })
  reason: string | null;

  @Column({ type: 'integer' })
  version: number;
}
