import { shanghaiInstant } from '../kernel/calendar.js';
import { creditCodeFinding } from '../kernel/credit-code.js';
import { type Finding } from '../kernel/outcome.js';
import { statusTag } from '../organizations/organizations.pages.js';
import {
  addressOf,
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Text,
} from '../platform/views/page.js';
import { type Answered, type FoundBody } from './lookup.queries.js';

/** One line of the answer, for the page and for the sheet. */
export interface AnswerLine {
  readonly asked: string;
  readonly body: FoundBody | null;
  readonly answer: Text;
}

/** One sentence for each thing asked; several bodies of a name get a line each. */
export function answerLines(answers: readonly Answered[], now: string): AnswerLine[] {
  const at = timeText(now);
  return answers.flatMap(({ asked, reading, bodies, more }): AnswerLine[] => {
    const line = (body: FoundBody | null, answer: Text): AnswerLine => ({ asked, body, answer });
    if (bodies.length === 0) {
      const finding = reading === null ? null : creditCodeFinding(asked);
      if (finding !== null) return [line(null, { finding })];
      return [
        line(null, {
          key: reading === null ? 'credit.lookup.no-name' : 'credit.lookup.unknown',
          args: { at },
        }),
      ];
    }
    const lines = bodies.map((body) => line(body, sentenceOf(body, at)));
    return more
      ? [...lines, line(null, { key: 'credit.lookup.more', args: { count: bodies.length } })]
      : lines;
  });
}

function sentenceOf({ name, abnormalSince, seriousSince }: FoundBody, at: string): Text {
  const kind = seriousSince !== null ? 'serious' : abnormalSince !== null ? 'abnormal' : 'clean';
  return { key: `credit.lookup.${kind}`, args: { at, name, since: seriousSince ?? abnormalSince ?? '' } };
}

function timeText(now: string): string {
  return shanghaiInstant(now).slice(0, 16).replace('T', ' ');
}

export interface LookupPage extends PageBase {
  readonly field: Field;
  readonly answers: Table | null;
  readonly asOf: Text;
  readonly folded: Text | null;
  readonly csv: string;
  readonly xlsx: string;
  readonly paper: string;
}

/** What was asked and what came of it; `lines` is null before anybody asked, or where the question was refused. */
export function lookupPage(
  question: { text: string; repeated: number; finding: Finding | null },
  lines: readonly AnswerLine[] | null,
  now: string,
): LookupPage {
  const findings = question.finding === null ? [] : [question.finding];
  const query = { q: question.text };
  return {
    ...pageBase({ key: 'credit.lookup.title' }, [], findings),
    field: fieldsOf({ values: query, findings })('q', {
      label: { key: 'credit.lookup.field' },
      hint: { key: 'credit.lookup.field-hint' },
      rows: 4,
    }),
    asOf: { key: 'credit.lookup.as-of', args: { at: timeText(now) } },
    folded:
      question.repeated === 0 ? null : { key: 'credit.lookup.folded', args: { count: question.repeated } },
    answers: lines === null ? null : answersTable(lines),
    csv: addressOf('/credit/answers.csv', query),
    xlsx: addressOf('/credit/answers.xlsx', query),
    paper: addressOf('/credit', { ...query, print: 1 }),
  };
}

function answersTable(lines: readonly AnswerLine[]): Table {
  return table(
    { key: 'credit.lookup.results' },
    ['input', 'answer', 'status', 'report'].map((name) => ({ key: `credit.lookup.${name}` })),
    lines.map(({ asked, answer, body }) => [
      cell.text(asked),
      body === null
        ? cell.text(answer)
        : cell.link(answer, `/organizations/${body.creditCode}`, body.creditCode),
      body === null ? cell.text(null) : cell.tag(statusTag(body.status)),
      body === null
        ? cell.text(null)
        : cell.link({ key: 'disclosure.report.link' }, `/organizations/${body.creditCode}/report`),
    ]),
  );
}

/** The head of the sheet, and each line as texts in the reader's language. */
export function answerSheet(
  lines: readonly AnswerLine[],
  now: string,
  read: (text: Text) => string,
): readonly (readonly string[])[] {
  const heads = ['input', 'code', 'name', 'status', 'answer', 'abnormal-since', 'serious-since', 'time'];
  return [
    heads.map((name) => read({ key: `credit.lookup.${name}` })),
    ...lines.map(({ asked, body, answer }) => [
      asked,
      body?.creditCode ?? '',
      body?.name ?? '',
      body === null ? '' : read(statusTag(body.status).label),
      read(answer),
      body?.abnormalSince ?? '',
      body?.seriousSince ?? '',
      timeText(now),
    ]),
  ];
}
