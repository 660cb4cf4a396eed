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
import { id, instant, nullable, text } from '../platform/database/columns.js';
import { type MergeStatus } from './merge.rules.js';

/**
 * One body taken into another, as an event of its own. The bodies are plain ids and not relations: the event tells
 * what was, and must not move with the next merge. (A4)
 */
@Entity('organization_merge')
@Unique('uq_organization_merge_number', ['number'])
@Index('ix_organization_merge_absorbed', ['absorbedId'])
@Index('ix_organization_merge_survivor', ['survivorId'])
@Check('ck_organization_merge_two_bodies', '"survivor_id" <> "absorbed_id"')
@Check('ck_organization_merge_two_persons', '"decided_by" IS NULL OR "decided_by" <> "proposed_by"')
@Check(
  'ck_organization_merge_two_persons_back',
  '"undo_decided_by" IS NULL OR "undo_decided_by" <> "undo_proposed_by"',
)
export class OrganizationMerge {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization_merge' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...id, name: 'survivor_id' })
  survivorId: string;

  /** Its credit code, or what stands in addresses for a body without one. */
  @Column({ ...text(30), name: 'survivor_address' })
  survivorAddress: string;

  @Column({ ...text(100), name: 'survivor_name' })
  survivorName: string;

  @Column({ ...id, name: 'absorbed_id' })
  absorbedId: string;

  @Column({ ...text(30), name: 'absorbed_address' })
  absorbedAddress: string;

  @Column({ ...text(100), name: 'absorbed_name' })
  absorbedName: string;

  @Column(text(16))
  status: MergeStatus;

  @Column(text(500))
  reason: string;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ ...nullable(text(500)), name: 'decision_note' })
  decisionNote: string | null;

  /** The row of the absorbed body as JSON by column, while it is out of the register. */
  @Column({ type: 'text', nullable: true, name: 'absorbed_row' })
  absorbedRow: string | null;

  @Column({ ...nullable(text(500)), name: 'undo_reason' })
  undoReason: string | null;

  @Column({ ...nullable(id), name: 'undo_proposed_by' })
  undoProposedBy: string | null;

  @Column({ ...nullable(instant), name: 'undo_proposed_at' })
  undoProposedAt: string | null;

  @Column({ ...nullable(id), name: 'undo_decided_by' })
  undoDecidedBy: string | null;

  @Column({ ...nullable(instant), name: 'undo_decided_at' })
  undoDecidedAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** A row that a merge pointed to the survivor, by table, column and key; an un-merge points it back. */
@Entity('organization_merge_row')
export class OrganizationMergeRow {
  @PrimaryColumn({ ...id, name: 'merge_id', primaryKeyConstraintName: 'pk_organization_merge_row' })
  mergeId: string;

  @ManyToOne(() => OrganizationMerge)
  @JoinColumn({ name: 'merge_id', foreignKeyConstraintName: 'fk_organization_merge_row_merge' })
  merge: Relation<OrganizationMerge>;

  @PrimaryColumn({ ...text(63), name: 'table_name', primaryKeyConstraintName: 'pk_organization_merge_row' })
  tableName: string;

  @PrimaryColumn({ ...text(63), name: 'column_name', primaryKeyConstraintName: 'pk_organization_merge_row' })
  columnName: string;

  @PrimaryColumn({ ...text(200), name: 'row_key', primaryKeyConstraintName: 'pk_organization_merge_row' })
  rowKey: string;
}
