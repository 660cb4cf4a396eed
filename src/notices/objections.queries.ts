import { type EntityManager } from 'typeorm';
import { among, count, joined, row, rows, run, type Sql, sql } from '../platform/database/sql.js';
import { type NoticeBody } from './publicity.rules.js';
import { HOLDING, type ObjectionGround, type ObjectionStatus, type PointReply } from './objection.rules.js';

export interface ObjectionLine {
  readonly id: string;
  readonly number: string;
  readonly noticeNumber: string | null;
  readonly noticeZh: string | null;
  readonly noticeEn: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly desk: string;
  readonly ground: ObjectionGround;
  readonly status: ObjectionStatus;
  readonly receivedAt: string;
  readonly replyDueOn: string;
  readonly isProvisional: boolean;
  readonly decidedAt: string | null;
  readonly version: number;
}

export interface ObjectionDetail extends ObjectionLine {
  /** The one thing of the notice that it is about; null for the whole of it. */
  readonly about: { readonly zh: string; readonly en: string } | null;
  readonly lodgedBy: string | null;
  readonly organizationId: string | null;
  readonly points: readonly string[];
  readonly remedy: string;
  readonly contentHash: string;
  readonly receivedSeq: number | null;
  readonly reply: string | null;
  readonly answers: readonly PointReply[] | null;
  readonly effect: string | null;
  readonly decidedSeq: number | null;
  readonly redecision: string | null;
}

export interface EvidenceLine {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

const LINE = sql`j.id, j.number, j.notice_number AS "noticeNumber", n.title_zh AS "noticeZh", n.title_en AS "noticeEn", j.subject_type AS "subjectType",
  j.subject_id AS "subjectId", j.desk, j.ground, j.status, j.received_at AS "receivedAt", j.reply_due_on AS "replyDueOn",
  j.is_provisional AS provisional, j.decided_at AS "decidedAt", j.version`;
const FROM = sql`FROM objection j LEFT JOIN notice n ON n.number = j.notice_number AND n.version = 1`;
/** What waits for a decision first, then what waits to be decided anew, each by the day of its reply. */
const ORDER = sql`CASE j.status WHEN 'OPEN' THEN 0 WHEN 'UPHELD' THEN 1 ELSE 2 END, j.reply_due_on, j.number`;

type Raw<T> = Omit<T, 'isProvisional' | 'points' | 'answers' | 'about'> & {
  provisional: number;
  about: string | null;
  points: string;
  answers: string | null;
};

function lineOf({
  provisional,
  ...line
}: Omit<ObjectionLine, 'isProvisional'> & { provisional: number }): ObjectionLine {
  return { ...line, isProvisional: provisional === 1 };
}

export interface ObjectionFilter {
  readonly state?: 'open' | 'overdue' | 'anew' | 'decided' | undefined;
  readonly about?: 'notice' | 'other' | undefined;
}

/** A page of the bureau's queue: overdue first, since it goes by the day of the reply. */
export async function objectionQueue(
  db: EntityManager,
  filter: ObjectionFilter,
  { today, page, pageSize }: { today: string; page: number; pageSize: number },
): Promise<{ items: ObjectionLine[]; total: number; page: number; pageSize: number }> {
  const states: Record<NonNullable<ObjectionFilter['state']>, Sql> = {
    open: sql`j.status = 'OPEN'`,
    overdue: sql`j.status = 'OPEN' AND j.reply_due_on < ${today}`,
    anew: sql`j.status = 'UPHELD'`,
    decided: sql`j.status <> 'OPEN'`,
  };
  const about = { notice: sql`j.notice_number IS NOT NULL`, other: sql`j.notice_number IS NULL` };
  const where = joined(
    [filter.state && states[filter.state], filter.about && about[filter.about]].filter(
      (part): part is Sql => part !== undefined,
    ),
    ' AND ',
  );
  const total = await count(db, sql`SELECT count(*) AS n FROM objection j WHERE ${where}`);
  const found = await rows<Parameters<typeof lineOf>[0]>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE ${where} ORDER BY ${ORDER} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
  );
  return { items: found.map(lineOf), total, page, pageSize };
}

/** The objections of an account, or of the organization it acts for. */
export async function objectionsBy(
  db: EntityManager,
  person: { readonly accountId: string; readonly organizationId: string | null },
): Promise<ObjectionLine[]> {
  const found = await rows<Parameters<typeof lineOf>[0]>(
    db,
    sql`SELECT ${LINE} ${FROM} WHERE j.lodged_by = ${person.accountId} OR j.organization_id = ${person.organizationId}
        ORDER BY ${ORDER} LIMIT 200`,
  );
  return found.map(lineOf);
}

/** The objections about a thing, the newest first: open ones, and what became of the others. */
export async function objectionsAbout(
  db: EntityManager,
  type: string,
  id: string,
): Promise<ObjectionDetail[]> {
  return details(
    db,
    sql`j.subject_type = ${type} AND j.subject_id = ${id} ORDER BY j.received_at DESC, j.number DESC LIMIT 200`,
  );
}

export async function objectionByNumber(db: EntityManager, number: string): Promise<ObjectionDetail | null> {
  return (await details(db, sql`j.number = ${number}`))[0] ?? null;
}

/** The same for the person who lodged it, or for those who act for the same organization; else null. */
export async function ownObjection(
  db: EntityManager,
  person: { readonly accountId: string; readonly organizationId: string | null },
  number: string,
): Promise<ObjectionDetail | null> {
  const found = await details(
    db,
    sql`j.number = ${number} AND (j.lodged_by = ${person.accountId} OR j.organization_id = ${person.organizationId})`,
  );
  return found[0] ?? null;
}

async function details(db: EntityManager, where: Sql): Promise<ObjectionDetail[]> {
  const found = await rows<Raw<ObjectionDetail>>(
    db,
    sql`SELECT ${LINE}, j.lodged_by AS "lodgedBy", j.organization_id AS "organizationId", j.points, j.remedy, j.content_hash AS "contentHash",
               j.received_seq AS "receivedSeq", j.reply, j.answers, j.effect, j.decided_seq AS "decidedSeq", j.redecision, n.body AS about
        ${FROM} WHERE ${where}`,
  );
  return found.map(({ provisional, points, answers, about, ...one }) => ({
    ...one,
    about: itemOf(about, one),
    isProvisional: provisional === 1,
    points: JSON.parse(points) as string[],
    answers: answers === null ? null : (JSON.parse(answers) as PointReply[]),
  }));
}

function itemOf(
  body: string | null,
  { subjectType, subjectId }: Pick<ObjectionLine, 'subjectType' | 'subjectId'>,
): ObjectionDetail['about'] {
  const { items = [] } = (body === null ? {} : JSON.parse(body)) as Partial<NoticeBody>;
  const item = items.find(({ type, id }) => type === subjectType && id === subjectId);
  return item === undefined ? null : { zh: item.zh, en: item.en };
}

export async function evidenceOf(db: EntityManager, objectionId: string): Promise<EvidenceLine[]> {
  return rows<EvidenceLine>(
    db,
    sql`SELECT id, name, sha256, size, type FROM objection_file WHERE objection_id = ${objectionId} ORDER BY ordinal`,
  );
}

/** The keyed fingerprint by which a third party asks for the status; null where an account lodged it. */
export async function tailPrint(db: EntityManager, objectionId: string): Promise<string | null> {
  const found = await row<{ print: string }>(
    db,
    sql`SELECT tail_print AS print FROM objection_party WHERE objection_id = ${objectionId}`,
  );
  return found?.print ?? null;
}

/**
 * On PostgreSQL an objection that arrives and a contract that is made take one lock, so that the later of two sees the
 * earlier; the triggers take it too. SQLite has one writer.
 */
export async function takeTurn(tx: EntityManager): Promise<void> {
  if (tx.dataSource.options.type === 'postgres')
    await run(tx, sql`SELECT pg_advisory_xact_lock(hashtext('standstill'))`);
}

/** The name of the account that lodged an objection, for its desk. */
export async function lodgerName(db: EntityManager, accountId: string): Promise<string | null> {
  const found = await row<{ name: string }>(db, sql`SELECT name FROM account WHERE id = ${accountId}`);
  return found?.name ?? null;
}

/** Whether a subject stands still: the same question the triggers of the database ask. */
export async function standsStill(
  db: EntityManager,
  ...subjects: readonly (readonly [type: string, id: string])[]
): Promise<boolean> {
  await takeTurn(db);
  const any = joined(
    subjects.map(([type, id]) => sql`(subject_type = ${type} AND subject_id = ${id})`),
    ' OR ',
    '1 = 0',
  );
  return (
    (await count(
      db,
      sql`SELECT count(*) AS n FROM objection WHERE status IN ${among(HOLDING)} AND (${any})`,
    )) > 0
  );
}

/** What anybody may know of an objection by its number: that and when it was received and decided, nothing else. */
export interface ObjectionReceipt {
  readonly number: string;
  readonly receivedAt: string;
  readonly replyDueOn: string;
  readonly isProvisional: boolean;
  readonly contentHash: string;
  readonly receivedSeq: number | null;
  readonly decidedAt: string | null;
  readonly decidedSeq: number | null;
}

/** The receipt behind a number, for its page and for the verification of receipts; null for a number never given. */
export async function objectionReceipt(db: EntityManager, number: string): Promise<ObjectionReceipt | null> {
  const one = await objectionByNumber(db, number);
  if (one === null) return null;
  const { receivedAt, replyDueOn, isProvisional, contentHash, receivedSeq, decidedAt, decidedSeq } = one;
  return {
    number,
    receivedAt,
    replyDueOn,
    isProvisional,
    contentHash,
    receivedSeq,
    decidedAt,
    decidedSeq,
  };
}

export interface ObjectionFigures {
  readonly open: number;
  /** Open, and its day of reply has passed. */
  readonly overdue: number;
  /** Upheld and not yet decided anew. */
  readonly toDecideAnew: number;
  readonly decided: number;
  readonly upheld: number;
  /** Decided after the day of the reply. */
  readonly late: number;
}

/** Objections in figures on a day. (K-03) */
export async function objectionFigures(db: EntityManager, today: string): Promise<ObjectionFigures> {
  const one = await row<Record<keyof ObjectionFigures, number | string | null>>(
    db,
    sql`SELECT sum(CASE WHEN status = 'OPEN' THEN 1 ELSE 0 END) AS open,
               sum(CASE WHEN status = 'OPEN' AND reply_due_on < ${today} THEN 1 ELSE 0 END) AS overdue,
               sum(CASE WHEN status = 'UPHELD' THEN 1 ELSE 0 END) AS "toDecideAnew",
               sum(CASE WHEN status IN ('UPHELD', 'REMEDIED', 'REJECTED') THEN 1 ELSE 0 END) AS decided,
               sum(CASE WHEN status IN ('UPHELD', 'REMEDIED') THEN 1 ELSE 0 END) AS upheld,
               sum(CASE WHEN status IN ('UPHELD', 'REMEDIED', 'REJECTED') AND decided_on > reply_due_on THEN 1 ELSE 0 END) AS late
        FROM objection`,
  );
  const number = (name: keyof ObjectionFigures): number => Number(one?.[name] ?? 0);
  return {
    open: number('open'),
    overdue: number('overdue'),
    toDecideAnew: number('toDecideAnew'),
    decided: number('decided'),
    upheld: number('upheld'),
    late: number('late'),
  };
}

/** What the page of a notice says about an objection after the window: result, reply and effect, nobody's name. */
export interface ObjectionResult {
  readonly number: string;
  readonly status: ObjectionStatus;
  readonly reply: string | null;
  readonly effect: string | null;
  readonly redecision: string | null;
}

export async function objectionResults(db: EntityManager, noticeNumber: string): Promise<ObjectionResult[]> {
  return rows<ObjectionResult>(
    db,
    sql`SELECT number, status, CASE WHEN status = 'WITHDRAWN' THEN NULL ELSE reply END AS reply, effect, redecision FROM objection
        WHERE notice_number = ${noticeNumber} ORDER BY number LIMIT 500`,
  );
}

/** A notice's window and what one may object to: the whole, or one of the things it names. */
export interface NoticeSubjects {
  readonly windowTo: string | null;
  readonly subject: readonly [type: string, id: string];
  readonly items: readonly {
    readonly key: string;
    readonly subject: readonly [type: string, id: string];
    readonly zh: string;
    readonly en: string;
  }[];
}

export async function noticeSubjects(db: EntityManager, number: string): Promise<NoticeSubjects | null> {
  const found = await row<{ windowTo: string | null; subjectType: string; subjectId: string; body: string }>(
    db,
    sql`SELECT window_to AS "windowTo", subject_type AS "subjectType", subject_id AS "subjectId", body FROM notice
        WHERE number = ${number} ORDER BY version DESC LIMIT 1`,
  );
  if (found === null) return null;
  const { items = [] } = JSON.parse(found.body) as NoticeBody;
  return {
    windowTo: found.windowTo,
    subject: [found.subjectType, found.subjectId],
    items: items.map(({ type, id, zh, en }) => ({ key: `${type}:${id}`, subject: [type, id], zh, en })),
  };
}

/** The notice that somebody named in a form, with what may be objected to in it. */
export async function noticeNamed(
  db: EntityManager,
  typed: unknown,
): Promise<{ readonly number: string; readonly subjects: NoticeSubjects | null }> {
  const number = typeof typed === 'string' ? typed.trim().slice(0, 20) : '';
  return { number, subjects: number === '' ? null : await noticeSubjects(db, number) };
}
