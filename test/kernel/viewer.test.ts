import { describe, expect, test } from '@jest/globals';
import { actorOf, type Role, ROLES, type SignedIn, VISITOR } from '../../src/kernel/viewer.js';

const as = (...roles: Role[]): SignedIn => ({
  kind: 'user',
  accountId: '7f3a',
  username: 'wang.fang',
  name: '王芳',
  roles,
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
});

describe('viewers', () => {
  test('a visitor is nobody in particular', () => {
    expect(VISITOR).toEqual({ kind: 'visitor' });
  });

  test('the roles of domain.md 6.4 and the three administrations stand in the order of the contract', () => {
    expect(ROLES).toEqual([
      'applicant',
      'applicant-finance',
      'reviewer',
      'chair',
      'panel-secretary',
      'programme-officer',
      'district-officer',
      'registry-officer',
      'finance-officer',
      'department-officer',
      'centre-operator',
      'auditor',
      'admin-system',
      'admin-security',
      'admin-audit',
    ]);
  });
});

describe('the name in the public ledger', () => {
  test.each<[string, readonly Role[], string]>([
    ['one role', ['chair'], 'chair:7f3a'],
    ['several roles: the first', ['programme-officer', 'panel-secretary'], 'programme-officer:7f3a'],
    ['no role', [], 'user:7f3a'],
  ])('%s', (_, roles, expected) => {
    expect(actorOf(as(...roles))).toBe(expected);
  });

  test('never tells the person (domain.md 6.3)', () => {
    expect(actorOf(as('chair'))).not.toMatch(/wang|王芳/);
  });
});
