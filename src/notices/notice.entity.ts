import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type NoticeBody, type NoticeKind, type RevisionStatus } from './publicity.rules.js';

/** A publication: 公示 with a window for objections, or 公告. Its bytes are hashed into the ledger. (R domain.md 3.7) */
@Entity('notice')
@Unique('uq_notice_number', ['number', 'version'])
@Index('ix_notice_published', ['publishedAt'])
@Index('ix_notice_subject', ['subjectType', 'subjectId'])
@Check('ck_notice_window', '"kind" <> \'PUBLICITY\' OR "window_to" IS NOT NULL')
export class Notice {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_notice' })
  id: string;

  @Column(text(20))
  number: string;

  @Column(text(14))
  kind: NoticeKind;

  @Column({ ...text(30), name: 'subject_type' })
  subjectType: string;

  @Column({ ...text(60), name: 'subject_id' })
  subjectId: string;

  @Column({ ...text(120), name: 'title_zh' })
  titleZh: string;

  @Column({ ...text(200), name: 'title_en' })
  titleEn: string;

  @Column(json)
  body: NoticeBody;

  @Column({ ...instant, name: 'published_at' })
  publishedAt: string;

  @Column({ ...day, name: 'window_from' })
  windowFrom: string;

  /** The last day; the window ends with its last minute in Shanghai. null for 公告. */
  @Column({ ...nullable(day), name: 'window_to' })
  windowTo: string | null;

  @Column({ type: 'integer', name: 'is_provisional' })
  isProvisional: number;

  @Column({ type: 'integer' })
  version: number;

  @Column({ ...text(64), name: 'content_hash' })
  contentHash: string;

  @Column({ type: 'integer', name: 'ledger_seq' })
  ledgerSeq: number;

  /** Why this version took the place of the one before; null for the first. */
  @Column({ ...nullable(text(500)) })
  reason: string | null;
}

/** A new version that one person proposed and another has yet to publish. */
@Entity('notice_revision')
@Index('ix_notice_revision_notice', ['noticeNumber', 'status'])
export class NoticeRevision {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_notice_revision' })
  id: string;

  @Column({ ...text(20), name: 'notice_number' })
  noticeNumber: string;

  /** The version it was written against; published only while that is still the newest. */
  @Column({ type: 'integer', name: 'base_version' })
  baseVersion: number;

  @Column({ ...text(120), name: 'title_zh' })
  titleZh: string;

  @Column({ ...text(200), name: 'title_en' })
  titleEn: string;

  @Column(json)
  body: NoticeBody;

  @Column(text(500))
  reason: string;

  @Column(text(12))
  status: RevisionStatus;

  @Column({ ...id, name: 'proposed_by' })
  proposedBy: string;

  @Column({ ...instant, name: 'proposed_at' })
  proposedAt: string;

  @Column({ ...nullable(id), name: 'decided_by' })
  decidedBy: string | null;

  @Column({ ...nullable(instant), name: 'decided_at' })
  decidedAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}
