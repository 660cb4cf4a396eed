import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { type Viewer } from '../kernel/viewer.js';
import { Clock } from '../platform/clock.js';
import { CurrentViewer, Public } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { type PortalRequest } from '../platform/web/request.js';
import { homeOf, safeNext } from './account.rules.js';
import { SignInForm, SignInQuery } from './accounts.forms.js';
import { signInPage } from './accounts.pages.js';
import { SignInService } from './sign-in.service.js';

const TEMPLATE = 'accounts/sign-in';

@Public()
@Controller()
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly clock: Clock,
  ) {}

  @Get('sign-in')
  show(@Query(FormPipe(SignInQuery)) query: Form<SignInQuery>, @CurrentViewer() viewer: Viewer): Answer {
    const next = safeNext(query.value?.next);
    if (viewer.kind === 'user') return seeOther(next ?? homeOf(viewer.roles));
    return page(TEMPLATE, signInPage({ values: { next: next ?? '' }, findings: [] }));
  }

  @Post('sign-in')
  async signIn(
    @Body(FormPipe(SignInForm)) form: Form<SignInForm>,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const outcome = form.ok
      ? await this.signIns.signIn(form.value.username, form.value.password, request.ip)
      : refused(findingsIn(form));
    if (!outcome.ok) {
      const { password: _, ...values } = form.values;
      return refusedPage(TEMPLATE, signInPage({ values, findings: outcome.findings }));
    }
    // A new session id, so that one planted before is worth nothing. (security.md C26)
    await request.session.regenerate();
    request.session.accountId = outcome.value.accountId;
    request.session.signedInAt = this.clock.now();
    request.session.staff = !outcome.value.roles.some((role) => role.startsWith('applicant'));
    await request.session.save();
    return seeOther(safeNext(found(form.value).next) ?? homeOf(outcome.value.roles));
  }

  @Post('sign-out')
  async signOut(@CurrentViewer() viewer: Viewer, @Req() request: PortalRequest): Promise<Answer> {
    if (viewer.kind === 'user') await this.signIns.signedOut(viewer);
    await request.session.destroy();
    return seeOther('/', 'accounts.sign-out.done');
  }
}
