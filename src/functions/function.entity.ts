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
import { Organization } from '../organizations/organization.entity.js';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type AgreementStatus, type ItemStatus } from './transfer.rules.js';

/** An item of the catalogue of transferable functions. (domain.md 4.2) */
@Entity('function_item')
export class FunctionItem {
  @PrimaryColumn({ ...text(12), primaryKeyConstraintName: 'pk_function_item' })
  code: string;

  @Column({ type: 'integer' })
  batch: number;

  @Column({ ...text(100), name: 'name_zh' })
  nameZh: string;

  @Column({ ...text(200), name: 'name_en' })
  nameEn: string;

  @Column({ ...text(10), name: 'department_code' })
  departmentCode: string;

  @Column(text(40))
  category: string;

  @Column(text(20))
  mode: string;

  @Column({ ...text(20), name: 'competition_class' })
  competitionClass: string;

  @Column({ ...text(20), name: 'selection_method' })
  selectionMethod: string;

  @Column({ ...text(20), name: 'min_grade' })
  minGrade: string;

  @Column({ type: 'integer', name: 'term_months' })
  termMonths: number;

  @Column({ ...text(200), name: 'core_metric' })
  coreMetric: string;

  @Column(text(300))
  source: string;

  @Column({ ...day, name: 'published_on' })
  publishedOn: string;
}

/** One step of an item's life; the newest on or before a day is its status that day. Never changed, only added to. */
@Entity('function_stage')
@Unique('uq_function_stage', ['itemCode', 'sequence'])
export class FunctionStage {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_function_stage' })
  id: string;

  @Column({ ...text(12), name: 'item_code' })
  itemCode: string;

  @ManyToOne(() => FunctionItem)
  @JoinColumn({ name: 'item_code', foreignKeyConstraintName: 'fk_function_stage_item' })
  item: Relation<FunctionItem>;

  @Column({ type: 'integer' })
  sequence: number;

  @Column(text(14))
  status: ItemStatus;

  @Column({ ...day, name: 'from_on' })
  fromOn: string;

  @Column({ ...nullable(text(200)), name: 'reason' })
  reason: string | null;

  @Column({ ...instant, name: 'recorded_at' })
  recordedAt: string;
}

/** An undertaking agreement: which organization, from when until when, on what paper. (承接协议) */
@Entity('undertaking_agreement')
@Unique('uq_undertaking_agreement_number', ['number'])
@Index('ix_undertaking_agreement_item', ['itemCode', 'fromOn'])
@Index('ix_undertaking_agreement_organization', ['organizationId'])
@Check('ck_undertaking_agreement_term', '"until_on" > "from_on"')
@Check('ck_undertaking_agreement_two_sides', '"confirmed_by" IS NULL OR "confirmed_by" <> "recorded_by"')
export class UndertakingAgreement {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_undertaking_agreement' })
  id: string;

  @Column(text(30))
  number: string;

  @Column({ ...text(12), name: 'item_code' })
  itemCode: string;

  @ManyToOne(() => FunctionItem)
  @JoinColumn({ name: 'item_code', foreignKeyConstraintName: 'fk_undertaking_agreement_item' })
  item: Relation<FunctionItem>;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'fk_undertaking_agreement_organization' })
  organization: Relation<Organization>;

  @Column(text(12))
  status: AgreementStatus;

  @Column({ ...day, name: 'from_on' })
  fromOn: string;

  /** Exclusive. */
  @Column({ ...day, name: 'until_on' })
  untilOn: string;

  @Column({ ...nullable(day), name: 'ended_on' })
  endedOn: string | null;

  @Column({ ...nullable(text(200)), name: 'end_reason' })
  endReason: string | null;

  @Column({ ...text(60), name: 'document_number' })
  documentNumber: string;

  @Column({ ...nullable(id), name: 'recorded_by' })
  recordedBy: string | null;

  @Column({ ...nullable(id), name: 'confirmed_by' })
  confirmedBy: string | null;

  @Column({ type: 'integer', name: 'is_legacy' })
  isLegacy: number;

  @Column({ ...nullable({ type: 'integer' }), name: 'ledger_seq' })
  ledgerSeq: number | null;
}

/**
 * Who answers for an item, from a day on: an organization, or (null) the department. Until is the next row's day, so
 * that there can be neither gap nor overlap by construction. (K2)
 */
@Entity('function_responsibility')
export class FunctionResponsibility {
  @PrimaryColumn({ ...text(12), name: 'item_code', primaryKeyConstraintName: 'pk_function_responsibility' })
  itemCode: string;

  @PrimaryColumn({ ...day, name: 'from_on', primaryKeyConstraintName: 'pk_function_responsibility' })
  fromOn: string;

  @ManyToOne(() => FunctionItem)
  @JoinColumn({ name: 'item_code', foreignKeyConstraintName: 'fk_function_responsibility_item' })
  item: Relation<FunctionItem>;

  @Column({ ...nullable(id), name: 'agreement_id' })
  agreementId: string | null;
}
