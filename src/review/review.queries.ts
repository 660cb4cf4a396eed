import { type EntityManager } from 'typeorm';
import { type SignedIn } from '../kernel/viewer.js';
import { row, rows, sql } from '../platform/database/sql.js';
import { type AssignmentStatus, type ConflictAnswer, type ContestStatus } from './contest.rules.js';
import {
  type CandidateCards,
  type Criterion,
  type RankedCandidate,
  type RankingMethod,
} from './ranking.rules.js';

export interface ContestDetail {
  readonly id: string;
  readonly ref: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly criteria: readonly Criterion[];
  readonly method: RankingMethod;
  readonly status: ContestStatus;
  readonly closedAt: string | null;
  readonly ranking: readonly RankedCandidate[] | null;
  readonly rankingHash: string | null;
}

interface RawContest extends Omit<ContestDetail, 'criteria' | 'method' | 'ranking'> {
  readonly criteria: string;
  readonly method: string;
  readonly ranking: string | null;
}

const CONTEST = sql`SELECT id, ref, name_zh AS "nameZh", name_en AS "nameEn", criteria, method, status, closed_at AS "closedAt", ranking, ranking_hash AS "rankingHash" FROM contest`;

function read(raw: RawContest | null): ContestDetail | null {
  if (raw === null) return null;
  const { criteria, method, ranking } = raw;
  return {
    ...raw,
    criteria: JSON.parse(criteria) as Criterion[],
    method: JSON.parse(method) as RankingMethod,
    ranking: ranking === null ? null : (JSON.parse(ranking) as RankedCandidate[]),
  };
}

export async function contestById(db: EntityManager, id: string): Promise<ContestDetail | null> {
  return read(await row<RawContest>(db, sql`${CONTEST} WHERE id = ${id}`));
}

export async function contestOf(
  db: EntityManager,
  subjectType: string,
  subjectId: string,
): Promise<ContestDetail | null> {
  return read(
    await row<RawContest>(
      db,
      sql`${CONTEST} WHERE subject_type = ${subjectType} AND subject_id = ${subjectId}`,
    ),
  );
}

export interface CandidateLine {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly organizationName: string;
}

export async function candidatesOf(db: EntityManager, contestId: string): Promise<CandidateLine[]> {
  return rows(
    db,
    sql`SELECT id, number, title, organization_name AS "organizationName" FROM contest_candidate WHERE contest_id = ${contestId} ORDER BY number`,
  );
}

export interface ExpertLine {
  readonly id: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly employer: string;
  readonly fields: string;
}

export async function expertPool(db: EntityManager): Promise<ExpertLine[]> {
  return rows(
    db,
    sql`SELECT id, account_id AS "accountId", name, employer, fields FROM expert ORDER BY name, id`,
  );
}

export async function panelOf(db: EntityManager, contestId: string): Promise<ExpertLine[]> {
  return rows(
    db,
    sql`SELECT e.id, e.account_id AS "accountId", e.name, e.employer, e.fields FROM expert e JOIN panel_member m ON m.expert_id = e.id WHERE m.contest_id = ${contestId} ORDER BY e.name, e.id`,
  );
}

export interface AssignmentLine {
  readonly id: string;
  readonly candidateId: string;
  readonly expertId: string;
  readonly status: AssignmentStatus;
  readonly conflictAnswer: ConflictAnswer | null;
  readonly sealedAt: string | null;
}

/** Every pair of a contest with its progress; one statement. Totals are not among it. (R-SC-08) */
export async function assignmentsOf(db: EntityManager, contestId: string): Promise<AssignmentLine[]> {
  return rows(
    db,
    sql`SELECT a.id, a.candidate_id AS "candidateId", a.expert_id AS "expertId", a.status, a.conflict_answer AS "conflictAnswer",
               (SELECT max(s.sealed_at) FROM scorecard s WHERE s.assignment_id = a.id) AS "sealedAt"
        FROM assignment a JOIN contest_candidate c ON c.id = a.candidate_id WHERE c.contest_id = ${contestId}`,
  );
}

/** The valid cards of a contest: the newest version of each assignment that was not recused. */
export async function cardsOf(db: EntityManager, contestId: string): Promise<CandidateCards[]> {
  const candidates = await candidatesOf(db, contestId);
  const cards = await rows<{ candidateId: string; expertId: string; marks: string }>(
    db,
    sql`SELECT a.candidate_id AS "candidateId", a.expert_id AS "expertId", s.marks FROM scorecard s JOIN assignment a ON a.id = s.assignment_id
        JOIN contest_candidate c ON c.id = a.candidate_id WHERE c.contest_id = ${contestId} AND a.status = 'ASSIGNED'
        AND s.version = (SELECT max(v.version) FROM scorecard v WHERE v.assignment_id = a.id)`,
  );
  return candidates.map(({ id, number }) => ({
    number,
    cards: cards
      .filter(({ candidateId }) => candidateId === id)
      .map(({ expertId, marks }) => ({
        expert: expertId,
        marks: Object.fromEntries(
          (JSON.parse(marks) as StoredMark[]).map(({ criterion, tenths }) => [criterion, tenths]),
        ),
      })),
  }));
}

interface StoredMark {
  readonly criterion: string;
  readonly tenths: number;
  readonly comment: string | null;
}

export interface MyAssignment {
  readonly id: string;
  readonly contestId: string;
  readonly contestRef: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly contestStatus: ContestStatus;
  readonly number: string;
  readonly title: string;
  readonly organizationName: string;
  readonly status: AssignmentStatus;
  readonly conflictAnswer: ConflictAnswer | null;
  readonly sealedAt: string | null;
}

const MINE = sql`SELECT a.id, t.id AS "contestId", t.ref AS "contestRef", t.name_zh AS "nameZh", t.name_en AS "nameEn", t.status AS "contestStatus", c.number, c.title,
  c.organization_name AS "organizationName", a.status, a.conflict_answer AS "conflictAnswer", (SELECT max(s.sealed_at) FROM scorecard s WHERE s.assignment_id = a.id) AS "sealedAt"
  FROM assignment a JOIN contest_candidate c ON c.id = a.candidate_id JOIN contest t ON t.id = c.contest_id JOIN expert e ON e.id = a.expert_id`;

/** A reviewer's own work; a recused candidate is not in it any more. (T3) */
export async function assignmentsFor(db: EntityManager, viewer: SignedIn): Promise<MyAssignment[]> {
  return rows(
    db,
    sql`${MINE} WHERE e.account_id = ${viewer.accountId} AND a.status = 'ASSIGNED' ORDER BY t.opened_at DESC, c.number`,
  );
}

export interface Sheet extends MyAssignment {
  readonly criteria: readonly Criterion[];
  readonly dossier: {
    readonly sections: readonly { key: string; text: string; label?: { zh: string; en: string } }[];
    readonly budget: readonly { item: string; fen: number; source: string }[];
    readonly askedFen: number;
  };
  readonly card: {
    readonly version: number;
    readonly marks: readonly StoredMark[];
    readonly totalTenths: number;
    readonly comment: string | null;
    readonly sealedAt: string;
  } | null;
}

/** One's own sheet with the dossier; null for anybody else's, and for a recused one. */
export async function sheetFor(
  db: EntityManager,
  viewer: SignedIn,
  assignmentId: string,
): Promise<Sheet | null> {
  const mine = await row<MyAssignment>(
    db,
    sql`${MINE} WHERE a.id = ${assignmentId} AND e.account_id = ${viewer.accountId} AND a.status = 'ASSIGNED'`,
  );
  if (mine === null) return null;
  const raw = await row<{ dossier: string; criteria: string }>(
    db,
    sql`SELECT c.dossier, t.criteria FROM assignment a JOIN contest_candidate c ON c.id = a.candidate_id JOIN contest t ON t.id = c.contest_id WHERE a.id = ${assignmentId}`,
  );
  const card = await row<{
    version: number;
    marks: string;
    totalTenths: number;
    comment: string | null;
    sealedAt: string;
  }>(
    db,
    sql`SELECT version, marks, total_tenths AS "totalTenths", comment, sealed_at AS "sealedAt" FROM scorecard WHERE assignment_id = ${assignmentId} ORDER BY version DESC LIMIT 1`,
  );
  return {
    ...mine,
    criteria: JSON.parse(raw?.criteria ?? '[]') as Criterion[],
    dossier: JSON.parse(raw?.dossier ?? '{}') as Sheet['dossier'],
    card: card && { ...card, marks: JSON.parse(card.marks) as StoredMark[] },
  };
}
