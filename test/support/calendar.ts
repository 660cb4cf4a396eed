/** The events of a calendar file by RFC 5545, read by other code than wrote it: unfolded, values unescaped. */
export function calendarEvents(file: string): Record<string, string>[] {
  const lines = file.replace(/\r\n[ \t]/g, '').split('\r\n');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-2) !== 'END:VCALENDAR' || lines.at(-1) !== '')
    throw new Error('not a calendar');
  for (const must of ['VERSION:2.0', 'CALSCALE:GREGORIAN'])
    if (!lines.includes(must)) throw new Error(`no ${must}`);
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (line !== 'END:VEVENT' && events.length > 0 && line !== '' && !line.startsWith('END:'))
      Object.assign(events.at(-1) ?? {}, {
        [name]: value.replace(/\\(.)/g, (_, mark: string) => (mark === 'n' ? '\n' : mark)),
      });
  }
  return events;
}
