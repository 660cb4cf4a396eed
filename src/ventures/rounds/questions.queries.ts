import { type EntityManager } from 'typeorm';
import { among, count, row, rows, sql } from '../../platform/database/sql.js';
import { type QuestionStatus } from './questions.rules.js';

/** An answer as everybody reads it; `version` counts its corrections. */
export interface AnswerLine {
  readonly number: number;
  readonly version: number;
  readonly question: string;
  readonly answer: string;
  readonly reason: string | null;
  readonly publishedAt: string;
  readonly ledgerSeq: number;
}

const ANSWER = sql`q.number, a.version, a.question, a.answer, a.reason, a.published_at AS "publishedAt", a.ledger_seq AS "ledgerSeq"`;

/** Every published answer of a round in every version: the newest question first, its newest version first. */
export async function publishedAnswers(db: EntityManager, roundId: string): Promise<AnswerLine[]> {
  return rows<AnswerLine>(
    db,
    sql`SELECT ${ANSWER} FROM call_answer a JOIN call_question q ON q.id = a.question_id
        WHERE q.round_id = ${roundId} ORDER BY q.number DESC, a.version DESC`,
  );
}

/** How many questions of a round have been answered in public. */
export function answeredCount(db: EntityManager, roundId: string): Promise<number> {
  return count(
    db,
    sql`SELECT count(*) AS n FROM call_question WHERE round_id = ${roundId} AND number IS NOT NULL`,
  );
}

/** What a question and its answer say in public now; null: it was never answered. */
export function newestAnswer(
  db: EntityManager,
  questionId: string,
): Promise<Pick<AnswerLine, 'question' | 'answer'> | null> {
  return row<Pick<AnswerLine, 'question' | 'answer'>>(
    db,
    sql`SELECT question, answer FROM call_answer WHERE question_id = ${questionId} ORDER BY version DESC LIMIT 1`,
  );
}

/** What was published after an instant, oldest first. */
export async function answersSince(db: EntityManager, roundId: string, since: string): Promise<AnswerLine[]> {
  return rows<AnswerLine>(
    db,
    sql`SELECT ${ANSWER} FROM call_answer a JOIN call_question q ON q.id = a.question_id
        WHERE q.round_id = ${roundId} AND a.published_at > ${since} ORDER BY a.published_at, q.number, a.version`,
  );
}

/** A question as the bureau has it. Of the contact only that there is one. */
export interface QuestionDetail {
  readonly id: string;
  readonly roundId: string;
  readonly number: number | null;
  readonly text: string;
  readonly askedAt: string;
  readonly asker: string | null;
  readonly hasContact: boolean;
  readonly status: QuestionStatus;
  readonly draftQuestion: string | null;
  readonly draftAnswer: string | null;
  readonly draftReason: string | null;
  readonly setAsideReason: string | null;
  readonly version: number;
  /** The version of its newest published answer; 0: none. */
  readonly answered: number;
}

const QUESTION = sql`q.id, q.round_id AS "roundId", q.number, q.text, q.asked_at AS "askedAt", o.name AS asker,
  CASE WHEN q.contact_sealed IS NULL THEN 0 ELSE 1 END AS contact, q.status, q.draft_question AS "draftQuestion",
  q.draft_answer AS "draftAnswer", q.draft_reason AS "draftReason", q.set_aside_reason AS "setAsideReason", q.version,
  (SELECT coalesce(max(a.version), 0) FROM call_answer a WHERE a.question_id = q.id) AS answered`;
const FROM = sql`FROM call_question q LEFT JOIN organization o ON o.id = q.asker_id`;

type Raw = Omit<QuestionDetail, 'hasContact'> & { readonly contact: number };
const detail = ({ contact, ...one }: Raw): QuestionDetail => ({
  ...one,
  hasContact: Number(contact) === 1,
  answered: Number(one.answered),
});

/** The questions of a round for the desk, the oldest first. */
export async function questionsOf(db: EntityManager, roundId: string): Promise<QuestionDetail[]> {
  const list = await rows<Raw>(
    db,
    sql`SELECT ${QUESTION} ${FROM} WHERE q.round_id = ${roundId} ORDER BY q.asked_at, q.id`,
  );
  return list.map(detail);
}

/** Some questions of a round; an id of another round finds nothing. */
export async function questionsIn(
  db: EntityManager,
  roundId: string,
  ids: readonly string[],
): Promise<QuestionDetail[]> {
  const list = await rows<Raw>(
    db,
    sql`SELECT ${QUESTION} ${FROM} WHERE q.round_id = ${roundId} AND q.id IN ${among(ids)} ORDER BY q.asked_at, q.id`,
  );
  return list.map(detail);
}

/** Where the answers to these questions are sent, still sealed. */
export async function sealedContacts(db: EntityManager, ids: readonly string[]): Promise<string[]> {
  const list = await rows<{ sealed: string }>(
    db,
    sql`SELECT contact_sealed AS sealed FROM call_question WHERE id IN ${among(ids)} AND contact_sealed IS NOT NULL`,
  );
  return list.map(({ sealed }) => sealed);
}

/** The number that the next answered question of a round gets. */
export async function nextQuestionNumber(db: EntityManager, roundId: string): Promise<number> {
  const last = await row<{ n: number | string }>(
    db,
    sql`SELECT coalesce(max(number), 0) AS n FROM call_question WHERE round_id = ${roundId}`,
  );
  return Number(last?.n ?? 0) + 1;
}
