import { describe, expect, test } from '@jest/globals';
import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { follow } from '../../src/kernel/transitions.js';
import {
  type DatedQualification,
  findingsInEntry,
  gradeOn,
  GRADES,
  maskedName,
  ORGANIZATION_LIFE,
  ORGANIZATION_STATUSES,
  type OrganizationAction,
  type OrganizationEntry,
  type OrganizationStatus,
  registerImported,
} from '../../src/organizations/organization.rules.js';

const TODAY = '2026-11-24';
const ENTRY: OrganizationEntry = {
  creditCode: '52320812MJ9900063Q',
  name: '淮安市清江浦区为老服务中心',
  type: 'SERVICE_INSTITUTION',
  status: 'REGISTERED',
  divisionCode: '320812',
  legalRepresentative: '张三',
  establishedOn: '2018-05-01',
  address: '淮安市清江浦区示例路1号',
};
const codes = (change: Partial<OrganizationEntry>): string[] =>
  findingsInEntry({ ...ENTRY, ...change }, TODAY).map(({ code, field }) => `${field ?? ''}: ${code}`);
const MISMATCH = 'type: organization-type-against-code';
const FUTURE = 'establishedOn: organization-day-in-future';

describe('the life of a registration (domain.md 1.8)', () => {
  const ACTIONS: readonly OrganizationAction[] = [
    'register',
    'file',
    'abandon',
    'deregister',
    'revoke',
    'withdraw',
  ];
  const arrows: Record<OrganizationStatus, Partial<Record<OrganizationAction, OrganizationStatus>>> = {
    PREPARING: { register: 'REGISTERED', file: 'FILED', abandon: 'DEREGISTERED' },
    FILED: { register: 'REGISTERED', deregister: 'DEREGISTERED' },
    REGISTERED: {
      deregister: 'DEREGISTERED',
      revoke: 'CERTIFICATE_REVOKED',
      withdraw: 'REGISTRATION_WITHDRAWN',
    },
    // A revoked body must still complete deregistration.
    CERTIFICATE_REVOKED: { deregister: 'DEREGISTERED' },
    REGISTRATION_WITHDRAWN: {},
    DEREGISTERED: {},
  };

  test.each(ORGANIZATION_STATUSES.flatMap((status) => ACTIONS.map((action) => [status, action] as const)))(
    'from %s, %s leads where the table says',
    (status, action) => {
      const to = arrows[status][action];
      const answer = follow(ORGANIZATION_LIFE, status, action);
      expect(answer.ok ? answer.value : undefined).toBe(to);
    },
  );

  test('what ends a registration needs a reason', () => {
    const { deregister, revoke, withdraw } = ORGANIZATION_LIFE.REGISTERED;
    for (const arrow of [deregister, revoke, withdraw, ORGANIZATION_LIFE.CERTIFICATE_REVOKED.deregister])
      expect(arrow).toMatchObject({ by: 'organization.edit', needs: 'reason' });
  });
});

describe('an entry of the register', () => {
  test.each<[string, Partial<OrganizationEntry>, readonly string[]]>([
    ['a service institution with a 52 code', {}, []],
    ['an association with a 51 code', { creditCode: '51320800MJ99000127', type: 'ASSOCIATION' }, []],
    ['a foundation with a 53 code', { creditCode: '53320000MJ99001193', type: 'FOUNDATION' }, []],
    ['an association with a 52 code', { type: 'ASSOCIATION' }, [MISMATCH]],
    ['a service institution with a 51 code', { creditCode: '51320800MJ99000127' }, [MISMATCH]],
    ['a foundation with the code of a company', { creditCode: '91350100M000100Y43' }, [MISMATCH]],
    ['an issuing division that is gone', { creditCode: '52320802MJ99001277' }, []],
    ['founded today', { establishedOn: '2026-11-24' }, []],
    ['founded tomorrow', { establishedOn: '2026-11-25' }, [FUTURE]],
    ['both wrong', { type: 'FOUNDATION', establishedOn: '2027-01-01' }, [MISMATCH, FUTURE]],
  ])('%s (R-CODE-03)', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  test('a code made by ourselves agrees with its type', () => {
    expect(codes({ creditCode: makeCreditCode('SERVICE_INSTITUTION', '320812', 'MJ990006') })).toEqual([]);
  });
});

describe('the grade that counts (R-GRD-01, A13)', () => {
  const grade = (value: string, change: Partial<DatedQualification> = {}): DatedQualification => ({
    kind: 'GRADE',
    value,
    validFrom: '2020-03-01',
    validTo: '2025-03-01',
    endedOn: null,
    ...change,
  });

  test.each<[string, readonly DatedQualification[], string, string | null]>([
    ['none at all', [], '2024-01-01', null],
    ['the day before it begins', [grade('3A')], '2020-02-29', null],
    ['its first day', [grade('3A')], '2020-03-01', '3A'],
    ['its last day', [grade('3A')], '2025-02-28', '3A'],
    ['the day it expires', [grade('3A')], '2025-03-01', null],
    ['without an end', [grade('3A', { validTo: null })], '2099-01-01', '3A'],
    ['the day before it was cancelled', [grade('4A', { endedOn: '2022-06-10' })], '2022-06-09', '4A'],
    ['the day it was cancelled', [grade('4A', { endedOn: '2022-06-10' })], '2022-06-10', null],
    [
      'lowered: the lower one from that day',
      [grade('4A', { endedOn: '2022-06-10' }), grade('3A', { validFrom: '2022-06-10' })],
      '2022-06-10',
      '3A',
    ],
    [
      'raised after three years: the higher one',
      [grade('3A'), grade('5A', { validFrom: '2023-03-01', validTo: '2028-03-01' })],
      '2023-03-01',
      '5A',
    ],
    [
      'raised, listed the other way round',
      [grade('5A', { validFrom: '2023-03-01', validTo: '2028-03-01' }), grade('3A')],
      '2023-03-01',
      '5A',
    ],
    [
      'the higher one expired: only the other',
      [grade('5A', { validTo: '2022-03-01' }), grade('3A')],
      '2022-03-01',
      '3A',
    ],
    ['another qualification is no grade', [grade('5A', { kind: 'CHARITY' })], '2022-01-01', null],
  ])('%s', (_, qualifications, on, expected) => {
    expect(gradeOn(qualifications, on)).toBe(expected);
  });

  test('the five grades go from 1A to 5A (domain.md 1.6)', () => {
    expect(GRADES).toEqual(['1A', '2A', '3A', '4A', '5A']);
  });
});

describe('a name on a public page (security.md T29)', () => {
  test.each([
    ['张三', '张*'],
    ['张三丰', '张*'],
    ['张', '张*'],
    // A rare family name outside the basic plane stays one character.
    ['𠮷田', '𠮷*'],
    ['', ''],
  ])('%s becomes %s', (name, expected) => {
    expect(maskedName(name)).toBe(expected);
  });
});

test('an import in the ledger tells how many and from which file, not about whom', () => {
  const sha256 = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
  expect(registerImported('registry-officer:7f3a', { added: 3, changed: 1, sha256 })).toEqual({
    type: 'register.imported',
    by: 'registry-officer:7f3a',
    ref: '0123456789abcdef',
    data: { added: 3, changed: 1, sha256 },
  });
});
