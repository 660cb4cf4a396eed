import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { id, instant, text } from '../../platform/database/columns.js';
import { Application } from './application.entity.js';

/** A file that belongs to an application, under the name its sender gave it. */
@Entity('application_attachment')
@Index('ix_application_attachment_application', ['applicationId'])
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
}
