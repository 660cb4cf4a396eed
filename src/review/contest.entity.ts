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
import { id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type AssignmentStatus, type ConflictAnswer, type ContestStatus } from './contest.rules.js';
import { type Criterion, type RankingMethod } from './ranking.rules.js';

/** Experts judging candidates: a grant round today, a function competition or an admission later. */
@Entity('contest')
@Unique('uq_contest_subject', ['subjectType', 'subjectId'])
export class Contest {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_contest' })
  id: string;

  @Column({ ...text(30), name: 'subject_type' })
  subjectType: string;

  @Column({ ...id, name: 'subject_id' })
  subjectId: string;

  /** The public number of what is contested. */
  @Column(text(20))
  ref: string;

  @Column({ ...text(120), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(200), name: 'name_en' })
  nameEn: string;

  @Column(json)
  criteria: readonly Criterion[];

  @Column(json)
  method: RankingMethod;

  @Column(text(10))
  status: ContestStatus;

  @Column({ ...instant, name: 'opened_at' })
  openedAt: string;

  @Column({ ...nullable(instant), name: 'closed_at' })
  closedAt: string | null;

  /** The ranking as frozen at closing, exact bytes. */
  @Column({ type: 'text', nullable: true })
  ranking: string | null;

  @Column({ ...nullable(text(64)), name: 'ranking_hash' })
  rankingHash: string | null;
}

/** A sealed dossier: what experts judge, with names apart. */
@Entity('contest_candidate')
@Unique('uq_contest_candidate_number', ['contestId', 'number'])
export class ContestCandidate {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_contest_candidate' })
  id: string;

  @Column({ ...id, name: 'contest_id' })
  contestId: string;

  @ManyToOne(() => Contest)
  @JoinColumn({ name: 'contest_id', foreignKeyConstraintName: 'fk_contest_candidate_contest' })
  contest: Relation<Contest>;

  @Column({ ...id, name: 'subject_id' })
  subjectId: string;

  @Column(text(24))
  number: string;

  @Column(text(120))
  title: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @Column({ ...text(100), name: 'organization_name' })
  organizationName: string;

  @Column(json)
  dossier: Dossier;
}

export interface Dossier {
  readonly sections: readonly {
    readonly key: string;
    readonly text: string;
    /** The question in the words of its call; older dossiers have the usual words for their keys. */
    readonly label?: { readonly zh: string; readonly en: string };
  }[];
  readonly budget: readonly { readonly item: string; readonly fen: number; readonly source: string }[];
  readonly askedFen: number;
}

@Entity('expert')
export class Expert {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_expert' })
  id: string;

  @Column({ ...nullable(id), name: 'account_id' })
  @Index('uq_expert_account', { unique: true })
  accountId: string | null;

  @Column(text(60))
  name: string;

  @Column(text(100))
  employer: string;

  @Column({ ...text(200), name: 'fields' })
  fields: string;
}

@Entity('panel_member')
export class PanelMember {
  @PrimaryColumn({ ...id, name: 'contest_id', primaryKeyConstraintName: 'pk_panel_member' })
  contestId: string;

  @PrimaryColumn({ ...id, name: 'expert_id', primaryKeyConstraintName: 'pk_panel_member' })
  expertId: string;

  @ManyToOne(() => Contest)
  @JoinColumn({ name: 'contest_id', foreignKeyConstraintName: 'fk_panel_member_contest' })
  contest: Relation<Contest>;

  @ManyToOne(() => Expert)
  @JoinColumn({ name: 'expert_id', foreignKeyConstraintName: 'fk_panel_member_expert' })
  expert: Relation<Expert>;
}

/** An expert and a candidate; a conflict is a constraint on the pair and stays. */
@Entity('assignment')
@Unique('uq_assignment_pair', ['candidateId', 'expertId'])
@Index('ix_assignment_expert', ['expertId'])
@Check('ck_assignment_recused', '"status" <> \'RECUSED\' OR "reason" IS NOT NULL')
export class Assignment {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_assignment' })
  id: string;

  @Column({ ...id, name: 'candidate_id' })
  candidateId: string;

  @ManyToOne(() => ContestCandidate)
  @JoinColumn({ name: 'candidate_id', foreignKeyConstraintName: 'fk_assignment_candidate' })
  candidate: Relation<ContestCandidate>;

  @Column({ ...id, name: 'expert_id' })
  expertId: string;

  @ManyToOne(() => Expert)
  @JoinColumn({ name: 'expert_id', foreignKeyConstraintName: 'fk_assignment_expert' })
  expert: Relation<Expert>;

  @Column(text(10))
  status: AssignmentStatus;

  @Column({ ...nullable(text(300)) })
  reason: string | null;

  /** What the expert answered to the conflict question; null: not asked yet, nothing of the content is shown. */
  @Column({ ...nullable(text(10)), name: 'conflict_answer' })
  conflictAnswer: ConflictAnswer | null;

  @Column({ ...nullable(instant), name: 'declared_at' })
  declaredAt: string | null;
}

/** A sealed sheet; a change is a second version. Marks are whole tenths. */
@Entity('scorecard')
@Unique('uq_scorecard_version', ['assignmentId', 'version'])
export class Scorecard {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_scorecard' })
  id: string;

  @Column({ ...id, name: 'assignment_id' })
  assignmentId: string;

  @ManyToOne(() => Assignment)
  @JoinColumn({ name: 'assignment_id', foreignKeyConstraintName: 'fk_scorecard_assignment' })
  assignment: Relation<Assignment>;

  @Column({ type: 'integer' })
  version: number;

  @Column(json)
  marks: readonly { readonly criterion: string; readonly tenths: number; readonly comment: string | null }[];

  @Column({ type: 'integer', name: 'total_tenths' })
  totalTenths: number;

  @Column({ ...nullable(text(1000)) })
  comment: string | null;

  @Column({ ...instant, name: 'sealed_at' })
  sealedAt: string;

  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;
}
