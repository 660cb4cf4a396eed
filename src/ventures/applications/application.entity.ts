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
import { Organization } from '../../organizations/organization.entity.js';
import { fen, id, instant, json, nullable, text } from '../../platform/database/columns.js';
import { Round } from '../rounds/round.entity.js';
import { type Answers } from '../rounds/form.rules.js';
import { type ApplicationStatus, type Prefilled } from './application.rules.js';

/** An application (申报书): one for an organization in a round. */
@Entity('application')
@Unique('uq_application_organization', ['roundId', 'organizationId'])
@Index('uq_application_number', ['number'], { unique: true, where: '"number" IS NOT NULL' })
@Index('ix_application_organization', ['organizationId'])
@Check('ck_application_submitted', '"submitted_at" IS NULL OR "content_hash" IS NOT NULL')
export class Application {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_application_round' })
  round: Relation<Round>;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_application_organization' })
  organization: Relation<Organization>;

  /** Given at the first submission and kept. */
  @Column({ ...nullable(text(16)) })
  number: string | null;

  @Column(text(24))
  status: ApplicationStatus;

  @Column(text(80))
  title: string;

  @Column({ ...nullable(text(16)) })
  field: string | null;

  @Column(json)
  content: Answers;

  /** Answers taken over from elsewhere that nobody has confirmed yet, by code. */
  @Column({ ...nullable(json) })
  prefilled: Prefilled | null;

  @Column({ ...fen, name: 'asked_fen' })
  askedFen: number;

  /** What it asks for each direct beneficiary; known from its opening on, for comparison with later ones. */
  @Column({ ...nullable(fen), name: 'per_head_fen' })
  perHeadFen: number | null;

  @Column({ ...nullable(instant), name: 'submitted_at' })
  submittedAt: string | null;

  @Column({ ...nullable(text(64)), name: 'content_hash' })
  contentHash: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;

  @Column({ ...nullable(text(300)), name: 'status_reason' })
  statusReason: string | null;

  @Column({ ...instant, name: 'changed_at' })
  changedAt: string;

  @Column({ type: 'integer' })
  version: number;
}

@Entity('budget_line')
@Index('ix_budget_line_application', ['applicationId', 'position'])
@Check(
  'ck_budget_line_amounts',
  '"unit_price_fen" > 0 AND "quantity" > 0 AND "times" > 0 AND "total_fen" > 0',
)
export class BudgetLine {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_budget_line' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_budget_line_application' })
  application: Relation<Application>;

  @Column({ type: 'integer' })
  position: number;

  @Column(text(20))
  category: string;

  @Column(text(100))
  item: string;

  @Column({ ...fen, name: 'unit_price_fen' })
  unitPriceFen: number;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'integer' })
  times: number;

  /** Whom the row serves or feeds, where it does. (R-BU-06, R-BU-07) */
  @Column({ ...nullable({ type: 'integer' }) })
  people: number | null;

  @Column({ ...fen, name: 'total_fen' })
  totalFen: number;

  @Column(text(14))
  source: string;

  /** The activity of the plan it serves, by the id of its row or its name. */
  @Column({ ...nullable(text(200)) })
  activity: string | null;

  @Column(text(200))
  note: string;
}
