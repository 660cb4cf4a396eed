import { expect, test } from '@jest/globals';
import {
  DOCUMENT_BYTES,
  documentStateOn,
  findingsInVersion,
  MOST_DOCUMENTS,
  roomFindings,
} from '../../src/organizations/document.rules.js';

test.each([
  [null, null, 'OPEN_ENDED'],
  ['2026-05-07', null, 'AHEAD'],
  ['2026-05-06', null, 'OPEN_ENDED'],
  [null, '2026-05-05', 'EXPIRED'],
  [null, '2026-05-06', 'EXPIRING'],
  [null, '2026-07-05', 'EXPIRING'],
  [null, '2026-07-06', 'VALID'],
] as const)('a document from %s to %s is %s on 6 May 2026', (validFrom, validUntil, state) => {
  expect(documentStateOn({ validFrom, validUntil }, '2026-05-06')).toBe(state);
});

test('a version needs days in order, room, and a store that is not full', () => {
  const open = { validFrom: null, validUntil: null };
  const codes = (
    term: Parameters<typeof findingsInVersion>[0],
    room: Parameters<typeof findingsInVersion>[1],
  ): string[] => findingsInVersion(term, room).map(({ code }) => code);
  expect(codes(open, { used: DOCUMENT_BYTES - 5, size: 5, documents: MOST_DOCUMENTS })).toEqual([]);
  expect(codes(open, { used: DOCUMENT_BYTES - 5, size: 6, documents: MOST_DOCUMENTS + 1 })).toEqual([
    'files-no-room',
    'documents-too-many',
  ]);
  const same = { validFrom: '2026-05-06', validUntil: '2026-05-06' };
  expect(codes(same, { used: 0, size: 1, documents: 1 })).toEqual([]);
  expect(codes({ ...same, validUntil: '2026-05-05' }, { used: 0, size: 1, documents: 1 })).toEqual([
    'document-ends-before-start',
  ]);
});

test('what is missing in room is said in whole megabytes', () => {
  expect(roomFindings(1024 * 1024 + 1, 1, 1024 * 1024)).toEqual([
    { code: 'files-no-room', field: 'file', args: { used: 2, most: 1, size: 1 } },
  ]);
});
