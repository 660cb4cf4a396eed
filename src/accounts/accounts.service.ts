import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { type Role, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { endSessions } from '../platform/web/session-store.js';
import { Account, AccountRole } from './account.entity.js';
import { findingsInGrant, findingsInPassword, roleGranted, roleRevoked } from './account.rules.js';
import { credentialsOf, rolesOf } from './accounts.queries.js';
import { hashPassword, passwordFits } from './passwords.js';

/** A new account as a service takes it: ids of lower floors resolved, password already judged or invented. */
export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly isDemo: boolean;
  readonly organizationId?: string | null;
  readonly departmentCode?: string | null;
  readonly centreCode?: string | null;
  readonly divisionCode?: string | null;
}

/** Accounts, their roles and passwords. Sessions end with what they rest on. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Creates an account with its roles. `by` is null for the command line, which has no viewer. */
  create(by: SignedIn | null, entry: NewAccount): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      if (await credentialsOf(tx, entry.username))
        return refused<string>([{ code: 'username-taken', field: 'username' }]);
      const findings = grantFindings(entry.roles);
      if (findings.length > 0) return refused<string>(findings);
      const now = this.clock.now();
      const id = randomUUID();
      await tx.insert(Account, {
        id,
        username: entry.username,
        name: entry.name,
        passwordHash: entry.passwordHash,
        passwordSetAt: now,
        organizationId: entry.organizationId ?? null,
        departmentCode: entry.departmentCode ?? null,
        centreCode: entry.centreCode ?? null,
        divisionCode: entry.divisionCode ?? null,
        isDemo: entry.isDemo ? 1 : 0,
        createdAt: now,
        disabledAt: null,
        version: 1,
      });
      for (const role of entry.roles) await this.addRole(tx, id, role);
      for (const role of entry.roles) await this.ledger.append(tx, roleGranted(by, id, role));
      const after = { username: entry.username, roles: entry.roles };
      await this.audit.record(tx, { viewer: by, action: 'account-created', subject: ['account', id], after });
      return accepted(id);
    });
  }

  grant(by: SignedIn, accountId: string, role: Role): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      found(await tx.findOneBy(Account, { id: accountId }));
      const held = await rolesOf(tx, accountId);
      const findings = accountId === by.accountId ? [{ code: 'role-own' }] : findingsInGrant(held, role);
      if (findings.length > 0) return refused<null>(findings);
      await this.addRole(tx, accountId, role);
      await this.ledger.append(tx, roleGranted(by, accountId, role));
      await this.audit.record(tx, {
        viewer: by,
        action: 'role-granted',
        subject: ['account', accountId],
        after: { role },
      });
      return accepted(null);
    });
  }

  /** Ends a role; the next request of an open session no longer has it. (security.md C5) */
  revoke(by: SignedIn, accountId: string, role: Role): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      if (accountId === by.accountId) return refused<null>([{ code: 'role-own' }]);
      const ended = await tx.update(
        AccountRole,
        { accountId, role, revokedAt: IsNull() },
        { revokedAt: this.clock.now() },
      );
      if (ended.affected === 0) throw new Problem('not-found');
      await this.ledger.append(tx, roleRevoked(by, accountId, role));
      await this.audit.record(tx, {
        viewer: by,
        action: 'role-revoked',
        subject: ['account', accountId],
        before: { role },
      });
      return accepted(null);
    });
  }

  /** Disables an account and ends all its sessions at once. (security.md C6) */
  disable(by: SignedIn, accountId: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      if (accountId === by.accountId) return refused<null>([{ code: 'account-own' }]);
      const done = await tx.update(
        Account,
        { id: accountId, disabledAt: IsNull() },
        { disabledAt: this.clock.now() },
      );
      if (done.affected === 0) throw new Problem('not-found');
      await endSessions(tx, accountId);
      await this.audit.record(tx, {
        viewer: by,
        action: 'account-disabled',
        subject: ['account', accountId],
      });
      return accepted(null);
    });
  }

  /** Changes one's own password: needs the old one, and ends every other session. (ASVS 6.2.3, 7.4.3) */
  async changePassword(
    viewer: SignedIn,
    old: string,
    fresh: string,
    sessionId: string,
  ): Promise<Outcome<null>> {
    const stored = found(await credentialsOf(this.work.reader, viewer.username));
    if (!(await passwordFits(stored.passwordHash, old)))
      return refused([{ code: 'password-wrong', field: 'old' }]);
    const findings = findingsInPassword(fresh, viewer.username, this.config.passwordProfile);
    if (findings.length > 0) return refused(findings);
    const passwordHash = await hashPassword(fresh);
    return this.work.write(async (tx) => {
      await tx.update(Account, { id: viewer.accountId }, { passwordHash, passwordSetAt: this.clock.now() });
      await endSessions(tx, viewer.accountId, sessionId);
      await this.audit.record(tx, {
        viewer,
        action: 'password-changed',
        subject: ['account', viewer.accountId],
      });
      return accepted(null);
    });
  }

  endOtherSessions(viewer: SignedIn, sessionId: string): Promise<void> {
    return this.work.write(async (tx) => {
      await endSessions(tx, viewer.accountId, sessionId);
      await this.audit.record(tx, {
        viewer,
        action: 'sessions-ended',
        subject: ['account', viewer.accountId],
      });
    });
  }

  private async addRole(tx: EntityManager, accountId: string, role: Role): Promise<void> {
    const grantedAt = this.clock.now();
    await tx.insert(AccountRole, { id: randomUUID(), accountId, role, grantedAt, revokedAt: null });
  }
}

function grantFindings(roles: readonly Role[]): readonly Finding[] {
  return roles.flatMap((role, i) => findingsInGrant(roles.slice(0, i), role));
}
