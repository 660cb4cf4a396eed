import { type Condition, type Outcome3 } from '../../eligibility/criterion.rules.js';
import { failuresIn, type Leaf, type Proof } from '../../eligibility/verdict.rules.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';

/** What an officer says of a rule; the engine may leave a rule to a person, an officer may not. */
export const RULINGS = ['PASS', 'FAIL'] as const;
export type Ruling = (typeof RULINGS)[number];

/** One rule of the first check: a condition, or a choice of several that is judged as a whole. */
export interface Unit {
  /** Names the rule in forms and rows: the same as long as it asks the same. */
  readonly key: string;
  readonly rule: string;
  readonly engine: Outcome3;
  readonly proof: Proof;
}

/** A row of the judgements, newest last; a confirmation names the judgement it confirms. */
export interface Judgement {
  readonly id: string;
  readonly key: string;
  readonly engine: Outcome3;
  readonly officer: Ruling;
  readonly reason: string | null;
  readonly judgedBy: string;
  readonly judgedByName: string;
  readonly judgedAt: string;
  readonly confirms: string | null;
}

export interface JudgementEntry {
  readonly key: string;
  readonly officer: Ruling;
  readonly reason: string | null;
}

export interface Standing {
  readonly unit: Unit;
  /** The last judgement on what the engine says today; one on another verdict of the engine counts no more. */
  readonly judgement: Judgement | null;
  readonly confirmation: Judgement | null;
  readonly state: 'OPEN' | 'CONFIRMED' | 'OVERRIDDEN' | 'WAITING';
}

/** The rules of a proof in their order: what must all hold is judged one by one, a choice as one. */
export function unitsIn(proof: Proof): readonly Unit[] {
  if ('rule' in proof)
    return [{ key: keyOf(proof.rule, proof.condition), rule: proof.rule, engine: proof.outcome, proof }];
  if (proof.of === 'all') return proof.parts.flatMap(unitsIn);
  const [first] = proof.parts.flatMap(unitsIn);
  return first === undefined ? [] : [{ ...first, engine: proof.outcome, proof }];
}

function keyOf(rule: string, condition: Condition): string {
  return `${rule}:${Object.values(condition).join('-')}`;
}

/** How each rule stands: what the engine says, what was judged of it, and whether a second person has to agree. */
export function standingsOf(units: readonly Unit[], judgements: readonly Judgement[]): readonly Standing[] {
  return units.map((unit) => {
    const own = judgements.filter((one) => one.key === unit.key && one.engine === unit.engine);
    const judgement = own.filter(({ confirms }) => confirms === null).at(-1) ?? null;
    const confirmation = own.find(({ confirms }) => confirms !== null && confirms === judgement?.id) ?? null;
    return { unit, judgement, confirmation, state: stateOf(unit, judgement, confirmation) };
  });
}

function stateOf(
  { engine }: Unit,
  judgement: Judgement | null,
  confirmation: Judgement | null,
): Standing['state'] {
  if (judgement === null) return 'OPEN';
  if (needsSecond(engine, judgement.officer) && confirmation === null) return 'WAITING';
  return isOverride(engine, judgement.officer) ? 'OVERRIDDEN' : 'CONFIRMED';
}

/** Judged otherwise than by the engine; a question the engine leaves to a person has nothing to override. */
function isOverride(engine: Outcome3, officer: Ruling): boolean {
  return engine !== 'NEEDS_REVIEW' && engine !== officer;
}

/** To let pass what the engine found against a body takes two persons. */
function needsSecond(engine: Outcome3, officer: Ruling): boolean {
  return engine === 'FAIL' && officer === 'PASS';
}

/** What the first check says of a rule as it stands; null while that is open. */
export function rulingOf({ state, judgement }: Standing): Ruling | null {
  return state === 'OPEN' || state === 'WAITING' ? null : (judgement?.officer ?? null);
}

/** What no number of officers may let pass: a body on the list of serious dishonesty gets no public money. (R-CR-21) */
const BY_LAW: readonly string[] = ['R-CR-21'];

/** The leaves that still decide against it, without those of rules that two persons let pass. (domain.md 3.3) */
export function failuresLeft(standings: readonly Standing[]): readonly Leaf[] {
  return standings
    .filter((one) => !(one.state === 'OVERRIDDEN' && one.judgement?.officer === 'PASS'))
    .flatMap(({ unit }) => failuresIn(unit.proof));
}

/**
 * What stands against judgements as they were entered: a rule that is not asked today, or one judged against the engine
 * or against the body without a reason.
 */
export function findingsInJudgements(units: readonly Unit[], entries: readonly JudgementEntry[]): Finding[] {
  if (entries.length === 0) return [{ code: 'judgement-none' }];
  return entries.flatMap(({ key, officer, reason }, i): Finding[] => {
    const unit = units.find((one) => one.key === key);
    if (unit === undefined)
      return [{ code: 'judgement-rule-unknown', field: fieldPath('rules', i, 'officer') }];
    if (officer === 'PASS' && unit.engine === 'FAIL' && BY_LAW.includes(unit.rule))
      return [
        { code: 'judgement-by-law', field: fieldPath('rules', i, 'officer'), args: { rule: unit.rule } },
      ];
    const asksReason = officer === 'FAIL' ? unit.engine !== 'FAIL' : unit.engine === 'FAIL';
    return asksReason && (reason ?? '').trim() === ''
      ? [{ code: 'judgement-reason', field: fieldPath('rules', i, 'reason'), args: { rule: unit.rule } }]
      : [];
  });
}

/** What of the entries is new: the same word on the same verdict is not recorded twice. */
export function newEntries(
  standings: readonly Standing[],
  entries: readonly JudgementEntry[],
): readonly JudgementEntry[] {
  return entries.filter(({ key, officer, reason }) => {
    const judgement = standings.find(({ unit }) => unit.key === key)?.judgement ?? null;
    return judgement === null || judgement.officer !== officer || judgement.reason !== reason;
  });
}

/** What stands against confirming somebody's override: one's own, one that is confirmed, or one that needs nobody. */
export function findingsAgainstSecond(
  standings: readonly Standing[],
  { judgementId, by }: { readonly judgementId: string; readonly by: string },
): Finding[] {
  const one = standings.find(({ judgement }) => judgement?.id === judgementId);
  if (one?.state !== 'WAITING') return [{ code: 'judgement-not-waiting' }];
  return one.judgement?.judgedBy === by ? [{ code: 'judgement-own' }] : [];
}

/** Eligible only when every rule has been judged to hold. */
export function findingsAgainstEligible(standings: readonly Standing[]): Finding[] {
  const count = (state: Standing['state']): number => standings.filter((one) => one.state === state).length;
  const [open, waiting] = [count('OPEN'), count('WAITING')];
  const failed = standings.filter((one) => rulingOf(one) === 'FAIL').map(({ unit }) => unit.rule);
  return [
    ...(open > 0 ? [{ code: 'screening-rules-open', args: { count: open } }] : []),
    ...(waiting > 0 ? [{ code: 'screening-rules-waiting', args: { count: waiting } }] : []),
    ...(failed.length > 0 ? [{ code: 'screening-rules-failed', args: { rules: failed.join('、') } }] : []),
  ];
}

/** Ineligible on a rule that was judged to fail, with words the organization can understand. */
export function findingsAgainstExclusion(
  standings: readonly Standing[],
  { key, reason }: { readonly key: string | null; readonly reason: string | null },
): Finding[] {
  const on = standings.find(({ unit }) => unit.key === key);
  return [
    ...(on !== undefined && rulingOf(on) === 'FAIL' ? [] : [{ code: 'screening-rule', field: 'rule' }]),
    ...((reason ?? '').trim() === '' ? [{ code: 'screening-reason', field: 'reason' }] : []),
  ];
}

/**
 * Whether an application may be confirmed together with others: the engine lets pass every rule that it can judge, what
 * it leaves to a person has been answered for it, and nobody has said anything else.
 */
export function passesAll(standings: readonly Standing[]): boolean {
  return (
    standings.length > 0 &&
    standings.every((one) => (one.state === 'OPEN' ? one.unit.engine === 'PASS' : rulingOf(one) === 'PASS'))
  );
}

/** What a confirmation of everything that passes adds: the rules the engine lets pass and nobody has judged yet. */
export function entriesOfPassing(standings: readonly Standing[]): readonly JudgementEntry[] {
  return standings
    .filter(({ state, unit }) => state === 'OPEN' && unit.engine === 'PASS')
    .map(({ unit }) => ({ key: unit.key, officer: 'PASS', reason: null }));
}
