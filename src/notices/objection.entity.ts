import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type ObjectionGround, type ObjectionStatus } from './objection.rules.js';

/** An objection to a publication, about its subject; while it is open the subject stands still. (domain.md 3.7) */
@Entity('objection')
@Unique('uq_objection_number', ['number'])
@Index('ix_objection_subject', ['subjectType', 'subjectId', 'status'])
export class Objection {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_objection' })
  id: string;

  @Column(text(20))
  number: string;

  @Column({ ...text(20), name: 'notice_number' })
  noticeNumber: string;

  @Column({ ...text(30), name: 'subject_type' })
  subjectType: string;

  @Column({ ...text(60), name: 'subject_id' })
  subjectId: string;

  @Column({ ...id, name: 'lodged_by' })
  lodgedBy: string;

  @Column(text(20))
  ground: ObjectionGround;

  @Column(text(2000))
  facts: string;

  @Column(text(500))
  remedy: string;

  @Column(text(12))
  status: ObjectionStatus;

  @Column({ ...instant, name: 'received_at' })
  receivedAt: string;

  @Column({ ...day, name: 'reply_due_on' })
  replyDueOn: string;

  @Column({ ...nullable(text(2000)) })
  reply: string | null;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}
