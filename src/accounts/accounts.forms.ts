import { ROLES } from '../kernel/viewer.js';
import { FormChoice, FormCreditCode, FormSecret, FormText } from '../platform/web/form.js';
import { type AccountEntry } from './account.rules.js';

export class SignInForm {
  @FormText({ max: 60 }) username: string;
  @FormSecret({ max: 200 }) password: string;
  @FormText({ max: 500, optional: true }) next?: string;
}

export class SignInQuery {
  @FormText({ max: 500, optional: true }) next?: string;
}

export class PasswordForm {
  @FormSecret({ max: 200 }) old: string;
  @FormSecret({ max: 200 }) password: string;
  @FormSecret({ max: 200 }) again: string;
}

export class AccountForm implements AccountEntry {
  @FormText({ max: 60, min: 2, pattern: /^[a-z0-9][a-z0-9._-]+$/ }) username: string;
  @FormText({ max: 120 }) name: string;
  @FormChoice(ROLES) role: string;
  @FormCreditCode({ optional: true }) organizationCode?: string;
  @FormText({ max: 10, optional: true }) departmentCode?: string;
  @FormText({ max: 20, optional: true }) centreCode?: string;
  @FormText({ max: 12, optional: true }) divisionCode?: string;
}

export class RoleForm {
  @FormChoice(ROLES) role: string;
}

export class PageQuery {
  @FormText({ max: 6, optional: true, pattern: /^[1-9]\d*$/ }) page?: string;
}
