import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, nullable, text } from '../../platform/database/columns.js';
import { Application } from './application.entity.js';

/** A file that belongs to an application, under the name its sender gave it. */
@Entity('application_attachment')
@Index('ix_application_attachment_application', ['applicationId'])
@Index('ix_application_attachment_document', ['documentVersionId'])
export class Attachment {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application_attachment' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_application_attachment_application' })
  application: Relation<Application>;

  @Column(text(150))
  name: string;

  @Column(text(64))
  sha256: string;

  @Column({ type: 'integer' })
  size: number;

  @Column(text(100))
  type: string;

  @Column({ ...instant, name: 'added_at' })
  addedAt: string;

  /** The question that it answers; null: sent along without one. */
  @Column(nullable(text(40)))
  question: string | null;

  /** The order within its question. */
  @Column({ type: 'integer', default: 0 })
  position: number;

  /** The version of a document of the organization's store that it was taken from; null: uploaded here. */
  @Column({ ...nullable(id), name: 'document_version_id' })
  documentVersionId: string | null;

  /** The file that it stands in for now. */
  @Column({ ...nullable(id), name: 'replaces_id' })
  replacesId: string | null;

  /** Removed, or replaced by another; null: it belongs to the application. */
  @Column({ ...nullable(instant), name: 'ended_at' })
  endedAt: string | null;
}
