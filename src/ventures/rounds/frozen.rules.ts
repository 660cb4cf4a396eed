/** What a published call says: changed by an amendment or not at all. */
const SAID = [
  'rules',
  'terms',
  'rules_hash',
  'readiness',
  'ledger_seq',
  'name_zh',
  'name_en',
  'pot_fen',
  'closes_at',
  'grace_minutes',
] as const;
/** What nothing ever changes once a call is out. */
const FIXED = ['number', 'draw_seed', 'published_at', 'opens_at', 'is_legacy'] as const;
const MESSAGE = 'a published round is frozen';

/**
 * The trigger that keeps a published round as it was published. Only an amendment of an open call passes: it raises
 * `rules_version` by one and brings a new hash, for which the service leaves its version and ledger entry. (B10, T10)
 */
export function frozenRoundGuard(engine: 'sqlite' | 'postgres'): {
  readonly up: readonly string[];
  readonly down: readonly string[];
} {
  const differs = engine === 'sqlite' ? 'IS NOT' : 'IS DISTINCT FROM';
  const changed = (columns: readonly string[]): string =>
    `(${columns.map((name) => `NEW."${name}" ${differs} OLD."${name}"`).join(' OR ')})`;
  const amended = `(OLD."status" = 'OPEN' AND NEW."status" = 'OPEN' AND NEW."rules_version" = OLD."rules_version" + 1 AND NEW."rules_hash" ${differs} OLD."rules_hash")`;
  const wrong = `OLD."status" <> 'DRAFT' AND (NEW."status" = 'DRAFT' OR ${changed(FIXED)} OR ((${changed(SAID)} OR ${changed(['rules_version'])}) AND NOT ${amended}))`;
  if (engine === 'sqlite')
    return {
      up: [
        `CREATE TRIGGER "grant_round_frozen" BEFORE UPDATE ON "grant_round" WHEN ${wrong} BEGIN SELECT RAISE(ABORT, '${MESSAGE}'); END`,
      ],
      down: ['DROP TRIGGER "grant_round_frozen"'],
    };
  return {
    up: [
      `CREATE FUNCTION "grant_round_frozen"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${wrong} THEN RAISE EXCEPTION '${MESSAGE}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`,
      `CREATE TRIGGER "grant_round_frozen" BEFORE UPDATE ON "grant_round" FOR EACH ROW EXECUTE FUNCTION "grant_round_frozen"()`,
      `ALTER TABLE "grant_round" ENABLE ALWAYS TRIGGER "grant_round_frozen"`,
    ],
    down: ['DROP TRIGGER "grant_round_frozen" ON "grant_round"', 'DROP FUNCTION "grant_round_frozen"()'],
  };
}

/** The text whose SHA-256 is the hash of a call: its rules, and below them its terms where it has any. */
export function frozenText({
  rules,
  terms,
}: {
  readonly rules: string;
  readonly terms: string | null;
}): string {
  return terms === null ? rules : `${rules}\n${terms}`;
}
