import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { may, type Right, RIGHTS, rightsAsMarkdown } from '../../src/kernel/rights.js';
import { type Role, ROLES, type SignedIn, VISITOR } from '../../src/kernel/viewer.js';

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
const EVERY = Object.keys(RIGHTS) as Right[];
const heldBy = (role: Role): Right[] => EVERY.filter((right) => may(as(role), right));
const holdersOf = (right: Right): Role[] => ROLES.filter((role) => may(as(role), right));

describe('who may what', () => {
  test.each<[Right, readonly Role[]]>([
    ['account.create', ['admin-system']],
    ['account.disable', ['admin-system']],
    ['role.grant', ['admin-security']],
    ['audit.see', ['auditor', 'admin-audit']],
    ['application.submit', ['applicant']],
    ['application.own.edit', ['applicant', 'applicant-finance']],
    ['scorecard.own.see', ['reviewer']],
    ['scorecard.submit', ['reviewer']],
    ['conflict.declare', ['reviewer']],
    ['award.confirm', ['chair']],
    ['function.edit', ['department-officer']],
    ['centre.own.edit', ['centre-operator']],
  ])('%s belongs to %j alone', (right, roles) => {
    expect(holdersOf(right)).toEqual(roles);
  });

  test('everybody who signed in has an account of their own', () => {
    expect(holdersOf('account.own')).toEqual(ROLES);
  });

  test('several roles hold what any of them holds, none holds nothing', () => {
    expect(may(as('auditor', 'chair'), 'award.confirm')).toBe(true);
    expect(may(as('chair', 'auditor'), 'award.confirm')).toBe(true);
    expect(EVERY.filter((right) => may(as(), right))).toEqual([]);
  });

  test.each(EVERY)('a visitor may not %s', (right) => {
    expect(may(VISITOR, right)).toBe(false);
  });
});

describe('duties kept apart (domain.md 6.4)', () => {
  // One side alone moves nothing: what the first right begins, only the second completes.
  test.each<[Right, Right, string]>([
    ['agreement.record', 'agreement.confirm', 'T32'],
    ['award.propose', 'award.confirm', 'four eyes'],
    ['account.create', 'role.grant', 'C7'],
    ['application.submit', 'application.screen', 'the applicant'],
    ['scorecard.submit', 'panel.assign', 'the panel'],
    ['scorecard.submit', 'panel.close', 'the panel'],
  ])('nobody holds both %s and %s (%s)', (first, second) => {
    expect(holdersOf(first).filter((role) => holdersOf(second).includes(role))).toEqual([]);
    expect(holdersOf(first)).not.toEqual([]);
    expect(holdersOf(second)).not.toEqual([]);
  });

  test('there is somebody to approve a credit record who may not enter one', () => {
    expect(holdersOf('credit.approve').filter((role) => !holdersOf('credit.enter').includes(role))).toEqual([
      'chair',
    ]);
  });

  test('the auditor reads and writes nothing', () => {
    expect(heldBy('auditor').filter((right) => !right.endsWith('.see'))).toEqual(['account.own']);
  });

  test('an organization reads its own things and nothing of the bureau', () => {
    for (const role of ['applicant', 'applicant-finance'] as const)
      expect(heldBy(role).filter((right) => right.endsWith('.see'))).toEqual([
        'organization.own.see',
        'application.own.see',
      ]);
  });

  test('an expert sees no scores but their own (R-SC-08)', () => {
    expect(heldBy('reviewer')).toEqual([
      'account.own',
      'scorecard.own.see',
      'conflict.declare',
      'scorecard.submit',
    ]);
  });

  test.each<[Role, readonly Right[]]>([
    [
      'admin-system',
      ['account.own', 'account.see', 'account.create', 'account.disable', 'job.see', 'reference.see'],
    ],
    ['admin-security', ['account.own', 'account.see', 'role.grant', 'session.end']],
    ['admin-audit', ['account.own', 'account.see', 'audit.see']],
  ])('%s does no business (C7)', (role, rights) => {
    expect(heldBy(role)).toEqual(rights);
  });
});

describe('the printed matrix', () => {
  test('has one line for each right, below its heading', () => {
    const lines = rightsAsMarkdown().split('\n');
    expect(lines.slice(0, 2)).toEqual(['| right | roles |', '| --- | --- |']);
    expect(lines).toHaveLength(EVERY.length + 2);
    expect(lines).toContain('| `role.grant` | admin-security |');
    expect(lines).toContain('| `credit.approve` | registry-officer, chair |');
  });

  test('is what docs/rights.md says', () => {
    const page = readFileSync('docs/rights.md', 'utf8');
    // Prettier pads the columns of the page; only the blanks may differ.
    const bare = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(bare(page)).toContain(bare(rightsAsMarkdown()));
  });
});
