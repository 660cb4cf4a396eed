import { type AccountsService } from '../accounts/accounts.service.js';
import { viewerNamed } from '../accounts/accounts.queries.js';
import { hashPassword } from '../accounts/passwords.js';
import { type Role, type SignedIn } from '../kernel/viewer.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';

export const DEMO_PASSWORD = 'demo-Huaian-2019';

export interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly organization?: 'a' | 'b';
  readonly departmentCode?: string;
  readonly centreCode?: string;
  readonly divisionCode?: string;
}

const staff = (username: string, name: string, role: Role, more: Partial<DemoAccount> = {}): DemoAccount => ({
  username,
  name,
  role,
  ...more,
});

/** One account per role, two organizations, five reviewers; all invented. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  staff('ngo-a', '申报人甲（演示）', 'applicant', { organization: 'a' }),
  staff('ngo-b', '申报人乙（演示）', 'applicant', { organization: 'b' }),
  staff('ngo-a-finance', '财务甲（演示）', 'applicant-finance', { organization: 'a' }),
  ...[1, 2, 3, 4, 5].map((n) =>
    staff(`reviewer-${n}`, `评委${'一二三四五'[n - 1] ?? ''}（演示）`, 'reviewer'),
  ),
  staff('chair', '评审组长（演示）', 'chair'),
  staff('secretary', '评审秘书（演示）', 'panel-secretary'),
  staff('officer', '项目主管（演示）', 'programme-officer'),
  staff('officer-2', '项目主管二（演示）', 'programme-officer'),
  staff('district', '县区干部（演示）', 'district-officer', { divisionCode: '320812' }),
  staff('registrar', '登记干部（演示）', 'registry-officer'),
  staff('finance', '财务干部（演示）', 'finance-officer'),
  staff('department', '职能部门干部（演示）', 'department-officer', { departmentCode: 'D01' }),
  staff('centre', '培育中心工作人员（演示）', 'centre-operator', { centreCode: 'C-320800' }),
  staff('auditor', '纪检监察（演示）', 'auditor'),
  staff('admin-system', '系统管理员（演示）', 'admin-system'),
  staff('admin-security', '安全管理员（演示）', 'admin-security'),
  staff('admin-audit', '审计管理员（演示）', 'admin-audit'),
];

export type Cast = ReadonlyMap<string, SignedIn>;

/** Creates the demo accounts and answers them as viewers by username. */
export async function createDemoAccounts(
  accounts: AccountsService,
  work: UnitOfWork,
  organizations: { a: string; b: string },
): Promise<Cast> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const cast = new Map<string, SignedIn>();
  for (const { username, name, role, organization, ...more } of DEMO_ACCOUNTS) {
    const organizationId = organization === undefined ? null : organizations[organization];
    const done = await accounts.create(null, {
      username,
      name,
      roles: [role],
      passwordHash,
      isDemo: true,
      organizationId,
      ...more,
    });
    if (!done.ok) throw new Error(`demo account ${username}: ${JSON.stringify(done.findings)}`);
    const viewer = await viewerNamed(work.reader, username);
    if (viewer !== null) cast.set(username, viewer);
  }
  return cast;
}

export function member(cast: Cast, username: string): SignedIn {
  const viewer = cast.get(username);
  if (viewer === undefined) throw new Error(`no demo account ${username}`);
  return viewer;
}
