import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/platform/config.js';
import { FieldKeys } from '../../src/platform/field-keys.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keysIn = (name: string): FieldKeys =>
  new FieldKeys(readConfig('test', { DATA_DIR: folder, FIELD_KEY_FILE: join(folder, name) }));

test('a sealed value opens with the same file only, and a changed one does not open', () => {
  const keys = keysIn('a.key');
  const sealed = keys.seal('13800005678 虚构');
  expect(sealed).not.toContain('5678');
  expect(keys.seal('13800005678 虚构')).not.toBe(sealed);
  expect(keysIn('a.key').open(sealed)).toBe('13800005678 虚构');
  expect(() => keysIn('b.key').open(sealed)).toThrow();
  expect(() => keys.open(`${sealed.slice(0, -3)}AAA`)).toThrow();
  expect(() => keys.open('13800005678')).toThrow('not a sealed value');
  expect(statSync(join(folder, 'a.key')).mode & 0o777).toBe(0o400);
});

test('fingerprints are equal for equal values of one purpose and one key', () => {
  const keys = keysIn('a.key');
  const print = keys.fingerprint('phone', '13800005678');
  expect(print).toMatch(/^[0-9a-f]{64}$/);
  expect(keysIn('a.key').fingerprint('phone', '13800005678')).toBe(print);
  expect(keys.fingerprint('account', '13800005678')).not.toBe(print);
  expect(keysIn('b.key').fingerprint('phone', '13800005678')).not.toBe(print);
  expect([
    keys.fits('phone', '13800005678', print.slice(0, 16)),
    keys.fits('phone', '13800005678', '0'.repeat(16)),
  ]).toEqual([true, false]);
  expect(keys.fits('phone', '13800005678', print.slice(0, 7))).toBe(false);
});

test('a key file that holds no key stops the start', () => {
  writeFileSync(join(folder, 'bad.key'), 'secret');
  expect(() => keysIn('bad.key')).toThrow('FIELD_KEY_FILE');
});
