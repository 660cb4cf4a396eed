import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  OneToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { day, id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { Application } from './application.entity.js';
import { type SupplementContent, type SupplementItem, type SupplementStatus } from './supplement.rules.js';

/** The one supplement of an application: what was opened, what it said before, and what was handed in. (E9) */
@Entity('application_supplement')
@Unique('uq_application_supplement_application', ['applicationId'])
@Index('ix_application_supplement_due', ['status', 'dueOn'])
@Check(
  'ck_application_supplement_handed_in',
  '"status" <> \'HANDED_IN\' OR ("after" IS NOT NULL AND "content_hash" IS NOT NULL AND "ledger_seq" IS NOT NULL)',
)
export class ApplicationSupplement {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application_supplement' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @OneToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_application_supplement_application' })
  application: Relation<Application>;

  @Column(text(10))
  status: SupplementStatus;

  @Column(json)
  items: readonly SupplementItem[];

  @Column({ ...id, name: 'asked_by' })
  askedBy: string;

  @Column({ ...instant, name: 'asked_at' })
  askedAt: string;

  @Column({ type: 'integer', name: 'working_days' })
  workingDays: number;

  @Column({ ...day, name: 'due_on' })
  dueOn: string;

  /** 1 where the last day falls into a year whose holidays are not announced. */
  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  /** The opened things as they stood when it was asked. */
  @Column(json)
  before: SupplementContent;

  /** What the organization has saved so far. */
  @Column(json)
  draft: SupplementContent;

  /** The opened things as they were handed in; from then on they stand in the application. */
  @Column({ ...nullable(json) })
  after: SupplementContent | null;

  @Column({ ...nullable(instant), name: 'ended_at' })
  endedAt: string | null;

  @Column({ ...nullable(text(64)), name: 'content_hash' })
  contentHash: string | null;

  @Column({ type: 'integer', name: 'asked_seq' })
  askedSeq: number;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;

  @Column({ type: 'integer' })
  version: number;
}
