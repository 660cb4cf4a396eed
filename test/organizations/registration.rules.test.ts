import { describe, expect, test } from '@jest/globals';
import { unreachable } from '../../src/kernel/transitions.js';
import { CORRECTION_LIFE } from '../../src/organizations/correction.rules.js';
import {
  findingsInEnd,
  findingsInOfficer,
  type OfficeHeld,
  type OfficerEntry,
  publicHeads,
} from '../../src/organizations/officers.rules.js';
import { isLocalNumber, localNumber, statusAction } from '../../src/organizations/organization.rules.js';
import {
  findingsInAct,
  findingsInChangeDay,
  type RegistrationActEntry,
  type RegistrationFacts,
} from '../../src/organizations/registration.rules.js';

const said = (list: readonly { code: string; field?: string }[]): string[] =>
  list.map(({ code, field }) => `${field ?? ''}: ${code}`);

test('a local number says what it is, where and which (domain.md 1.1)', () => {
  expect(localNumber('FILED', '320812', 1)).toBe('BA-320812-0001');
  expect(localNumber('PREPARING', '320826', 12)).toBe('CB-320826-0012');
  expect(['BA-320812-0001', 'cb-3208', '52320812MJ9900063Q', 'BAX'].map(isLocalNumber)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an import finds the act that leads from one status to another', () => {
  expect(statusAction('REGISTERED', 'DEREGISTERED')).toBe('deregister');
  expect(statusAction('CERTIFICATE_REVOKED', 'DEREGISTERED')).toBe('deregister');
  expect(statusAction('DEREGISTERED', 'REGISTERED')).toBeNull();
});

test('a request for correction is answered once', () => {
  expect(unreachable(CORRECTION_LIFE, 'OPEN')).toEqual([]);
  expect([CORRECTION_LIFE.ACCEPTED, CORRECTION_LIFE.REFUSED]).toEqual([{}, {}]);
});

describe('a step of the registration (domain.md 1.8)', () => {
  const facts: RegistrationFacts = {
    type: 'SERVICE_INSTITUTION',
    status: 'FILED',
    since: '2020-01-01',
    today: '2026-11-24',
  };
  const act: RegistrationActEntry = {
    action: 'register',
    decidedOn: '2026-11-20',
    documentNumber: 'X1',
    creditCode: '52320812MJ9900063Q',
  };
  test.each<[string, Partial<RegistrationActEntry>, Partial<RegistrationFacts>, readonly string[]]>([
    ['a filed body is registered', {}, {}, []],
    ['without a code', { creditCode: undefined }, {}, ['creditCode: registration-code-needed']],
    [
      'with the code of another type',
      {},
      { type: 'ASSOCIATION' },
      ['creditCode: organization-type-against-code'],
    ],
    ['a registered one again', {}, { status: 'REGISTERED' }, ['action: action-not-possible']],
    ['tomorrow', { decidedOn: '2026-11-25' }, {}, ['decidedOn: registration-day-in-future']],
    ['before the step before', { decidedOn: '2019-12-31' }, {}, ['decidedOn: registration-day-too-early']],
    [
      'deregistered without a reason',
      { action: 'deregister' },
      { status: 'REGISTERED' },
      ['reason: registration-reason-needed'],
    ],
    [
      'a revoked body completes deregistration',
      { action: 'deregister', reason: 'x' },
      { status: 'CERTIFICATE_REVOKED' },
      [],
    ],
    [
      'a withdrawn one has no further step',
      { action: 'deregister', reason: 'x' },
      { status: 'REGISTRATION_WITHDRAWN' },
      ['action: action-not-possible'],
    ],
    ['a filed body is not revoked', { action: 'revoke', reason: 'x' }, {}, ['action: action-not-possible']],
  ])('%s', (_, change, fact, expected) => {
    expect(said(findingsInAct({ ...act, ...change }, { ...facts, ...fact }))).toEqual(expected);
  });
});

describe('a new name or legal representative (R-CODE-04)', () => {
  const before = {
    name: '甲',
    legalRepresentative: '张三',
    nameSince: '2020-01-01',
    representativeSince: '2022-05-05',
  };
  const check = (after: object): string[] =>
    said(findingsInChangeDay(before, { name: '甲', legalRepresentative: '张三', ...after }, '2026-11-24'));
  test('needs no day where neither changes', () => {
    expect(check({})).toEqual([]);
  });
  test.each([
    [{ name: '乙' }, ['changedOn: change-day-needed']],
    [{ name: '乙', changedOn: '2026-11-25' }, ['changedOn: registration-day-in-future']],
    [{ name: '乙', changedOn: '2020-01-01' }, ['changedOn: change-day-too-early']],
    [{ name: '乙', changedOn: '2020-01-02' }, []],
    [{ legalRepresentative: '李四', changedOn: '2022-05-05' }, ['changedOn: change-day-too-early']],
    [
      { name: '乙', legalRepresentative: '李四', changedOn: '2021-01-01' },
      ['changedOn: change-day-too-early'],
    ],
    [{ name: '乙', legalRepresentative: '李四', changedOn: '2022-05-06' }, []],
  ])('%j', (after, expected) => {
    expect(check(after)).toEqual(expected);
  });
});

describe('officers', () => {
  const held = (change: Partial<OfficeHeld> = {}): OfficeHeld => ({
    id: 'o',
    role: 'CHAIR',
    name: '张三',
    fromOn: '2020-01-01',
    toOn: null,
    basis: null,
    ...change,
  });
  const entry: OfficerEntry = { role: 'CHAIR', name: '李四', fromOn: '2024-01-01', basis: 'X' };
  test.each<[string, Partial<OfficerEntry>, readonly OfficeHeld[], readonly string[]]>([
    ['a successor of the chair', {}, [held()], []],
    [
      'on the very day the predecessor began',
      { fromOn: '2020-01-01' },
      [held()],
      ['fromOn: officer-before-predecessor'],
    ],
    ['the same person again', { name: '张三' }, [held()], ['name: officer-known']],
    ['a second deputy', { role: 'DEPUTY' }, [held({ role: 'DEPUTY' })], []],
    ['in future', { fromOn: '2026-12-01' }, [], ['fromOn: officer-day-in-future']],
    ['a legal representative', { role: 'LEGAL_REPRESENTATIVE' }, [], ['role: officer-by-registration']],
  ])('%s', (_, change, list, expected) => {
    expect(said(findingsInOfficer({ ...entry, ...change }, list, '2026-11-24'))).toEqual(expected);
  });

  test.each<[string, Partial<OfficeHeld>, string, readonly string[]]>([
    ['ended', {}, '2024-01-01', []],
    ['before it began', {}, '2020-01-01', ['toOn: officer-end-before-start']],
    ['twice', { toOn: '2023-01-01' }, '2024-01-01', ['toOn: officer-ended']],
    ['in future', {}, '2026-11-25', ['toOn: officer-day-in-future']],
    [
      'the legal representative',
      { role: 'LEGAL_REPRESENTATIVE' },
      '2024-01-01',
      ['toOn: officer-by-registration'],
    ],
  ])('an office: %s', (_, change, toOn, expected) => {
    expect(said(findingsInEnd(held(change), toOn, '2026-11-24'))).toEqual(expected);
  });

  test('the public sees each term of a head once', () => {
    const list = [
      held({ id: 'a' }),
      held({ id: 'b' }),
      held({ id: 'c', name: '李四', toOn: '2020-01-01', fromOn: '2018-01-01' }),
      held({ id: 'd', role: 'DEPUTY' }),
    ];
    expect(publicHeads(list).map(({ name }) => name)).toEqual(['张三', '李四']);
  });
});
