import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { type RehearsalReport, type RehearsalStatus, type RehearsalStep } from './rehearsal.rules.js';
import { Round } from './round.entity.js';

/** A rehearsal of a round: how far it is and what came of it. Its bodies and applications are never in this database. (B12) */
@Entity('rehearsal')
@Unique('uq_rehearsal_round', ['roundId'])
export class Rehearsal {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_rehearsal' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_rehearsal_round' })
  round: Relation<Round>;

  /** The version of the round that was rehearsed. */
  @Column({ type: 'integer', name: 'round_version' })
  roundVersion: number;

  @Column(text(10))
  status: RehearsalStatus;

  @Column(text(12))
  step: RehearsalStep;

  @Column({ ...id, name: 'started_by' })
  startedBy: string;

  @Column({ ...instant, name: 'started_at' })
  startedAt: string;

  @Column({ ...nullable(instant), name: 'finished_at' })
  finishedAt: string | null;

  @Column(nullable(json))
  report: RehearsalReport | null;

  @Column({ type: 'integer' })
  version: number;
}
