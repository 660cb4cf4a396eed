import { describe, expect, test } from '@jest/globals';
import {
  findingsInGrant,
  findingsInPassword,
  homeOf,
  mayGuess,
  type PasswordProfile,
  roleGranted,
  roleRevoked,
  safeNext,
} from '../../src/accounts/account.rules.js';
import { type Role, ROLES, type SignedIn } from '../../src/kernel/viewer.js';

const ADMINISTRATIONS: readonly Role[] = ['admin-system', 'admin-security', 'admin-audit'];
const BUSINESS = ROLES.filter((role) => !ADMINISTRATIONS.includes(role));
const SIGNED_IN: SignedIn = {
  kind: 'user',
  accountId: '7f3a',
  username: 'wang.fang',
  name: '王芳',
  roles: ['admin-security'],
  organizationId: null,
  departmentCode: null,
  centreCode: null,
  divisionCode: null,
};

const complaints = (password: string, profile: PasswordProfile, username = 'wangfang'): string[] =>
  findingsInPassword(password, username, profile).map(({ code }) => code);
/** So many characters of which no two neighbours are alike. */
const ofLength = (length: number): string => 'bdfhkmpr'.repeat(20).slice(0, length);

describe('a password of profile asvs (C16, C17, C18)', () => {
  test.each<[string, string, readonly string[]]>([
    ['eleven characters', ofLength(11), ['password-short']],
    ['twelve characters', ofLength(12), []],
    ['128 characters', ofLength(128), []],
    ['129 characters', ofLength(129), ['password-long']],
    ['nothing', '', ['password-short']],
    ['no composition is asked', 'correct horse battery', []],
    ['twelve Chinese characters', '春眠不觉晓处处闻啼鸟夜来', []],
    // A pair of code units is one character: eleven of them, in 22 units.
    ['eleven characters outside the basic plane', '𠮷'.repeat(11), ['password-short']],
    ['a common one with digits after it', 'password2026', ['password-guessable']],
    ['in capitals and with signs between', 'PASS-WORD-2026!', ['password-guessable']],
    ['the city', 'huaian20262026', ['password-guessable']],
    ['the bureau', 'minzheng@2026', ['password-guessable']],
    ['the city in Chinese', '淮安民政社会组织公益创投', ['password-guessable']],
    ['the own name', 'Wangfang.2026', ['password-guessable']],
    ['two known words together', 'sunshine-dragon', ['password-guessable']],
    ['a known word and five letters', 'password-bdfhk', ['password-guessable']],
    ['a known word and six letters', 'password-bdfhkm', []],
    ['four different characters', 'abcdabcdabcd', ['password-guessable']],
    ['five different characters', 'bdfhkbdfhkbd', []],
    ['signs alone', '!@#$%^&*()_+', ['password-guessable']],
  ])('%s', (_, password, expected) => {
    expect(complaints(password, 'asvs')).toEqual(expected);
  });

  test('a name of one letter forbids nothing', () => {
    expect(complaints('password-bdfhkm', 'asvs', 'b')).toEqual([]);
  });

  test('the finding says how many characters are asked', () => {
    expect(findingsInPassword(ofLength(11), 'wangfang', 'asvs')).toEqual([
      { code: 'password-short', field: 'password', args: { least: 12 } },
    ]);
    expect(findingsInPassword(ofLength(7), 'wangfang', 'mlps')).toEqual([
      { code: 'password-short', field: 'password', args: { least: 8 } },
    ]);
    expect(findingsInPassword(ofLength(129), 'wangfang', 'asvs')).toEqual([
      { code: 'password-long', field: 'password', args: { most: 128 } },
    ]);
  });
});

describe('a password of profile mlps (domain.md 6.4: 8 characters, 3 of 4 classes; C18)', () => {
  test.each<[string, string, readonly string[]]>([
    ['seven characters of four classes', 'Bd4-hKm', ['password-short']],
    ['eight characters of four classes', 'Bd4-hKmp', []],
    ['small, capital, digit', 'Bd4hKmp7', []],
    ['small, capital, sign', 'Bd-hKmp-', []],
    ['small, digit, sign', 'bd4-hkmp', []],
    ['capital, digit, sign', 'BD4-HKMP', []],
    ['small and capital', 'BdfhKmpr', ['password-classes']],
    ['small and digit', 'bd4hkmp7', ['password-classes']],
    ['digit and sign', '40-71-93', ['password-classes']],
    ['small letters alone', 'bdfhkmpr', ['password-classes']],
    ['a letter of ours and two classes more', 'bd4淮hkmp', []],
    ['a common word dressed up', 'Passw0rd!', ['password-guessable']],
    ['129 characters', `Bd4-${ofLength(125)}`, ['password-long']],
  ])('%s', (_, password, expected) => {
    expect(complaints(password, 'mlps')).toEqual(expected);
  });
});

test('the own name is seen through its punctuation', () => {
  expect(complaints('Zhang.san2026', 'asvs', 'zhang.san')).toEqual(['password-guessable']);
});

describe('one more role (三员分立; C7)', () => {
  test.each(ADMINISTRATIONS.flatMap((held) => ROLES.map((role) => [held, role] as const)))(
    'beside %s, %s is refused',
    (held, role) => {
      expect(findingsInGrant([held], role)).toEqual([
        held === role
          ? { code: 'role-held', field: 'role' }
          : { code: 'role-excludes', field: 'role', args: { role } },
      ]);
    },
  );

  test.each(BUSINESS.flatMap((held) => ADMINISTRATIONS.map((role) => [held, role] as const)))(
    'beside %s, %s is refused as well',
    (held, role) => {
      expect(findingsInGrant([held], role)).toMatchObject([{ code: 'role-excludes' }]);
    },
  );

  test.each(ROLES)('%s can be the first', (role) => {
    expect(findingsInGrant([], role)).toEqual([]);
  });

  test('two roles of the bureau go together, the same one twice does not', () => {
    expect(findingsInGrant(['programme-officer'], 'panel-secretary')).toEqual([]);
    expect(findingsInGrant(['programme-officer', 'chair'], 'chair')).toEqual([
      { code: 'role-held', field: 'role' },
    ]);
  });

  test('an administration anywhere among the roles held excludes', () => {
    expect(findingsInGrant(['chair', 'admin-audit'], 'auditor')).toMatchObject([{ code: 'role-excludes' }]);
  });
});

describe('the start page', () => {
  test.each<[Role | 'nobody', string]>([
    ['nobody', '/'],
    ['applicant', '/org'],
    ['applicant-finance', '/org'],
    ['reviewer', '/review'],
    ['department-officer', '/department'],
    ['centre-operator', '/centre'],
    ['admin-system', '/admin'],
    ['admin-security', '/admin'],
    ['admin-audit', '/admin'],
    ['chair', '/bureau'],
    ['panel-secretary', '/bureau'],
    ['programme-officer', '/bureau'],
    ['district-officer', '/bureau'],
    ['registry-officer', '/bureau'],
    ['finance-officer', '/bureau'],
    ['auditor', '/bureau'],
  ])('of %s is %s', (role, home) => {
    expect(homeOf(role === 'nobody' ? [] : [role])).toBe(home);
  });

  test('of several roles is that of the first', () => {
    expect(homeOf(['reviewer', 'chair'])).toBe('/review');
  });
});

describe('where one goes on after signing in (C52)', () => {
  test.each(['/org', '/bureau/rounds/2026-1?tab=panel#top', '/a', '/a//b', '/%2f%2fevil', '/查询'])(
    '%s stays inside',
    (next) => {
      expect(safeNext(next)).toBe(next);
    },
  );

  test.each([
    undefined,
    '',
    '/',
    'org',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/org\\evil',
    'https:evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    ' /org',
    '/\t/evil.example',
    '/org\r\nLocation: //evil.example',
    '/org\u0000',
    '/org\u0085',
  ])('%j is ignored', (next) => {
    expect(safeNext(next)).toBeNull();
  });
});

describe('guessing (C20, C21)', () => {
  test.each([
    [0, 0, true],
    [4, 4, true],
    [10, 10, false],
    [11, 11, false],
    // Many names from one address, none of them guessed often.
    [0, 99, true],
    [0, 100, false],
  ])('after %i for this name and %i in all, another is looked at: %s', (fromHere, byAddress, expected) => {
    expect(mayGuess({ fromHere, byAddress })).toBe(expected);
  });
});

describe('roles in the public ledger', () => {
  test('a role given by an administrator, or by the system itself', () => {
    expect(roleGranted(SIGNED_IN, '91bc', 'chair')).toEqual({
      type: 'role.granted',
      by: 'admin-security:7f3a',
      ref: '91bc',
      data: { role: 'chair' },
    });
    expect(roleGranted(null, '91bc', 'admin-system')).toEqual({
      type: 'role.granted',
      by: 'system',
      ref: '91bc',
      data: { role: 'admin-system' },
    });
  });

  test('a role taken away', () => {
    expect(roleRevoked(SIGNED_IN, '91bc', 'chair')).toEqual({
      type: 'role.revoked',
      by: 'admin-security:7f3a',
      ref: '91bc',
      data: { role: 'chair' },
    });
  });
});
