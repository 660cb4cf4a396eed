import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Organization } from '../../organizations/organization.entity.js';
import { id, instant, nullable, text } from '../../platform/database/columns.js';
import { type QuestionStatus } from './questions.rules.js';
import { Round } from './round.entity.js';

/** A question on a call. As it was asked it is never public; what is published stands in its answers. (B11) */
@Entity('call_question')
@Unique('uq_call_question_number', ['roundId', 'number'])
@Index('ix_call_question_round', ['roundId', 'status'])
export class CallQuestion {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_call_question' })
  id: string;

  @Column({ ...id, name: 'round_id' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_call_question_round' })
  round: Relation<Round>;

  /** Given with the first answer and kept: the running number within the round. */
  @Column(nullable({ type: 'integer' }))
  number: number | null;

  @Column(text(1000))
  text: string;

  @Column({ ...instant, name: 'asked_at' })
  askedAt: string;

  /** The body that was signed in when it asked; null: anybody. */
  @Column({ ...nullable(id), name: 'asker_id' })
  askerId: string | null;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'asker_id', foreignKeyConstraintName: 'fk_call_question_asker' })
  asker: Relation<Organization>;

  /** Where the answer is sent, sealed; forgotten when it was. */
  @Column({ ...nullable(text(600)), name: 'contact_sealed' })
  contactSealed: string | null;

  @Column(text(12))
  status: QuestionStatus;

  @Column({ ...nullable(text(1000)), name: 'draft_question' })
  draftQuestion: string | null;

  @Column({ ...nullable(text(4000)), name: 'draft_answer' })
  draftAnswer: string | null;

  /** Why a published answer is corrected. */
  @Column({ ...nullable(text(500)), name: 'draft_reason' })
  draftReason: string | null;

  @Column({ ...nullable(id), name: 'drafted_by' })
  draftedBy: string | null;

  @Column({ ...nullable(instant), name: 'drafted_at' })
  draftedAt: string | null;

  @Column({ ...nullable(text(500)), name: 'set_aside_reason' })
  setAsideReason: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** A published answer with its question in the words of the bureau; a corrected one stands beside the old. */
@Entity('call_answer')
@Unique('uq_call_answer_version', ['questionId', 'version'])
export class CallAnswer {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_call_answer' })
  id: string;

  @Column({ ...id, name: 'question_id' })
  questionId: string;

  @ManyToOne(() => CallQuestion)
  @JoinColumn({ name: 'question_id', foreignKeyConstraintName: 'fk_call_answer_question' })
  asked: Relation<CallQuestion>;

  @Column({ type: 'integer' })
  version: number;

  @Column(text(1000))
  question: string;

  @Column(text(4000))
  answer: string;

  @Column(nullable(text(500)))
  reason: string | null;

  /** The same instant for everything that was published together. */
  @Column({ ...instant, name: 'published_at' })
  publishedAt: string;

  @Column({ ...id, name: 'published_by' })
  publishedBy: string;

  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;
}

/** Up to which instant an organization has read what is new about a call it applies to. */
@Entity('call_reading')
export class CallReading {
  @PrimaryColumn({ ...id, name: 'round_id', primaryKeyConstraintName: 'pk_call_reading' })
  roundId: string;

  @ManyToOne(() => Round)
  @JoinColumn({ name: 'round_id', foreignKeyConstraintName: 'fk_call_reading_round' })
  round: Relation<Round>;

  @PrimaryColumn({ ...id, name: 'organization_id', primaryKeyConstraintName: 'pk_call_reading' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_call_reading_organization' })
  organization: Relation<Organization>;

  @Column({ ...instant, name: 'read_until' })
  readUntil: string;
}
