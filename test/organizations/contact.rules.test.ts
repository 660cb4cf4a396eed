import { expect, test } from '@jest/globals';
import {
  CONTACT_KINDS,
  findingsInContact,
  maskedContact,
  normalizedContact,
} from '../../src/organizations/contact.rules.js';

test.each([
  ['PHONE', '+86 139-1234-5678', '13912345678', '139****5678'],
  ['PHONE', '（0517）8390 1234', '051783901234', '051****1234'],
  ['PHONE', '１３９１２３４５６７８', '13912345678', '139****5678'],
  ['EMAIL', ' Office@Example.COM ', 'office@example.com', 'o***@example.com'],
  ['ACCOUNT', '6222 0000 1111 2222 333', '6222000011112222333', '**** 2333'],
] as const)('%s %s is compared as %s and shown as %s', (kind, typed, normal, shown) => {
  expect(normalizedContact(kind, typed)).toBe(normal);
  expect(maskedContact(kind, normal)).toBe(shown);
});

const codes = (entry: Parameters<typeof findingsInContact>[0]): string[] =>
  findingsInContact(entry).map(({ code, field }) => `${code} ${field ?? ''}`);

test.each([
  [{ kind: 'PHONE', value: '13912345678' }, []],
  [{ kind: 'PHONE', value: '051783901234' }, []],
  [{ kind: 'PHONE', value: '1391234567' }, ['contact-not-phone value']],
  [{ kind: 'EMAIL', value: 'a@b' }, ['contact-not-email value']],
  [
    { kind: 'ACCOUNT', value: '6222A' },
    ['contact-not-account value', 'contact-holder-needed holder', 'contact-bank-needed bank'],
  ],
  [{ kind: 'ACCOUNT', value: '62220000', holder: '某协会', bank: '某银行' }, []],
  [{ kind: 'PHONE', value: '13912345678', bank: '某银行' }, ['contact-no-account bank']],
  [{ kind: 'EMAIL', value: 'a@b.cn', holder: '某人', bank: '某银行' }, ['contact-no-account holder']],
] as const)('%j is answered with %j', (entry, expected) => {
  expect(codes(entry)).toEqual(expected);
});

test('no masked form shows the middle of what it masks', () => {
  const values = { PHONE: '13912345678', EMAIL: 'zhangsan@example.com', ACCOUNT: '6222000011112222' };
  for (const kind of CONTACT_KINDS)
    expect(maskedContact(kind, values[kind])).not.toContain(values[kind].slice(1, 8));
});
