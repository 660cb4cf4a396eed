import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { type Sentence } from '../../kernel/sentence.js';
import { fen, id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { type AmendmentStatus } from './amendment.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { Round } from './round.entity.js';

/** A call as it was published, the first time or by an amendment; never changed. Only amended calls have versions. (B10) */
@Entity('round_version')
@Unique('uq_round_version', ['roundId', 'version'])
export class RoundVersion {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_round_version' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_round_version_round' })
  round: Relation<Round>;

  @Column({ type: 'integer' })
  version: number;

  @Column({ ...text(120), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(200), name: 'name_en' })
  nameEn: string;

  @Column({ ...fen, name: 'pot_fen' })
  potFen: number;

  @Column({ ...instant, name: 'closes_at' })
  closesAt: string;

  /** Byte for byte what the hash covers. */
  @Column({ type: 'text' })
  rules: string;

  @Column({ type: 'text' })
  terms: string;

  @Column({ ...text(64), name: 'rules_hash' })
  rulesHash: string;

  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;

  @Column({ ...instant, name: 'published_at' })
  publishedAt: string;

  /** Why it was amended; null for the first. */
  @Column(nullable(text(1000)))
  reason: string | null;

  /** What differs from the version before, in plain words. */
  @Column(json)
  changes: readonly Sentence[];

  /** The rule moved the close because the amendment came late. */
  @Column({ type: 'integer', name: 'is_extended' })
  isExtended: number;

  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;
}

/** The working copy of an open call; at most one is on the way. */
@Entity('round_amendment')
@Index('uq_round_amendment_open', ['roundId'], {
  unique: true,
  where: `"status" IN ('PREPARING', 'PROPOSED')`,
})
export class RoundAmendment {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_round_amendment' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_round_amendment_round' })
  round: Relation<Round>;

  /** The version of the call that it changes; published only while that is still in force. */
  @Column({ type: 'integer', name: 'base_version' })
  baseVersion: number;

  @Column(json)
  setup: RoundSetup;

  @Column(nullable(text(1000)))
  reason: string | null;

  @Column(text(12))
  status: AmendmentStatus;

  @Column({ ...id, name: 'prepared_by' })
  preparedBy: string;

  @Column({ ...instant, name: 'prepared_at' })
  preparedAt: string;

  @Column({ ...nullable(id), name: 'proposed_by' })
  proposedBy: string | null;

  @Column({ ...nullable(instant), name: 'proposed_at' })
  proposedAt: string | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}
