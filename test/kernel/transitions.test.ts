import { describe, expect, test } from '@jest/globals';
import { CREDIT_LIFE } from '../../src/credit/records/record.rules.js';
import { AGREEMENT_LIFE, ITEM_LIFE } from '../../src/functions/transfer.rules.js';
import { may, RIGHTS } from '../../src/kernel/rights.js';
import { actionsFrom, asMermaid, follow, unreachable } from '../../src/kernel/transitions.js';
import { ROLES, type Role, type SignedIn, VISITOR } from '../../src/kernel/viewer.js';
import { ORGANIZATION_LIFE } from '../../src/organizations/organization.rules.js';
import { CONTEST_LIFE } from '../../src/review/contest.rules.js';
import { APPLICATION_LIFE } from '../../src/ventures/applications/application.rules.js';
import { ROUND_LIFE } from '../../src/ventures/rounds/round.rules.js';

const as = (...roles: Role[]): SignedIn => ({
  kind: 'user',
  accountId: 'x',
  username: 'x',
  name: 'x',
  roles,
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
});

describe('state machines', () => {
  test('every status can be reached from its beginning', () => {
    expect(unreachable(ROUND_LIFE, 'DRAFT')).toEqual([]);
    expect(unreachable(CREDIT_LIFE, 'DRAFT')).toEqual([]);
    expect(unreachable(ORGANIZATION_LIFE, 'PREPARING')).toEqual([]);
    expect(unreachable(ITEM_LIFE, 'DRAFT')).toEqual([]);
    expect(unreachable(AGREEMENT_LIFE, 'DRAFT')).toEqual([]);
    expect(unreachable(CONTEST_LIFE, 'OPEN')).toEqual([]);
    // Archived applications enter only as history from before the portal.
    expect(unreachable(APPLICATION_LIFE, 'DRAFT')).toEqual(['ARCHIVED']);
  });

  test('an action that does not lead on is a finding', () => {
    expect(follow(ROUND_LIFE, 'DRAFT', 'publish')).toEqual({ ok: true, value: 'OPEN' });
    expect(follow(ROUND_LIFE, 'OPEN', 'publish')).toMatchObject({
      ok: false,
      findings: [{ code: 'action-not-possible' }],
    });
  });

  test('buttons are those of the right', () => {
    expect(actionsFrom(ROUND_LIFE, 'DRAFT', as('programme-officer'))).toEqual(['publish']);
    expect(actionsFrom(ROUND_LIFE, 'DRAFT', as('chair'))).toEqual([]);
    expect(asMermaid(CONTEST_LIFE, 'OPEN')).toContain('OPEN --> CLOSED: close');
  });
});

describe('the rights matrix', () => {
  test('every role holds a right, a visitor none', () => {
    for (const role of ROLES)
      expect(Object.keys(RIGHTS).some((right) => may(as(role), right as keyof typeof RIGHTS))).toBe(true);
    for (const right of Object.keys(RIGHTS)) expect(may(VISITOR, right as keyof typeof RIGHTS)).toBe(false);
  });

  test('the three administrations hold no business right (C7)', () => {
    const business = Object.entries(RIGHTS).filter(([right]) =>
      /^(round|application|scorecard|award|credit|organization\.edit|agreement|panel)/.test(right),
    );
    for (const [, roles] of business)
      for (const role of ['admin-system', 'admin-security', 'admin-audit']) expect(roles).not.toContain(role);
  });
});
