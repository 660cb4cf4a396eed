import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { id, instant, nullable, text } from '../../platform/database/columns.js';
import { Application } from './application.entity.js';
import { type RevisionKind } from './revision.rules.js';

/** One answer changed by one save (修改记录); append-only, and sealed since drafts are nobody else's business. */
@Entity('application_revision')
@Index('ix_application_revision_application', ['applicationId', 'version'])
export class ApplicationRevision {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application_revision' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_application_revision_application' })
  application: Relation<Application>;

  /** The version of the draft that this save made. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ ...instant })
  at: string;

  @Column({ ...id, name: 'account_id' })
  accountId: string;

  @Column(text(12))
  kind: RevisionKind;

  /** The code of the question. */
  @Column(text(40))
  field: string;

  /** `TextChange` as JSON, sealed. */
  @Column({ type: 'text' })
  change: string;
}

/** Who does which section, and whether it is done (分工). */
@Entity('application_section')
@Unique('uq_application_section', ['applicationId', 'section'])
export class ApplicationSection {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_application_section' })
  id: string;

  @Column({ ...id, name: 'application_id' })
  applicationId: string;

  @ManyToOne(() => Application)
  @JoinColumn({ name: 'application_id', foreignKeyConstraintName: 'fk_application_section_application' })
  application: Relation<Application>;

  @Column(text(40))
  section: string;

  @Column({ ...nullable(id), name: 'owner_id' })
  ownerId: string | null;

  @Column({ ...nullable(instant), name: 'done_at' })
  doneAt: string | null;

  @Column({ ...nullable(id), name: 'done_by' })
  doneBy: string | null;
}
