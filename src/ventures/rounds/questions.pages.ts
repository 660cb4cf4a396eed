import { type Deadline } from '../../kernel/calendar.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { type AnswerLine, type QuestionDetail } from './questions.queries.js';
import { QUESTION_LIFE, type QuestionStatus } from './questions.rules.js';
import { roundName } from './rounds.pages.js';
import { type RoundDetail } from './rounds.queries.js';

const key = (name: string, args?: Extract<Text, { key: string }>['args']): Text =>
  args ? { key: `questions.${name}`, args } : { key: `questions.${name}` };

const publicCrumbs = (round: RoundDetail): PageBase['crumbs'] => [
  { label: { key: 'common.nav.rounds' }, href: '/rounds' },
  { label: roundName(round), href: `/rounds/${round.number}` },
];
const deskCrumbs = (round: RoundDetail): PageBase['crumbs'] => [
  { label: { key: 'ventures.rounds.title' }, href: '/bureau/rounds' },
  { label: roundName(round), href: `/bureau/rounds/${round.number}` },
];

const TONES: Readonly<Record<QuestionStatus, Tone>> = {
  RECEIVED: 'warn',
  DRAFTED: 'info',
  PUBLISHED: 'ok',
  CORRECTING: 'info',
  SET_ASIDE: 'neutral',
};
const questionTag = (status: QuestionStatus): Tag => ({
  tone: TONES[status],
  label: key(`statuses.${status}`),
});

/** The published answers by question, the newest version apart from those it replaced. */
export interface AnswerView {
  readonly number: number;
  readonly question: string;
  readonly answer: string;
  readonly publishedAt: string;
  readonly proof: string;
  readonly corrected: Text | null;
  readonly reason: string | null;
  readonly before: readonly {
    readonly version: Text;
    readonly question: string;
    readonly answer: string;
    readonly publishedAt: string;
  }[];
}

/** Questions with all their versions, in the order given. */
export function answerViews(lines: readonly AnswerLine[]): readonly AnswerView[] {
  const numbers = [...new Set(lines.map(({ number }) => number))];
  return numbers.flatMap((number) => {
    const [newest, ...older] = lines.filter((one) => one.number === number);
    if (newest === undefined) return [];
    const { question, answer, publishedAt, reason, version, ledgerSeq } = newest;
    return [
      {
        number,
        question,
        answer,
        publishedAt,
        reason,
        proof: `/ledger/entries?start=${ledgerSeq}&end=${ledgerSeq + 1}`,
        corrected: version === 1 ? null : key('corrected', { version }),
        before: older.map((one) => ({
          version: key('version', { version: one.version }),
          question: one.question,
          answer: one.answer,
          publishedAt: one.publishedAt,
        })),
      },
    ];
  });
}

export interface AnswersPage extends PageBase {
  readonly round: string;
  readonly asking: Text;
  readonly ask: string | null;
  readonly provisional: boolean;
  readonly answers: readonly AnswerView[];
  readonly pager: Pager;
}

/** What was asked and answered about a call, the same for everybody. */
export function answersPage(
  round: RoundDetail,
  list: {
    readonly items: readonly AnswerView[];
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
  },
  until: { readonly deadline: Deadline; readonly isOpen: boolean },
): AnswersPage {
  const path = `/rounds/${round.number}/questions`;
  const { deadline, isOpen } = until;
  return {
    ...pageBase(key('title'), publicCrumbs(round)),
    round: round.number,
    asking: isOpen ? key('until', { day: deadline.day }) : key('over'),
    ask: isOpen ? `${path}/new` : null,
    provisional: isOpen && deadline.provisional,
    answers: list.items,
    pager: pager(list, path),
  };
}

export interface AskPage extends PageBase {
  readonly needsToken: true;
  readonly action: string;
  readonly text: Field;
  readonly email: Field;
}

export function askPage(round: RoundDetail, entered?: Entered): AskPage {
  const field = fieldsOf(entered);
  const path = `/rounds/${round.number}/questions`;
  return {
    ...pageBase(key('ask'), [...publicCrumbs(round), { label: key('title'), href: path }], entered?.findings),
    needsToken: true,
    action: path,
    text: field('text', {
      label: key('text'),
      hint: key('text-hint'),
      required: true,
      maxLength: 1000,
      rows: 5,
    }),
    email: field('email', {
      label: key('email'),
      hint: key('email-hint'),
      inputMode: 'email',
      maxLength: 120,
      autocomplete: 'email',
    }),
  };
}

export interface QuestionsPage extends PageBase {
  readonly list: Table;
  readonly batch: readonly { readonly name: string; readonly id: string; readonly label: Text }[];
  readonly action: string;
}

/** The questions of a round for those who answer; what is drafted can go out together. */
export function questionsPage(
  round: RoundDetail,
  questions: readonly QuestionDetail[],
  view: { readonly mayAnswer: boolean; readonly findings?: PageBase['findings'][number]['finding'][] },
): QuestionsPage {
  const path = `/bureau/rounds/${round.number}/questions`;
  const drafted = questions.filter(({ status }) => QUESTION_LIFE[status].publish !== undefined);
  return {
    ...pageBase(key('desk'), deskCrumbs(round), view.findings),
    action: `${path}/publication`,
    batch: view.mayAnswer
      ? drafted.map((one, i) => ({
          name: `chosen[${i}][id]`,
          id: one.id,
          label: one.draftQuestion ?? one.text,
        }))
      : [],
    list: table(
      key('desk'),
      [key('asked'), key('text'), key('state'), key('asker')],
      questions.map((one) => [
        cell.instant(one.askedAt),
        cell.link(
          shortened(one.text),
          `${path}/${one.id}`,
          one.number === null ? null : key('number', { number: one.number }),
        ),
        cell.tag(questionTag(one.status)),
        cell.text(one.asker ?? key('anybody')),
      ]),
      key('none'),
    ),
  };
}

function shortened(text: string): string {
  const characters = [...text.replaceAll('\n', ' ')];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : characters.join('');
}

export interface QuestionPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly form: {
    readonly action: string;
    readonly version: number;
    readonly fields: readonly Field[];
  } | null;
  readonly setAside: {
    readonly action: string;
    readonly version: number;
    readonly reason: Field;
  } | null;
}

/** One question on the desk: as it was asked, and the answer as it will read. */
export function questionPage(
  round: RoundDetail,
  one: QuestionDetail,
  view: { readonly mayAnswer: boolean; readonly entered?: Entered; readonly refused?: 'draft' | 'aside' },
): QuestionPage {
  const path = `/bureau/rounds/${round.number}/questions`;
  const { mayAnswer, entered, refused } = view;
  const field = fieldsOf(refused === 'aside' ? undefined : entered);
  const aside = fieldsOf(refused === 'aside' ? entered : undefined);
  const isCorrection = one.answered > 0;
  const text = (name: string, initial: string, more: Partial<Parameters<typeof field>[1]>): Field =>
    field(name, { label: key(`fields.${name}`), initial, ...more });
  return {
    ...pageBase(
      one.number === null ? key('one') : key('number', { number: one.number }),
      [...deskCrumbs(round), { label: key('desk'), href: path }],
      entered?.findings,
    ),
    tag: questionTag(one.status),
    facts: [
      summaryRow(key('asked'), cell.instant(one.askedAt)),
      summaryRow(key('asker'), cell.text(one.asker ?? key('anybody'))),
      summaryRow(key('as-asked'), cell.text(one.text)),
      summaryRow(key('contact'), cell.text(key(one.hasContact ? 'contact-left' : 'contact-none'))),
      ...(one.setAsideReason === null
        ? []
        : [summaryRow(key('aside-reason'), cell.text(one.setAsideReason))]),
    ],
    form: mayAnswer
      ? {
          action: `${path}/${one.id}`,
          version: one.version,
          fields: [
            text('question', one.draftQuestion ?? one.text, {
              hint: key('fields.question-hint'),
              required: true,
              maxLength: 1000,
              rows: 4,
            }),
            text('answer', one.draftAnswer ?? '', { required: true, maxLength: 4000, rows: 8 }),
            ...(isCorrection
              ? [
                  text('reason', one.status === 'CORRECTING' ? (one.draftReason ?? '') : '', {
                    hint: key('fields.reason-hint'),
                    required: true,
                    maxLength: 500,
                    rows: 3,
                  }),
                ]
              : []),
          ],
        }
      : null,
    setAside:
      mayAnswer && QUESTION_LIFE[one.status].setAside !== undefined
        ? {
            action: `${path}/${one.id}/setting-aside`,
            version: one.version,
            reason: aside('reason', {
              label: key('fields.aside'),
              hint: key('fields.aside-hint'),
              required: true,
              maxLength: 500,
              rows: 3,
            }),
          }
        : null,
  };
}
