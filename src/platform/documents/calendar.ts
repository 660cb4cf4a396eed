/** A day or an instant of a calendar file; `uid` never changes, whatever happens to the day. */
export interface CalendarEvent {
  readonly uid: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
  /** A day (`2026-12-01`) takes the whole day; an instant in UTC (`2026-12-01T15:59:00.000Z`) is a moment. */
  readonly at: string;
}

export interface Calendar {
  readonly name: string;
  /** When what it says was last set, in UTC; the same for everybody who asks. */
  readonly stampedAt: string;
  /** How often it has been changed since the first time: calendars replace an event by a higher one. */
  readonly sequence: number;
  readonly events: readonly CalendarEvent[];
}

const LONGEST_LINE = 75;

/** A calendar file by RFC 5545: CRLF, at most 75 octets a line, moments in UTC. */
export function calendarText({ name, stampedAt, sequence, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//social-organization-portal//calls//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(({ uid, title, text, link, at }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${utc(stampedAt)}`,
      `SEQUENCE:${sequence}`,
      at.length === 10 ? `DTSTART;VALUE=DATE:${at.replaceAll('-', '')}` : `DTSTART:${utc(at)}`,
      `SUMMARY:${escaped(title)}`,
      ...(text === '' ? [] : [`DESCRIPTION:${escaped(text)}`]),
      `URL:${link}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `2026-12-01T15:59:00.000Z` as `20261201T155900Z`. */
function utc(instant: string): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\u0000-\u001F\u007F]/g, '');
}

/** A line in pieces of 75 octets that never cut a character; each further one begins with a space. */
function folded(line: string): string {
  let [done, piece, octets] = ['', '', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      done += `${piece}\r\n `;
      [piece, octets] = ['', 1];
    }
    piece += character;
    octets += size;
  }
  return done + piece;
}
