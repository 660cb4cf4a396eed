import { type Calendar } from '../platform/documents/calendar.js';
import { type Text } from '../platform/views/page.js';
import { roundName } from '../ventures/rounds/rounds.pages.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { TIMETABLE_STEPS } from '../ventures/rounds/timetable.rules.js';

export interface CalendarPlace {
  readonly origin: string;
  readonly read: (text: Text) => string;
}

/** The days of a call for anybody's calendar: opening and close as moments, the others as whole days. */
export function callCalendar(round: RoundDetail, { origin, read }: CalendarPlace): Calendar {
  const { number, opensAt, closesAt, terms } = round;
  const { hostname } = new URL(origin);
  const name = read(roundName(round));
  const events = TIMETABLE_STEPS.flatMap((step) => {
    const at =
      step === 'opensOn' ? opensAt : step === 'closesOn' ? closesAt : (terms?.timetable[step] ?? null);
    if (at === null) return [];
    return [
      {
        uid: `round-${number}-${step}@${hostname}`,
        title: `${name} · ${read({ key: `rounds.timetable.steps.${step}` })}`,
        text: step === 'closesOn' ? read({ key: 'call.closes-note' }) : '',
        link: `${origin}/rounds/${number}`,
        at,
      },
    ];
  });
  return { name, stampedAt: round.publishedAt ?? opensAt, sequence: round.version, events };
}
