import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, nullable, text } from '../../platform/database/columns.js';
import { Round } from '../rounds/round.entity.js';
import { Application } from './application.entity.js';

/** The key under which the applications of a round are sealed; itself only wrapped, by a key outside the database. */
@Entity('round_seal')
export class RoundSeal {
  @PrimaryColumn({ ...id, name: 'round_id', primaryKeyConstraintName: 'pk_round_seal' })
  roundId: string;

  @OneToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_round_seal_round' })
  round: Relation<Round>;

  @Column({ ...text(400), name: 'wrapped_key' })
  wrappedKey: string;

  @Column({ ...instant, name: 'made_at' })
  madeAt: string;
}

/** A whole application as it was handed in, unreadable until the round is opened. (E7) */
@Entity('application_seal')
export class ApplicationSeal {
  @PrimaryColumn({ ...id, name: 'application_id', primaryKeyConstraintName: 'pk_application_seal' })
  applicationId: string;

  @OneToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_application_seal_application' })
  application: Relation<Application>;

  @Column({ type: 'text' })
  sealed: string;

  @Column({ ...instant, name: 'sealed_at' })
  sealedAt: string;

  /** When its rows were written back; null while nobody but its organization can read it. */
  @Column({ ...nullable(instant), name: 'opened_at' })
  openedAt: string | null;

  /** When an opening found that it is no longer what was handed in. */
  @Column({ ...nullable(instant), name: 'broken_at' })
  brokenAt: string | null;
}

/** The opening of a round (开启): proposed by one person, done by another, in the ledger with what was opened. */
@Entity('round_opening')
@Check('ck_round_opening_two', '"confirmed_by" IS NULL OR "confirmed_by" <> "proposed_by"')
export class RoundOpening {
  @PrimaryColumn({ ...id, name: 'round_id', primaryKeyConstraintName: 'pk_round_opening' })
  roundId: string;

  @OneToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_round_opening_round' })
  round: Relation<Round>;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ ...nullable(instant), name: 'confirmed_at' })
  confirmedAt: string | null;

  @Column({ ...nullable({ type: 'integer' }) })
  applications: number | null;

  /** SHA-256 over the numbers and content hashes of all that was opened. */
  @Column({ ...nullable(text(64)) })
  digest: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;
}
