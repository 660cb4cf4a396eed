import { type EntityManager } from 'typeorm';
import { row, rows, type Sql, sql } from '../../platform/database/sql.js';
import { frozenText } from './frozen.rules.js';
import { type FrozenReadiness } from './readiness.rules.js';
import { type RoundRules, roundRulesFrom, type RoundStatus } from './round.rules.js';
import { type RoundTerms } from './terms.rules.js';

export interface RoundDetail {
  readonly id: string;
  readonly number: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly status: RoundStatus;
  readonly potFen: number;
  readonly awardedFen: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly graceMinutes: number;
  readonly rules: RoundRules;
  /** Null for a round from before there were any. */
  readonly terms: RoundTerms | null;
  /** Raised by each amendment. */
  readonly rulesVersion: number;
  /** What was checked when the call was published; null before, and for rounds from before there was a check. */
  readonly readiness: FrozenReadiness | null;
  readonly copyOf: string | null;
  readonly rulesHash: string | null;
  readonly drawSeed: string | null;
  readonly publishedAt: string | null;
  readonly ledgerSeq: number | null;
  /** When two people opened what had been sealed; null before. */
  readonly openedAt: string | null;
  /** Extensions given to single bodies: how many, never to whom. (E4) */
  readonly extensions: number;
  readonly isLegacy: boolean;
  readonly version: number;
  readonly applications: number;
  readonly awards: number;
}

type Raw = Omit<RoundDetail, 'rules' | 'terms' | 'readiness' | 'isLegacy'> & {
  rules: string;
  terms: string | null;
  readiness: string | null;
  legacy: number;
};

const COLUMNS = sql`r.id, r.number, r.name_zh AS "nameZh", r.name_en AS "nameEn", r.status, r.pot_fen AS "potFen", r.awarded_fen AS "awardedFen", r.opens_at AS "opensAt",
  r.closes_at AS "closesAt", r.grace_minutes AS "graceMinutes", r.rules, r.terms, r.rules_version AS "rulesVersion", r.readiness, r.copy_of AS "copyOf", r.rules_hash AS "rulesHash", r.draw_seed AS "drawSeed", r.published_at AS "publishedAt",
  r.ledger_seq AS "ledgerSeq", r.opened_at AS "openedAt", r.is_legacy AS legacy, r.version,
  (SELECT count(*) FROM application a WHERE a.round_id = r.id AND a.submitted_at IS NOT NULL AND a.status <> 'WITHDRAWN') AS applications,
  (SELECT count(*) FROM application_extension e WHERE e.round_id = r.id AND e.confirmed_at IS NOT NULL) AS extensions,
  (SELECT count(*) FROM award w WHERE w.round_id = r.id AND w.status = 'CONFIRMED') AS awards`;

async function read(db: EntityManager, condition: Sql): Promise<RoundDetail[]> {
  const list = await rows<Raw>(
    db,
    sql`SELECT ${COLUMNS} FROM grant_round r WHERE ${condition} ORDER BY r.number DESC`,
  );
  return list.map(({ legacy, rules, terms, readiness, ...one }) => ({
    ...one,
    potFen: Number(one.potFen),
    awardedFen: Number(one.awardedFen),
    applications: Number(one.applications),
    extensions: Number(one.extensions),
    awards: Number(one.awards),
    rules: roundRulesFrom(rules),
    terms: terms === null ? null : (JSON.parse(terms) as RoundTerms),
    readiness: readiness === null ? null : (JSON.parse(readiness) as FrozenReadiness),
    isLegacy: legacy === 1,
  }));
}

/** Every round, drafts included, newest first; for the bureau. */
export function allRounds(db: EntityManager): Promise<RoundDetail[]> {
  return read(db, sql`1 = 1`);
}

/** Published rounds, newest first; for everybody. */
export function publicRounds(db: EntityManager): Promise<RoundDetail[]> {
  return read(db, sql`r.status <> 'DRAFT'`);
}

export async function roundByNumber(db: EntityManager, number: string): Promise<RoundDetail | null> {
  return (await read(db, sql`r.number = ${number}`))[0] ?? null;
}

/** A published round; a draft is not there for anybody outside. */
export async function publicRound(db: EntityManager, number: string): Promise<RoundDetail | null> {
  return (await read(db, sql`r.number = ${number} AND r.status <> 'DRAFT'`))[0] ?? null;
}

export async function roundById(db: EntityManager, id: string): Promise<RoundDetail | null> {
  return (await read(db, sql`r.id = ${id}`))[0] ?? null;
}

/** The numbers of rounds whose applications nobody may read yet. (security.md C12) */
export async function sealedRounds(db: EntityManager): Promise<string[]> {
  const list = await rows<{ number: string }>(
    db,
    sql`SELECT number FROM grant_round WHERE opened_at IS NULL AND status <> 'DRAFT' ORDER BY number`,
  );
  return list.map(({ number }) => number);
}

/** The exact text that the hash of a published round covers; anybody can hash it again. */
export async function frozenTextOf(db: EntityManager, number: string): Promise<string | null> {
  const round = await row<{ rules: string; terms: string | null }>(
    db,
    sql`SELECT rules, terms FROM grant_round WHERE number = ${number} AND rules_hash IS NOT NULL`,
  );
  return round === null ? null : frozenText(round);
}

/** The numbers of the rounds whose applications have been opened, the oldest first. */
export async function openedRounds(db: EntityManager): Promise<string[]> {
  const list = await rows<{ number: string }>(
    db,
    sql`SELECT number FROM grant_round WHERE opened_at IS NOT NULL ORDER BY number`,
  );
  return list.map(({ number }) => number);
}
