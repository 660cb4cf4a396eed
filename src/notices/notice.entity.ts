import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { day, id, instant, json, nullable, text } from '../platform/database/columns.js';
import { type NoticeBody, type NoticeKind } from './publicity.rules.js';

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
}
