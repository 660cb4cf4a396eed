import { type EntityManager } from 'typeorm';
import { type Role, ROLES, type SignedIn } from '../kernel/viewer.js';
import { among, row, rows, sql } from '../platform/database/sql.js';

interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly organizationId: string | null;
  readonly departmentCode: string | null;
  readonly centreCode: string | null;
  readonly divisionCode: string | null;
}

/** What sign-in needs of an account: never shown. */
export interface Credentials {
  readonly id: string;
  readonly passwordHash: string;
  readonly passwordSetAt: string;
  readonly isDemo: number;
  readonly disabledAt: string | null;
}

const IN_ORDER = new Map<string, number>(ROLES.map((role, i) => [role, i]));
const COLUMNS = sql`a.id, a.username, a.name, a.organization_id AS "organizationId", a.department_code AS "departmentCode",
  a.centre_code AS "centreCode", a.division_code AS "divisionCode"`;

/** The viewer of a session, with the roles held at this very moment; null when the account is disabled. */
export async function viewerOf(db: EntityManager, accountId: string): Promise<SignedIn | null> {
  return firstViewer(db, sql`a.id = ${accountId}`);
}

/** The same by username, for commands and the demonstration. */
export async function viewerNamed(db: EntityManager, username: string): Promise<SignedIn | null> {
  return firstViewer(db, sql`a.username = ${username}`);
}

async function firstViewer(db: EntityManager, condition: ReturnType<typeof sql>): Promise<SignedIn | null> {
  const list = await rows<AccountRow & { role: Role | null }>(
    db,
    sql`SELECT ${COLUMNS}, r.role AS role FROM account a
        LEFT JOIN account_role r ON r.account_id = a.id AND r.revoked_at IS NULL
        WHERE ${condition} AND a.disabled_at IS NULL`,
  );
  const [first] = list;
  if (!first) return null;
  const roles = list.flatMap(({ role }) => (role === null ? [] : [role])).sort(byOrder);
  const { id, username, name, organizationId, departmentCode, centreCode, divisionCode } = first;
  return {
    kind: 'user',
    accountId: id,
    username,
    name,
    roles,
    organizationId,
    departmentCode,
    centreCode,
    divisionCode,
  };
}

export async function credentialsOf(db: EntityManager, username: string): Promise<Credentials | null> {
  return row<Credentials>(
    db,
    sql`SELECT id, password_hash AS "passwordHash", password_set_at AS "passwordSetAt", is_demo AS "isDemo", disabled_at AS "disabledAt"
        FROM account WHERE username = ${username}`,
  );
}

export interface AccountLine {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly isDemo: boolean;
}

/** A page of accounts by username, with their roles: two statements, however many accounts. */
export async function accountsPage(
  db: EntityManager,
  page: number,
  pageSize: number,
): Promise<{ items: AccountLine[]; total: number }> {
  const list = await rows<
    Omit<AccountLine, 'roles' | 'isDemo'> & { is_demo: number; total: number | string }
  >(
    db,
    sql`SELECT id, username, name, created_at AS "createdAt", disabled_at AS "disabledAt", is_demo, count(*) OVER () AS total
        FROM account ORDER BY username LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  const held = await rows<{ accountId: string; role: Role }>(
    db,
    sql`SELECT account_id AS "accountId", role FROM account_role
        WHERE revoked_at IS NULL AND account_id IN ${among(list.map(({ id }) => id))}`,
  );
  const items = list.map(({ total: _, is_demo, ...line }) => ({
    ...line,
    isDemo: is_demo === 1,
    roles: held
      .filter(({ accountId }) => accountId === line.id)
      .map(({ role }) => role)
      .sort(byOrder),
  }));
  return { items, total: Number(list[0]?.total ?? 0) };
}

/** The roles an account holds now. */
export async function rolesOf(db: EntityManager, accountId: string): Promise<readonly Role[]> {
  const held = await rows<{ role: Role }>(
    db,
    sql`SELECT role FROM account_role WHERE account_id = ${accountId} AND revoked_at IS NULL`,
  );
  return held.map(({ role }) => role).sort(byOrder);
}

function byOrder(left: Role, right: Role): number {
  return (IN_ORDER.get(left) ?? 0) - (IN_ORDER.get(right) ?? 0);
}

/** One account by its username, with its roles. */
export async function accountNamed(db: EntityManager, username: string): Promise<AccountLine | null> {
  const line = await row<Omit<AccountLine, 'roles' | 'isDemo'> & { is_demo: number }>(
    db,
    sql`SELECT id, username, name, created_at AS "createdAt", disabled_at AS "disabledAt", is_demo FROM account WHERE username = ${username}`,
  );
  if (line === null) return null;
  const { is_demo, ...rest } = line;
  return { ...rest, isDemo: is_demo === 1, roles: await rolesOf(db, line.id) };
}

/** The accounts that act for one organization, by name. */
export function accountsOfOrganization(
  db: EntityManager,
  organizationId: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return rows<{ id: string; name: string }>(
    db,
    sql`SELECT id, name FROM account WHERE organization_id = ${organizationId} AND disabled_at IS NULL ORDER BY name, id`,
  );
}
