import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { found, type Outcome, refused } from '../kernel/outcome.js';
import { type Role, type SignedIn } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { type PortalRequest } from '../platform/web/request.js';
import { sessionsOf } from '../platform/web/session-store.js';
import { AccountForm, PageQuery, PasswordForm, RoleForm } from './accounts.forms.js';
import {
  accountPage,
  accountsListPage,
  accountShowPage,
  newAccountPage,
  type Shown,
} from './accounts.pages.js';
import { accountsPage, accountNamed } from './accounts.queries.js';
import { AccountsService } from './accounts.service.js';
import { hashPassword } from './passwords.js';

const PAGE_SIZE = 50;

/** One's own account, and the desk of the system and security administrations. */
@Controller()
export class UsersController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  @Allow('account.own')
  @Get('account')
  async own(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page('accounts/own', await this.ownPage(viewer));
  }

  @Allow('account.own')
  @Post('account/password')
  async changePassword(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(PasswordForm)) form: Form<PasswordForm>,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const outcome = await this.passwordChange(viewer, form, request.session.sessionId);
    if (outcome.ok) return seeOther('/account', 'accounts.own.password-changed');
    // What was typed into a password field is never sent back.
    return refusedPage(
      'accounts/own',
      await this.ownPage(viewer, { values: {}, findings: outcome.findings }),
    );
  }

  @Allow('account.own')
  @Post('account/sessions/removal')
  async endOthers(@CurrentUser() viewer: SignedIn, @Req() request: PortalRequest): Promise<Answer> {
    await this.accounts.endOtherSessions(viewer, request.session.sessionId);
    return seeOther('/account', 'accounts.own.sessions-ended');
  }

  @Allow('account.see')
  @Get('admin')
  async list(
    @Query(FormPipe(PageQuery)) query: Form<PageQuery>,
    @CurrentUser() viewer: SignedIn,
  ): Promise<Answer> {
    const number = Number(query.value?.page ?? '1');
    const { items, total } = await accountsPage(this.work.reader, number, PAGE_SIZE);
    return page(
      'accounts/list',
      accountsListPage({ items, total, page: number, pageSize: PAGE_SIZE }, viewer),
    );
  }

  @Allow('account.create')
  @Get('admin/accounts/new')
  blank(): Answer {
    return page('accounts/new', newAccountPage());
  }

  @Allow('account.create')
  @Post('admin/accounts')
  async create(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(AccountForm)) form: Form<AccountForm>,
  ): Promise<Answer> {
    // A random first password, shown once; its owner changes it. (ASVS 6.4.1)
    const password = randomBytes(12).toString('base64url');
    const outcome = form.ok
      ? await this.createFrom(viewer, form.value, password)
      : refused<string>(findingsIn(form));
    if (!outcome.ok)
      return refusedPage('accounts/new', newAccountPage({ values: form.values, findings: outcome.findings }));
    const message = { key: 'accounts.new.created', args: { username: found(form.value).username, password } };
    return seeOther('/admin', { tone: 'ok', message });
  }

  @Allow('account.see')
  @Get('admin/accounts/:username')
  async show(@Param('username') username: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page(
      'accounts/show',
      accountShowPage(found(await accountNamed(this.work.reader, username)), viewer),
    );
  }

  @Allow('role.grant')
  @Post('admin/accounts/:username/roles')
  async grant(
    @CurrentUser() viewer: SignedIn,
    @Param('username') username: string,
    @Body(FormPipe(RoleForm)) form: Form<RoleForm>,
  ): Promise<Answer> {
    const account = found(await accountNamed(this.work.reader, username));
    const outcome = form.ok
      ? await this.accounts.grant(viewer, account.id, form.value.role as Role)
      : refused(findingsIn(form));
    return this.backTo(username, viewer, outcome, form.values);
  }

  @Allow('role.grant')
  @Post('admin/accounts/:username/roles/removal')
  async revoke(
    @CurrentUser() viewer: SignedIn,
    @Param('username') username: string,
    @Body(FormPipe(RoleForm)) form: Form<RoleForm>,
  ): Promise<Answer> {
    const account = found(await accountNamed(this.work.reader, username));
    const outcome = form.ok
      ? await this.accounts.revoke(viewer, account.id, form.value.role as Role)
      : refused(findingsIn(form));
    return this.backTo(username, viewer, outcome, form.values);
  }

  @Allow('account.disable')
  @Post('admin/accounts/:username/disabling')
  async disable(@CurrentUser() viewer: SignedIn, @Param('username') username: string): Promise<Answer> {
    const account = found(await accountNamed(this.work.reader, username));
    return this.backTo(username, viewer, await this.accounts.disable(viewer, account.id), {});
  }

  private async backTo(
    username: string,
    viewer: SignedIn,
    outcome: Outcome<null>,
    values: object,
  ): Promise<Answer> {
    if (outcome.ok) return seeOther(`/admin/accounts/${username}`, 'accounts.show.changed');
    const account = found(await accountNamed(this.work.reader, username));
    const shown: Shown = { values: { ...values }, findings: outcome.findings };
    return refusedPage('accounts/show', accountShowPage(account, viewer, shown));
  }

  private passwordChange(
    viewer: SignedIn,
    form: Form<PasswordForm>,
    sessionId: string,
  ): Promise<Outcome<null>> | Outcome<null> {
    if (!form.ok) return refused(findingsIn(form));
    const { old, password, again } = form.value;
    if (password !== again) return refused([{ code: 'password-again', field: 'again' }]);
    return this.accounts.changePassword(viewer, old, password, sessionId);
  }

  private async createFrom(viewer: SignedIn, entry: AccountForm, password: string): Promise<Outcome<string>> {
    return this.accounts.create(viewer, {
      username: entry.username,
      name: entry.name,
      roles: [entry.role as Role],
      passwordHash: await hashPassword(password),
      isDemo: false,
      departmentCode: entry.departmentCode ?? null,
      centreCode: entry.centreCode ?? null,
      divisionCode: entry.divisionCode ?? null,
    });
  }

  private async ownPage(viewer: SignedIn, shown?: Shown): Promise<object> {
    const sessions = await sessionsOf(this.work.reader, viewer.accountId, this.clock.now());
    return accountPage(viewer, sessions, shown);
  }
}
