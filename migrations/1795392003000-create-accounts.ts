import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableCheck,
  TableForeignKey,
  TableIndex,
  TableUnique,
} from 'typeorm';

export class CreateAccounts1795392003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '36',
            isPrimary: true,
            primaryKeyConstraintName: 'pk_account',
          },
          { name: 'username', type: 'varchar', length: '60' },
          { name: 'name', type: 'varchar', length: '120' },
          { name: 'password_hash', type: 'varchar', length: '300' },
          { name: 'password_set_at', type: 'varchar', length: '24' },
          { name: 'organization_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'department_code', type: 'varchar', length: '10', isNullable: true },
          { name: 'centre_code', type: 'varchar', length: '20', isNullable: true },
          { name: 'division_code', type: 'varchar', length: '12', isNullable: true },
          { name: 'is_demo', type: 'integer' },
          { name: 'created_at', type: 'varchar', length: '24' },
          { name: 'disabled_at', type: 'varchar', length: '24', isNullable: true },
          { name: 'version', type: 'integer' },
        ],
        uniques: [new TableUnique({ name: 'uq_account_username', columnNames: ['username'] })],
        checks: [
          new TableCheck({ name: 'ck_account_username', expression: 'length("username") BETWEEN 2 AND 60' }),
          new TableCheck({ name: 'ck_account_name', expression: 'length("name") <= 120' }),
          new TableCheck({ name: 'ck_account_version', expression: '"version" >= 1' }),
        ],
        indices: [new TableIndex({ name: 'ix_account_organization', columnNames: ['organization_id'] })],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'account_role',
        columns: [
          {
            name: 'id',
            type: 'varchar',
            length: '36',
            isPrimary: true,
            primaryKeyConstraintName: 'pk_account_role',
          },
          { name: 'account_id', type: 'varchar', length: '36' },
          { name: 'role', type: 'varchar', length: '30' },
          { name: 'granted_at', type: 'varchar', length: '24' },
          { name: 'revoked_at', type: 'varchar', length: '24', isNullable: true },
        ],
        checks: [new TableCheck({ name: 'ck_account_role_role', expression: 'length("role") <= 30' })],
        foreignKeys: [
          new TableForeignKey({
            name: 'fk_account_role_account',
            columnNames: ['account_id'],
            referencedTableName: 'account',
            referencedColumnNames: ['id'],
          }),
        ],
        indices: [
          new TableIndex({
            name: 'uq_account_role_current',
            columnNames: ['account_id', 'role'],
            isUnique: true,
            where: '"revoked_at" IS NULL',
          }),
          new TableIndex({
            name: 'uq_account_role_administration',
            columnNames: ['account_id'],
            isUnique: true,
            where: `"revoked_at" IS NULL AND "role" IN ('admin-system', 'admin-security', 'admin-audit')`,
          }),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('account_role');
    await runner.dropTable('account');
  }
}
