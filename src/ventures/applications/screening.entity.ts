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
import { type Outcome3 } from '../../eligibility/criterion.rules.js';
import { day, id, instant, nullable, text } from '../../platform/database/columns.js';
import { Application } from './application.entity.js';
import { type Ruling } from './judgement.rules.js';
import { type ScreeningResult } from './screening.rules.js';

/** What an officer said of one rule, beside what the engine said of it; only ever added to. */
@Entity('screening_judgement')
@Index('ix_screening_judgement_application', ['applicationId', 'judgedAt'])
@Index('uq_screening_judgement_ordinal', ['applicationId', 'ordinal'], {
  unique: true,
  where: '"ordinal" > 0',
})
@Unique('uq_screening_judgement_confirms', ['confirms'])
@Check('ck_screening_judgement_officer', "\"officer\" IN ('PASS', 'FAIL')")
@Check(
  'ck_screening_judgement_reason',
  '"confirms" IS NOT NULL OR "engine" = "officer" OR "engine" = \'NEEDS_REVIEW\' OR "reason" IS NOT NULL',
)
export class ScreeningJudgement {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_screening_judgement' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_screening_judgement_application' })
  application: Relation<Application>;

  /** The rule with what it asks. */
  @Column({ ...text(120), name: 'rule_key' })
  key: string;

  @Column(text(12))
  engine: Outcome3;

  @Column(text(4))
  officer: Ruling;

  @Column({ ...nullable(text(500)) })
  reason: string | null;

  @Column({ ...id, name: 'judged_by' })
  judgedBy: string;

  @Column({ ...instant, name: 'judged_at' })
  judgedAt: string;

  /** The judgement of somebody else that this one agrees with. */
  @Column({ ...nullable(id) })
  confirms: string | null;

  /** The place among the judgements of its application, from 1. */
  @Column({ type: 'integer', default: 0 })
  ordinal: number;
}

/** A result of the first check, and what was told with it; only ever added to, the last one counts. */
@Entity('screening_decision')
@Index('ix_screening_decision_application', ['applicationId', 'decidedAt'])
@Check(
  'ck_screening_decision_rule',
  '"result" <> \'INELIGIBLE\' OR ("rule_key" IS NOT NULL AND "reason" IS NOT NULL AND "appeal_until" IS NOT NULL)',
)
@Check('ck_screening_decision_appeal', '"result" <> \'REINSTATED\' OR "appeal_number" IS NOT NULL')
export class ScreeningDecision {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_screening_decision' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_screening_decision_application' })
  application: Relation<Application>;

  @Column(text(12))
  result: ScreeningResult;

  @Column({ ...nullable(text(120)), name: 'rule_key' })
  key: string | null;

  @Column({ ...nullable(text(300)) })
  reason: string | null;

  @Column({ ...id, name: 'decided_by' })
  decidedBy: string;

  @Column({ ...instant, name: 'decided_at' })
  decidedAt: string;

  @Column({ ...nullable(day), name: 'appeal_until' })
  appealUntil: string | null;

  /** 1 where the last day for an appeal falls into a year whose holidays are not announced. */
  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  @Column({ ...nullable(text(20)), name: 'appeal_number' })
  appealNumber: string | null;

  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;
}
