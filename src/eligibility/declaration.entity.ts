import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Organization } from '../organizations/organization.entity.js';
import { id, instant, nullable, text } from '../platform/database/columns.js';
import { type Statement } from './declaration.rules.js';

/** What a body stated of itself, when and by whom; a later statement replaces it, and it can be withdrawn. */
@Entity('eligibility_declaration')
@Index('ix_eligibility_declaration_organization', ['organizationId', 'what'])
@Check('ck_eligibility_declaration_value', '"value" >= 0')
export class EligibilityDeclaration {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_eligibility_declaration' })
  id: string;

  @Column({ ...id, name: 'organization_id' })
  organizationId: string;

  @ManyToOne(() => Organization)
  @JoinColumn({
    name: 'organization_id',
    foreignKeyConstraintName: 'fk_eligibility_declaration_organization',
  })
  organization: Relation<Organization>;

  @Column(text(24))
  what: Statement;

  /** 1 or 0; of `staff` the number of full-time staff. */
  @Column({ type: 'integer' })
  value: number;

  /** What it can be proved with. */
  @Column(text(300))
  proof: string;

  @Column({ ...id, name: 'stated_by' })
  statedBy: string;

  @Column({ ...instant, name: 'stated_at' })
  statedAt: string;

  @Column({ ...nullable(id), name: 'withdrawn_by' })
  withdrawnBy: string | null;

  @Column({ ...nullable(instant), name: 'withdrawn_at' })
  withdrawnAt: string | null;
}
