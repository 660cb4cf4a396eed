import { describe, expect, test } from '@jest/globals';
import { objectionGuard, standstillGuard } from '../../src/notices/standstill.rules.js';

const payment = {
  table: 'payment',
  name: 'payment_standstill',
  contracts: ['INSTRUCTED', 'PAID'],
  subjects: [
    ['application', 'NEW."application_number"'],
    ['round', '(SELECT 1)'],
  ],
} as const;

describe('the standstill of the database, by subject (domain.md 3.7; features I3)', () => {
  test('SQLite: insert and update are asked, for every contracting status and every subject', () => {
    const { up, down } = standstillGuard('sqlite', payment);
    expect(up).toHaveLength(2);
    for (const text of up) {
      expect(text).toContain(`NEW."status" IN ('INSTRUCTED', 'PAID')`);
      expect(text).toContain(`o."status" IN ('OPEN', 'UPHELD')`);
      expect(text).toContain(
        `(o."subject_type" = 'application' AND o."subject_id" = NEW."application_number")`,
      );
      expect(text).toContain(`(o."subject_type" = 'round' AND o."subject_id" = (SELECT 1))`);
    }
    expect(down).toEqual([
      'DROP TRIGGER "payment_standstill_insert"',
      'DROP TRIGGER "payment_standstill_update"',
    ]);
  });

  test('PostgreSQL: one trigger that nobody but the owner can switch off, and one lock with the arrivals', () => {
    const { up, down } = standstillGuard('postgres', payment);
    expect(up[0]).toContain('pg_advisory_xact_lock');
    expect(up[1]).toContain('BEFORE INSERT OR UPDATE ON "payment"');
    expect(up[2]).toContain('ENABLE ALWAYS');
    expect(down).toHaveLength(2);
    expect(objectionGuard('postgres').up.join()).toContain('pg_advisory_xact_lock');
  });

  test.each(['sqlite', 'postgres'] as const)('%s: the objections themselves are guarded', (engine) => {
    const text = objectionGuard(engine).up.join(' ');
    for (const message of [
      'what was objected is not changed',
      'an objection that was decided stays so',
      'a decision stands in the public ledger',
    ])
      expect(text).toContain(message);
    expect(objectionGuard(engine).down.length).toBeGreaterThan(3);
  });
});
