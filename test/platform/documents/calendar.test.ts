import { expect, test } from '@jest/globals';
import { calendarText } from '../../../src/platform/documents/calendar.js';
import { calendarEvents } from '../../support/calendar.js';

const LONG = `第七届公益创投；征集截止，逗号\\反斜线 ${'很长的名称'.repeat(20)}`;
const FILE = calendarText({
  name: '批次日程',
  stampedAt: '2026-11-14T02:00:00.000Z',
  sequence: 2,
  events: [
    {
      uid: 'a@portal.example',
      title: LONG,
      text: '第一行\n第二行; 还有, 逗号',
      link: 'https://portal.example/rounds/2026-01',
      at: '2026-12-14T16:00:00.000Z',
    },
    { uid: 'b@portal.example', title: '公示', text: '', link: 'https://portal.example/', at: '2027-01-08' },
  ],
});

test('every line ends with CRLF, is at most 75 octets long and cuts no character', () => {
  expect(FILE.endsWith('\r\n')).toBe(true);
  expect(FILE.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of FILE.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\uFFFD');
  }
});

test('what was written is read back, whatever stands in it', () => {
  expect(calendarEvents(FILE)).toEqual([
    {
      UID: 'a@portal.example',
      DTSTAMP: '20261114T020000Z',
      SEQUENCE: '2',
      DTSTART: '20261214T160000Z',
      SUMMARY: LONG,
      DESCRIPTION: '第一行\n第二行; 还有, 逗号',
      URL: 'https://portal.example/rounds/2026-01',
      TRANSP: 'TRANSPARENT',
    },
    {
      UID: 'b@portal.example',
      DTSTAMP: '20261114T020000Z',
      SEQUENCE: '2',
      'DTSTART;VALUE=DATE': '20270108',
      SUMMARY: '公示',
      URL: 'https://portal.example/',
      TRANSP: 'TRANSPARENT',
    },
  ]);
});
