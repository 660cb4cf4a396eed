import {
  addDays,
  type CalendarDay,
  type Deadline,
  shanghaiDayOf,
  type WorkingDayTable,
  workingDaysBetween,
} from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type RoundStatus } from './round.rules.js';

export const QUESTION_STATUSES = ['RECEIVED', 'DRAFTED', 'PUBLISHED', 'CORRECTING', 'SET_ASIDE'] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];
export type QuestionAction = 'draft' | 'publish' | 'setAside';

/** The life of a question: an answer is drafted, published, and may be corrected; what is no question is set aside. (B11) */
export const QUESTION_LIFE: TransitionTable<QuestionStatus, QuestionAction> = {
  RECEIVED: {
    draft: { to: 'DRAFTED', by: 'question.answer' },
    setAside: { to: 'SET_ASIDE', by: 'question.answer' },
  },
  DRAFTED: {
    draft: { to: 'DRAFTED', by: 'question.answer' },
    publish: { to: 'PUBLISHED', by: 'question.answer' },
    setAside: { to: 'SET_ASIDE', by: 'question.answer' },
  },
  PUBLISHED: { draft: { to: 'CORRECTING', by: 'question.answer' } },
  CORRECTING: {
    draft: { to: 'CORRECTING', by: 'question.answer' },
    publish: { to: 'PUBLISHED', by: 'question.answer' },
  },
  SET_ASIDE: { draft: { to: 'DRAFTED', by: 'question.answer' } },
};

/** Questions end so many working days before the close, so that every answer still helps everybody. */
export const QUESTIONS_END_WORKING_DAYS = 3;

/** The last day on which somebody may ask. */
export function questionsUntil(round: { readonly closesAt: string }, table: WorkingDayTable): Deadline {
  const closesOn = shanghaiDayOf(new Date(Date.parse(round.closesAt) - 1).toISOString());
  let day: CalendarDay = closesOn;
  for (;;) {
    const { days, provisional } = workingDaysBetween(table, day, closesOn);
    if (days >= QUESTIONS_END_WORKING_DAYS) return { day, provisional };
    day = addDays(day, -1);
  }
}

/** What stands against a question to a call. */
export function findingsInAsking(
  round: { readonly status: RoundStatus; readonly closesAt: string },
  today: CalendarDay,
  table: WorkingDayTable,
): Finding[] {
  if (round.status !== 'OPEN') return [{ code: 'question-call-not-open' }];
  const { day } = questionsUntil(round, table);
  return today <= day ? [] : [{ code: 'question-too-late', args: { day } }];
}

export interface AnswerEntry {
  readonly question: string;
  readonly answer: string;
  readonly reason?: string;
}

/** Phones of persons, identity numbers and e-mail addresses are nobody's to publish. */
const PERSONAL = [/(?<!\d)1[3-9]\d{9}(?!\d)/, /(?<!\d)\d{17}[\dXx](?!\d)/, /[^\s@]+@[^\s@]+\.[^\s@]+/];

/**
 * What stands against an answer: personal data in what will be public, and a correction of `published` that changes
 * nothing or does not say why.
 */
export function findingsInAnswer(
  { question, answer, reason }: AnswerEntry,
  published: { readonly question: string; readonly answer: string } | null,
): Finding[] {
  const personal = (field: string, text: string): Finding[] =>
    PERSONAL.some((pattern) => pattern.test(text)) ? [{ code: 'answer-personal-data', field }] : [];
  return [
    ...personal('question', question),
    ...personal('answer', answer),
    ...(published?.question === question && published.answer === answer
      ? [{ code: 'answer-correction-same', field: 'answer' }]
      : []),
    ...(published !== null && (reason ?? '') === ''
      ? [{ code: 'answer-correction-reason', field: 'reason' }]
      : personal('reason', reason ?? '')),
  ];
}

/** What the hash of a batch of answers covers, in the order of their numbers. */
export function answersText(
  answers: readonly { number: number; version: number; question: string; answer: string }[],
): string {
  return JSON.stringify(
    [...answers]
      .sort((a, b) => a.number - b.number)
      .map(({ number, version, question, answer }) => ({ number, version, question, answer })),
  );
}

/** Answers went out, all of them at this instant. */
export function answersPublished(
  viewer: SignedIn,
  round: string,
  data: { readonly answers: readonly { number: number; version: number }[]; readonly hash: string },
): PublicAct {
  return {
    type: 'round.answered',
    by: actorOf(viewer),
    ref: round,
    data: { answers: data.answers.map(({ number, version }) => ({ number, version })), hash: data.hash },
  };
}
