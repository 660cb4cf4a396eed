import { type CalendarDay, type WorkingDayTable, workingDaysLeft } from '../../kernel/calendar.js';
import { type Cell, cell, type Table, table, type Tag, type Text } from '../../platform/views/page.js';
import { type CaseStatus } from './case.rules.js';
import { type CaseDetail, type EvidenceLine, type LetterLine } from './cases.queries.js';

const column = (name: string): Text => ({ key: `lists.fields.${name}` });

export function caseTag(status: CaseStatus): Tag {
  const tones = {
    FOUND: 'info',
    NOTICE_SENT: 'warn',
    STATEMENT_RECEIVED: 'info',
    WAIVED: 'info',
    VERIFIED: 'warn',
    LISTED: 'danger',
    NOT_LISTED: 'ok',
  } as const;
  return { tone: tones[status], label: { key: `lists.case-statuses.${status}` } };
}

/** A last day with its mark where the year's holidays are not announced yet. */
export function lastDay(day: CalendarDay | null, isProvisional: boolean): Cell {
  return day !== null && isProvisional
    ? cell.text({ key: 'lists.provisional-day', args: { day } })
    : cell.day(day);
}

/** The statement period in working days, with its last minute and its provisional mark. */
export function countdownText(
  one: Pick<CaseDetail, 'statementDueOn' | 'isProvisional'>,
  { today, table: days }: { readonly today: CalendarDay; readonly table: WorkingDayTable },
): Text {
  const { statementDueOn: to, isProvisional } = one;
  if (to === null) return { key: 'lists.cases.not-served' };
  const left = workingDaysLeft(days, today, to).days;
  const key = isProvisional ? 'lists.cases.running-provisional' : 'lists.cases.running';
  return { key, args: { to, left } };
}

/** What the body said and what the bureau answered, side by side. */
export function pointsTable({ points, answers }: Pick<CaseDetail, 'points' | 'answers'>): Table | null {
  if (points.length === 0) return null;
  return table(
    { key: 'lists.cases.points-caption' },
    [column('n'), column('point'), column('answer')],
    points.map((point, i) => [cell.number(i + 1), cell.text(point), cell.text(answers[i] ?? null)]),
  );
}

export function lettersTable(letters: readonly LetterLine[]): Table {
  return table(
    { key: 'lists.letters.caption' },
    ['n', 'sent', 'tracking', 'outcome', 'outcome-on'].map(column),
    letters.map(({ position, sentOn, tracking, outcome, outcomeOn }) => [
      cell.number(position),
      cell.day(sentOn),
      cell.text(tracking),
      cell.text(
        outcome === null ? { key: 'lists.letters.open' } : { key: `lists.letter-outcomes.${outcome}` },
      ),
      cell.day(outcomeOn),
    ]),
    { key: 'lists.letters.none' },
  );
}

export function evidenceTable(files: readonly EvidenceLine[], base: string): Table {
  return table(
    { key: 'lists.evidence.caption' },
    [column('file'), column('side'), column('added')],
    files.map((one) => [
      cell.link(one.name, `${base}/${one.id}`),
      cell.text({ key: `lists.sides.${one.side}` }),
      cell.instant(one.addedAt),
    ]),
    { key: 'lists.evidence.none' },
  );
}
