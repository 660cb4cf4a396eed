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
import { type Role } from '../kernel/viewer.js';
import { id, instant, nullable, text } from '../platform/database/columns.js';

/** Somebody who may sign in. The organization is a plain id: accounts stand below the register. */
@Entity('account')
@Unique('uq_account_username', ['username'])
@Check('ck_account_username', 'length("username") BETWEEN 2 AND 60')
@Check('ck_account_name', 'length("name") <= 120')
@Check('ck_account_version', '"version" >= 1')
export class Account {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_account' })
  id: string;

  @Column(text(60))
  username: string;

  @Column(text(120))
  name: string;

  @Column({ ...text(300), name: 'password_hash' })
  passwordHash: string;

  @Column({ ...instant, name: 'password_set_at' })
  passwordSetAt: string;

  @Column({ ...nullable(id), name: 'organization_id' })
  @Index('ix_account_organization')
  organizationId: string | null;

  @Column({ ...nullable(text(10)), name: 'department_code' })
  departmentCode: string | null;

  @Column({ ...nullable(text(20)), name: 'centre_code' })
  centreCode: string | null;

  @Column({ ...nullable(text(12)), name: 'division_code' })
  divisionCode: string | null;

  /** The demonstration's accounts share a password, and production refuses them. */
  @Column({ type: 'integer', name: 'is_demo' })
  isDemo: number;

  @Column({ ...instant, name: 'created_at' })
  createdAt: string;

  @Column({ ...nullable(instant), name: 'disabled_at' })
  disabledAt: string | null;

  @Column({ type: 'integer' })
  version: number;
}

/** A role held from one instant to another; ended roles stay as history. */
@Entity('account_role')
@Check('ck_account_role_role', 'length("role") <= 30')
@Index('uq_account_role_current', ['accountId', 'role'], { unique: true, where: '"revoked_at" IS NULL' })
// 三员分立: nobody holds two administrations at a time, whatever path the grant takes. (security.md C7, T31)
@Index('uq_account_role_administration', ['accountId'], {
  unique: true,
  where: `"revoked_at" IS NULL AND "role" IN ('admin-system', 'admin-security', 'admin-audit')`,
})
export class AccountRole {
  @PrimaryColumn({ ...id, primaryKeyConstraintName: 'pk_account_role' })
  id: string;

  @Column({ ...id, name: 'account_id' })
  accountId: string;

  @ManyToOne(() => Account)
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'fk_account_role_account' })
  account: Relation<Account>;

  @Column(text(30))
  role: Role;

  @Column({ ...instant, name: 'granted_at' })
  grantedAt: string;

  @Column({ ...nullable(instant), name: 'revoked_at' })
  revokedAt: string | null;
}
