import { type EntityManager } from 'typeorm';
import { type Sentence } from '../../kernel/sentence.js';
import { row, rows, sql } from '../../platform/database/sql.js';
import { type AmendmentStatus } from './amendment.rules.js';
import { type RoundSetup } from './readiness.rules.js';
import { type RoundRules, roundRulesFrom } from './round.rules.js';
import { type RoundTerms } from './terms.rules.js';

/** A published version of an amended call, without its whole text. */
export interface VersionLine {
  readonly version: number;
  readonly publishedAt: string;
  readonly closesAt: string;
  readonly reason: string | null;
  readonly changes: readonly Sentence[];
  readonly isExtended: boolean;
  readonly isProvisional: boolean;
  readonly rulesHash: string;
  readonly ledgerSeq: number;
}

type RawLine = Omit<VersionLine, 'changes' | 'isExtended' | 'isProvisional'> & {
  readonly changes: string;
  readonly extended: number;
  readonly provisional: number;
};
const LINE = sql`version, published_at AS "publishedAt", closes_at AS "closesAt", reason, changes, is_extended AS extended, is_provisional AS provisional, rules_hash AS "rulesHash", ledger_seq AS "ledgerSeq"`;
const line = ({ changes, extended, provisional, ...one }: RawLine): VersionLine => ({
  ...one,
  changes: JSON.parse(changes) as readonly Sentence[],
  isExtended: Number(extended) === 1,
  isProvisional: Number(provisional) === 1,
});

/** The versions of a call, newest first; a call that was never amended has none. */
export async function versionsOfRound(db: EntityManager, roundId: string): Promise<VersionLine[]> {
  const list = await rows<RawLine>(
    db,
    sql`SELECT ${LINE} FROM round_version WHERE round_id = ${roundId} ORDER BY version DESC`,
  );
  return list.map(line);
}

/** Amendments that were published after an instant, oldest first. */
export async function amendmentsSince(
  db: EntityManager,
  roundId: string,
  since: string,
): Promise<VersionLine[]> {
  const list = await rows<RawLine>(
    db,
    sql`SELECT ${LINE} FROM round_version WHERE round_id = ${roundId} AND version > 1 AND published_at > ${since} ORDER BY version`,
  );
  return list.map(line);
}

/** What a round said in a version: lays over the round as it is now. */
export interface VersionText {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly potFen: number;
  readonly closesAt: string;
  readonly rules: RoundRules;
  readonly terms: RoundTerms;
  readonly rulesHash: string;
  readonly ledgerSeq: number;
  readonly publishedAt: string;
}

export async function versionText(
  db: EntityManager,
  roundId: string,
  version: number,
): Promise<VersionText | null> {
  const one = await row<Omit<VersionText, 'rules' | 'terms'> & { rules: string; terms: string }>(
    db,
    sql`SELECT name_zh AS "nameZh", name_en AS "nameEn", pot_fen AS "potFen", closes_at AS "closesAt", rules, terms,
          rules_hash AS "rulesHash", ledger_seq AS "ledgerSeq", published_at AS "publishedAt"
        FROM round_version WHERE round_id = ${roundId} AND version = ${version}`,
  );
  if (one === null) return null;
  return {
    ...one,
    potFen: Number(one.potFen),
    rules: roundRulesFrom(one.rules),
    terms: JSON.parse(one.terms) as RoundTerms,
  };
}

/** The amendment of a call that is on the way. */
export interface AmendmentDetail {
  readonly id: string;
  readonly baseVersion: number;
  readonly setup: RoundSetup;
  readonly reason: string | null;
  readonly status: AmendmentStatus;
  readonly preparedAt: string;
  readonly proposedBy: string | null;
  readonly proposedAt: string | null;
  readonly version: number;
}

export async function openAmendment(db: EntityManager, roundId: string): Promise<AmendmentDetail | null> {
  const one = await row<Omit<AmendmentDetail, 'setup'> & { setup: string }>(
    db,
    sql`SELECT id, base_version AS "baseVersion", setup, reason, status, prepared_at AS "preparedAt", proposed_by AS "proposedBy",
          proposed_at AS "proposedAt", version
        FROM round_amendment WHERE round_id = ${roundId} AND status IN ('PREPARING', 'PROPOSED')`,
  );
  return one === null ? null : { ...one, setup: JSON.parse(one.setup) as RoundSetup };
}

/** The e-mail addresses, sealed, of the bodies that have begun to apply. */
export async function applicantAddresses(db: EntityManager, roundId: string): Promise<string[]> {
  const list = await rows<{ sealed: string }>(
    db,
    sql`SELECT c.sealed FROM organization_contact c
        WHERE c.kind = 'EMAIL' AND c.ended_at IS NULL
          AND EXISTS (SELECT 1 FROM application a WHERE a.round_id = ${roundId} AND a.organization_id = c.organization_id AND a.status <> 'WITHDRAWN')`,
  );
  return list.map(({ sealed }) => sealed);
}
