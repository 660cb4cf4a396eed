import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findingsInCreditEntry } from '../../src/credit/records/record-fields.rules.js';
import {
  AGREEMENT_LIFE,
  type AgreementEntry,
  findingsInAgreement,
  functionRecord,
  functionReturned,
  functionTransferred,
  isTakenOn,
  ITEM_LIFE,
  ITEM_STATUSES,
  type ItemAction,
  type ItemStatus,
  type UndertakerFacts,
} from '../../src/functions/transfer.rules.js';
import { may } from '../../src/kernel/rights.js';
import { follow } from '../../src/kernel/transitions.js';
import { type Role, ROLES, type SignedIn } from '../../src/kernel/viewer.js';

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
const led = (status: ItemStatus, action: ItemAction): ItemStatus | null => {
  const answer = follow(ITEM_LIFE, status, action);
  return answer.ok ? answer.value : null;
};

describe('the life of an item (domain.md 4.2)', () => {
  test.each<[ItemStatus, ItemAction, ItemStatus]>([
    ['DRAFT', 'review', 'REVIEWED'],
    ['REVIEWED', 'publish', 'PUBLISHED'],
    ['PUBLISHED', 'compete', 'COMPETING'],
    // Without competition one body is designated (domain.md 4.4).
    ['PUBLISHED', 'agree', 'AGREED'],
    ['COMPETING', 'agree', 'AGREED'],
    ['AGREED', 'handOver', 'HANDED_OVER'],
    ['HANDED_OVER', 'suspend', 'SUSPENDED'],
    ['HANDED_OVER', 'renew', 'RENEWED'],
    ['HANDED_OVER', 'takeBack', 'TAKEN_BACK'],
    ['HANDED_OVER', 'withdraw', 'WITHDRAWN'],
    ['RENEWED', 'renew', 'RENEWED'],
    ['RENEWED', 'suspend', 'SUSPENDED'],
    ['RENEWED', 'takeBack', 'TAKEN_BACK'],
    ['RENEWED', 'withdraw', 'WITHDRAWN'],
    ['SUSPENDED', 'withdraw', 'WITHDRAWN'],
    ['TAKEN_BACK', 'compete', 'COMPETING'],
  ])('from %s, %s leads to %s', (status, action, to) => {
    expect(led(status, action)).toBe(to);
  });

  test.each<[ItemStatus, ItemAction]>([
    ['DRAFT', 'publish'],
    ['DRAFT', 'agree'],
    ['REVIEWED', 'compete'],
    ['REVIEWED', 'agree'],
    ['PUBLISHED', 'handOver'],
    ['PUBLISHED', 'takeBack'],
    ['COMPETING', 'handOver'],
    ['AGREED', 'renew'],
    ['TAKEN_BACK', 'handOver'],
    ['TAKEN_BACK', 'renew'],
    ['WITHDRAWN', 'publish'],
    ['WITHDRAWN', 'compete'],
    ['WITHDRAWN', 'renew'],
  ])('from %s there is no %s', (status, action) => {
    expect(led(status, action)).toBeNull();
  });

  test('what stops an item needs a reason', () => {
    for (const status of ITEM_STATUSES) {
      const { suspend, takeBack, withdraw } = ITEM_LIFE[status];
      for (const arrow of [suspend, takeBack, withdraw])
        expect(arrow === undefined || arrow.needs === 'reason').toBe(true);
    }
    expect(ITEM_LIFE.HANDED_OVER.withdraw).toMatchObject({ needs: 'reason' });
    expect(ITEM_LIFE.HANDED_OVER.takeBack).toMatchObject({ needs: 'reason' });
    expect(ITEM_LIFE.HANDED_OVER.suspend).toMatchObject({ needs: 'reason' });
  });
});

describe('one side alone moves nothing (T32)', () => {
  test.each([
    ['agree', ITEM_LIFE.PUBLISHED.agree],
    ['agree after competition', ITEM_LIFE.COMPETING.agree],
    ['hand over', ITEM_LIFE.AGREED.handOver],
    ['renew', ITEM_LIFE.HANDED_OVER.renew],
    ['renew again', ITEM_LIFE.RENEWED.renew],
    ['confirm an agreement', AGREEMENT_LIFE.DRAFT.confirm],
  ])('to %s takes the bureau', (_, arrow) => {
    expect(arrow?.by).toBe('agreement.confirm');
  });

  test('nobody both records an agreement and confirms it', () => {
    const both = ROLES.filter(
      (role) => may(as(role), 'agreement.record') && may(as(role), 'agreement.confirm'),
    );
    expect(both).toEqual([]);
  });

  test('an agreement becomes effective by its confirmation, and an ended one stays ended', () => {
    expect(follow(AGREEMENT_LIFE, 'DRAFT', 'confirm')).toEqual({ ok: true, value: 'EFFECTIVE' });
    expect(follow(AGREEMENT_LIFE, 'EFFECTIVE', 'confirm').ok).toBe(false);
    expect(follow(AGREEMENT_LIFE, 'ENDED', 'confirm').ok).toBe(false);
    expect(follow(AGREEMENT_LIFE, 'DRAFT', 'end').ok).toBe(false);
  });

  test('an effective agreement ends with a reason', () => {
    expect(follow(AGREEMENT_LIFE, 'EFFECTIVE', 'end')).toEqual({ ok: true, value: 'ENDED' });
    expect(AGREEMENT_LIFE.EFFECTIVE.end).toMatchObject({ needs: 'reason' });
  });
});

describe('taken on in full (承接到位; R-FT-01)', () => {
  test.each(
    ITEM_STATUSES.map((status) => [status, status === 'HANDED_OVER' || status === 'RENEWED'] as const),
  )('%s with a current agreement: %s', (status, expected) => {
    expect(isTakenOn(status, true)).toBe(expected);
  });

  test.each(ITEM_STATUSES)('%s without a current agreement never is', (status) => {
    expect(isTakenOn(status, false)).toBe(false);
  });

  test('of the 50 items of the demo, 38 are', () => {
    const items = parse(readFileSync('seeds/reference/functions.csv', 'utf8'), {
      columns: true,
      bom: true,
    }) as { demo_status: string }[];
    const taken = items.filter(({ demo_status: word }) => {
      const status = ITEM_STATUSES.find((one) => one === word.toUpperCase());
      return status !== undefined && isTakenOn(status, true);
    });
    expect([taken.length, items.length]).toEqual([38, 50]);
  });
});

describe('what stands against an agreement', () => {
  const entry: AgreementEntry = {
    creditCode: '51320800MJ99000127',
    fromOn: '2026-01-01',
    untilOn: '2027-01-01',
    documentNumber: '淮民协〔2026〕1号',
  };
  const facts: UndertakerFacts = { registered: true, serious: false, overlapping: false };
  const NOT_REGISTERED = { code: 'undertaker-not-registered', field: 'creditCode' };
  const SERIOUS = { code: 'undertaker-on-serious-list', field: 'creditCode' };
  const OVERLAP = { code: 'agreement-overlaps', field: 'fromOn' };
  const ORDER = { code: 'agreement-order', field: 'untilOn' };

  test.each<[string, Partial<AgreementEntry>, Partial<UndertakerFacts>, readonly object[]]>([
    ['nothing', {}, {}, []],
    ['a body that is not registered (domain.md 4.3)', {}, { registered: false }, [NOT_REGISTERED]],
    ['the serious list is a hard stop (R-CR-21)', {}, { serious: true }, [SERIOUS]],
    ['a second holder in the same time', {}, { overlapping: true }, [OVERLAP]],
    ['an end before its beginning', { untilOn: '2025-12-31' }, {}, [ORDER]],
    ['an end on its first day', { untilOn: '2026-01-01' }, {}, [ORDER]],
    ['an end a day later is fine', { untilOn: '2026-01-02' }, {}, []],
    [
      'everything at once',
      { untilOn: '2025-12-31' },
      { registered: false, serious: true, overlapping: true },
      [ORDER, NOT_REGISTERED, SERIOUS, OVERLAP],
    ],
  ])('%s', (_, change, fact, expected) => {
    expect(findingsInAgreement({ ...entry, ...change }, { ...facts, ...fact })).toEqual(expected);
  });
});

describe('functions in the public ledger', () => {
  test('a function transferred', () => {
    const data = {
      organization: '51320800MJ99000127',
      from: '2026-01-01',
      until: '2027-01-01',
      agreement: 'A-1',
      legacy: false,
    };
    expect(functionTransferred('programme-officer:7f3a', 'HA-FT-01', data)).toEqual({
      type: 'function.transferred',
      by: 'programme-officer:7f3a',
      ref: 'HA-FT-01',
      data,
    });
  });

  test('a function returned', () => {
    const data = { organization: '51320800MJ99000127', on: '2026-11-24', status: 'TAKEN_BACK' as const };
    expect(functionReturned('department-officer:91bc', 'HA-FT-01', data)).toEqual({
      type: 'function.returned',
      by: 'department-officer:91bc',
      ref: 'HA-FT-01',
      data,
    });
  });

  test('a confirmed agreement is credit information that its own rules accept, valid ahead (domain.md 2.2)', () => {
    const agreement = {
      creditCode: '51320800MJ99000127',
      itemCode: 'HA-FT-01',
      number: 'CJ2027-001',
      fromOn: '2027-03-01',
      untilOn: '2028-03-01',
    };
    const entry = functionRecord(agreement, '2026-11-24');
    expect(entry).toMatchObject({
      category: 'OTHER',
      otherKind: 'FUNCTION',
      formedOn: '2026-11-24',
      validFrom: '2027-03-01',
      validTo: '2028-03-01',
    });
    expect(findingsInCreditEntry(entry, '2026-11-24')).toEqual([]);
  });
});
