import { type DataSource } from 'typeorm';

const APPEND_ONLY = ['ledger_entry', 'ledger_node', 'ledger_checkpoint', 'audit_line'] as const;
/** One row each, moved on with every line; never added to or removed. */
const HEADS = ['ledger_head', 'audit_head'] as const;

/**
 * What the application's role may do, after migrations by the owner: everything it needs on the business tables,
 * SELECT and INSERT on ledger and audit, and nothing that changes the schema. (security.md C89)
 */
export async function grantToApplication(owner: DataSource, applicationUrl: string): Promise<void> {
  const role = `"${decodeURIComponent(new URL(applicationUrl).username).replaceAll('"', '""')}"`;
  const statements = [
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    ...APPEND_ONLY.map((table) => `REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON "${table}" FROM ${role}`),
    ...HEADS.map((table) => `REVOKE INSERT, DELETE, TRUNCATE, TRIGGER ON "${table}" FROM ${role}`),
    `REVOKE INSERT, UPDATE, DELETE ON "migrations" FROM ${role}`,
  ];
  for (const statement of statements) await owner.query(statement);
}
