import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { fen, id, instant, nullable, text } from '../../platform/database/columns.js';
import { type RoundStatus } from './round.rules.js';

/** A venture round (批次). Its rules are frozen as exact bytes when it is published. */
@Entity('grant_round')
@Unique('uq_grant_round_number', ['number'])
// Over-commitment is impossible whatever the code does. (security.md C66)
@Check('ck_grant_round_pot', '"awarded_fen" >= 0 AND "awarded_fen" <= "pot_fen"')
@Check('ck_grant_round_dates', '"closes_at" > "opens_at"')
export class Round {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_grant_round' })
  id: string;

  @Column(text(10))
  number: string;

  @Column({ ...text(120), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(200), name: 'name_en' })
  nameEn: string;

  @Column(text(20))
  status: RoundStatus;

  @Column({ ...fen, name: 'pot_fen' })
  potFen: number;

  @Column({ ...fen, name: 'awarded_fen' })
  awardedFen: number;

  @Column({ ...instant, name: 'opens_at' })
  opensAt: string;

  @Column({ ...instant, name: 'closes_at' })
  closesAt: string;

  @Column({ type: 'integer', name: 'grace_minutes' })
  graceMinutes: number;

  /** `RoundRules` as JSON, byte for byte what the hash covers once published. */
  @Column({ type: 'text' })
  rules: string;

  /** `RoundTerms` as JSON; null for a round from before there were any. */
  @Column({ ...nullable({ type: 'text' }) })
  terms: string | null;

  /** Raised by each amendment of a published call. */
  @Column({ type: 'integer', name: 'rules_version', default: 1 })
  rulesVersion: number;

  /** `FrozenReadiness` as JSON: what was checked when the call was published. */
  @Column({ ...nullable({ type: 'text' }) })
  readiness: string | null;

  /** The number of the round that this one was begun as a copy of. */
  @Column({ ...nullable(text(10)), name: 'copy_of' })
  copyOf: string | null;

  @Column({ ...nullable(text(64)), name: 'rules_hash' })
  rulesHash: string | null;

  @Column({ ...nullable(text(64)), name: 'draw_seed' })
  drawSeed: string | null;

  @Column({ ...nullable(instant), name: 'published_at' })
  publishedAt: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;

  /** When two people opened what had been sealed; null before. (E7) */
  @Column({ ...nullable(instant), name: 'opened_at' })
  openedAt: string | null;

  /** History from before the portal, imported without clocks. */
  @Column({ type: 'integer', name: 'is_legacy' })
  isLegacy: number;

  /** The last application number given out. */
  @Column({ type: 'integer', name: 'last_number' })
  lastNumber: number;

  @Column({ type: 'integer' })
  version: number;
}
