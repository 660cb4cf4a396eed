import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { day, id, instant, nullable, text } from '../platform/database/columns.js';
import { type DocumentKind } from './document.rules.js';
import { Organization } from './organization.entity.js';

/** A document that an organization keeps for whoever asks for it; its content stands in its versions. */
@Entity('organization_document')
@Index('ix_organization_document_organization', ['organizationId', 'endedAt'])
export class OrganizationDocument {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization_document' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({
    name: 'organization_id',
    foreignKeyConstraintName: 'fk_organization_document_organization',
  })
  organization: Relation<Organization>;

  @Column(text(16))
  kind: DocumentKind;

  @Column(text(100))
  title: string;

  @Column({ ...instant, name: 'added_at' })
  addedAt: string;

  /** Taken out of the store; where a version was used, it stays as it was. */
  @Column({ ...nullable(instant), name: 'ended_at' })
  endedAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** One version of a document: never changed, never removed, so that what was used stays what it was. */
@Entity('organization_document_version')
@Unique('uq_organization_document_version_number', ['documentId', 'number'])
export class OrganizationDocumentVersion {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_organization_document_version' })
  id: string;

  @Column({ ...id, name: 'document_id' })
  documentId: string;

  @ManyToOne(() => OrganizationDocument)
  @JoinColumn({
    name: 'document_id',
    foreignKeyConstraintName: 'fk_organization_document_version_document',
  })
  document: Relation<OrganizationDocument>;

  @Column({ type: 'integer' })
  number: number;

  @Column(text(150))
  name: string;

  @Column(text(64))
  sha256: string;

  @Column({ type: 'integer' })
  size: number;

  @Column(text(100))
  type: string;

  @Column({ ...nullable(day), name: 'valid_from' })
  validFrom: string | null;

  @Column({ ...nullable(day), name: 'valid_until' })
  validUntil: string | null;

  @Column({ ...instant, name: 'added_at' })
  addedAt: string;

  @Column({ ...id, name: 'added_by' })
  addedBy: string;
}
