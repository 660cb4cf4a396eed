import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type ObjectionGround, type ObjectionStatus, type PointReply } from './objection.rules.js';

/** An objection to a publication or a record, about its subject; while it is open the subject stands still. (domain.md 3.7) */
@Entity('objection')
@Unique('uq_objection_number', ['number'])
@Index('ix_objection_subject', ['subjectType', 'subjectId', 'status'])
@Index('ix_objection_due', ['status', 'replyDueOn'])
@Index('ix_objection_notice', ['noticeNumber'])
@Check(
  'ck_objection_decided',
  '"status" = \'OPEN\' OR ("decided_at" IS NOT NULL AND "decided_by" IS NOT NULL AND "decided_seq" IS NOT NULL)',
)
export class Objection {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_objection' })
  id: string;

  @Column(text(20))
  number: string;

  /** null where it is about something that no notice announced: a credit record. */
  @Column({ ...nullable(text(20)), name: 'notice_number' })
  noticeNumber: string | null;

  @Column({ ...text(30), name: 'subject_type' })
  subjectType: string;

  @Column({ ...text(60), name: 'subject_id' })
  subjectId: string;

  /** The address of the desk that decides. */
  @Column(text(120))
  desk: string;

  /** null for a third party without an account, whose identity is sealed in `objection_party`. */
  @Column({ ...nullable(id), name: 'lodged_by' })
  lodgedBy: string | null;

  /** The organization on whose behalf it was lodged. */
  @Column({ ...nullable(id), name: 'organization_id' })
  organizationId: string | null;

  @Column(text(20))
  ground: ObjectionGround;

  @Column(json)
  points: readonly string[];

  @Column(text(1000))
  remedy: string;

  @Column(text(12))
  status: ObjectionStatus;

  @Column({ ...instant, name: 'received_at' })
  receivedAt: string;

  @Column({ ...day, name: 'reply_due_on' })
  replyDueOn: string;

  /** 1 where the reply's day falls into a year whose holidays are not announced. */
  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  @Column({ ...text(64), name: 'content_hash' })
  contentHash: string;

  @Column({ ...nullable({ type: 'integer' }), name: 'received_seq' })
  receivedSeq: number | null;

  @Column({ ...nullable(text(2000)) })
  reply: string | null;

  @Column({ ...nullable(json) })
  answers: readonly PointReply[] | null;

  @Column({ ...nullable(text(500)) })
  effect: string | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ ...nullable(day), name: 'decided_on' })
  decidedOn: string | null;

  @Column({ ...nullable({ type: 'integer' }), name: 'decided_seq' })
  decidedSeq: number | null;

  /** What the desk decided anew after it was upheld; the subject is free from then on. */
  @Column({ ...nullable(text(500)), name: 'redecision' })
  redecision: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** Who objected without an account: sealed, apart from the objection, for the deciding desk alone. (PIPL 6, 51) */
@Entity('objection_party')
export class ObjectionParty {
  @PrimaryColumn({ ...id, name: 'objection_id', primaryKeyConstraintName: 'pk_objection_party' })
  objectionId: string;

  @ManyToOne(() => Objection, { nullable: false })
  @JoinColumn({
    name: 'objection_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'fk_objection_party_objection',
  })
  objection: Objection;

  @Column({ ...text(600), name: 'name_sealed' })
  nameSealed: string;

  @Column({ ...text(200), name: 'phone_sealed' })
  phoneSealed: string;

  @Column({ ...nullable(text(1000)), name: 'organization_sealed' })
  organizationSealed: string | null;

  /** Keyed fingerprint of the number and the last four digits of the phone, for the status page. */
  @Column({ ...text(64), name: 'tail_print' })
  tailPrint: string;
}

/** A piece of evidence: the file by its hash, under the name its sender gave it. */
@Entity('objection_file')
@Unique('uq_objection_file_ordinal', ['objectionId', 'ordinal'])
export class ObjectionFile {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_objection_file' })
  id: string;

  @Column({ ...id, name: 'objection_id' })
  objectionId: string;

  @ManyToOne(() => Objection, { nullable: false })
  @JoinColumn({
    name: 'objection_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'fk_objection_file_objection',
  })
  objection: Objection;

  @Column({ type: 'integer' })
  ordinal: number;

  @Column(text(200))
  name: string;

  @Column(text(64))
  sha256: string;

  @Column({ type: 'integer' })
  size: number;

  @Column(text(120))
  type: string;
}
