import { type CalendarDay } from '../kernel/calendar.js';
import { yuanText } from '../kernel/money.js';
import { cell, type Table, table, type Tag, type Text } from '../platform/views/page.js';
import {
  type Change,
  type Condition,
  type EligibilityFacts,
  type Outcome3,
  type Purpose,
} from './criterion.rules.js';
import { type Difference, type Side } from './difference.rules.js';
import { findingOf, REASONS } from './judge.rules.js';
import { earliestDay } from './remedy.rules.js';
import { type Leaf, type Proof } from './verdict.rules.js';

/** Who looks: the body itself, the bureau, or anybody with public facts alone. It decides where links lead. */
export type Beholder = 'body' | 'bureau' | 'public';

export interface LeafView {
  readonly condition: Text;
  readonly value: Text;
  readonly source: Text;
  readonly rule: string;
  /** The record the value came from, with its day and a page where the beholder may see it. */
  readonly record: { readonly label: Text; readonly href: string | null } | null;
}

/** A node as the template walks it: a leaf, or a branch with what holds it together. */
export interface ProofNode {
  readonly leaf: LeafView | null;
  readonly heading: Text | null;
  readonly tag: Tag;
  readonly parts: readonly ProofNode[];
}

export interface FixView {
  readonly steps: readonly { readonly what: Text; readonly how: Text; readonly href: string | null }[];
  readonly earliest: Text | null;
  readonly hopeless: boolean;
}

const TONES: Readonly<Record<Outcome3, Tag['tone']>> = { PASS: 'ok', FAIL: 'danger', NEEDS_REVIEW: 'warn' };
const SOURCES: ReadonlySet<string> = new Set(['call', 'order-60', 'undertaker', 'admission', 'flag']);

export function purposeText(purpose: Purpose): Text {
  return { key: `eligibility.purposes.${purpose}` };
}

export function outcomeTag(outcome: Outcome3): Tag {
  return { tone: TONES[outcome], label: { key: `eligibility.outcomes.${outcome}` } };
}

/** The proof as a tree; what a choice has settled already is marked as such and not as failed. */
export function proofNode(
  proof: Proof,
  view: { readonly facts: EligibilityFacts; readonly beholder: Beholder },
  settled = false,
): ProofNode {
  if ('rule' in proof) {
    const beside = settled && proof.outcome !== 'PASS';
    const tag: Tag = beside
      ? { tone: 'neutral', label: { key: 'eligibility.outcomes.OTHER' } }
      : outcomeTag(proof.outcome);
    return { leaf: leafView(proof, view), heading: null, tag, parts: [] };
  }
  const done = settled || (proof.of === 'any' && proof.outcome === 'PASS');
  return {
    leaf: null,
    heading: { key: `eligibility.branches.${proof.of}` },
    tag: outcomeTag(proof.outcome),
    parts: proof.parts.map((part) => proofNode(part, view, done)),
  };
}

function leafView(
  leaf: Leaf,
  { facts, beholder }: { readonly facts: EligibilityFacts; readonly beholder: Beholder },
): LeafView {
  return {
    condition: conditionText(leaf.condition),
    value: sideText(leaf, leaf),
    source: sourceText(leaf),
    rule: leaf.rule,
    record: leaf.record === null ? null : recordView(leaf.record, facts, beholder),
  };
}

/** Source and article in the reader's language; a verdict of earlier years names its source itself. */
export function sourceText({ source, article }: Pick<Leaf, 'source' | 'article'>): Text {
  if (!SOURCES.has(source)) return source;
  return {
    key: 'eligibility.cited',
    args: { source: { key: `eligibility.sources.${source}` }, article: article ?? '' },
  };
}

/** What was found for a condition: the reason where it fails, the value used where it holds or is open. */
export function sideText({ rule, condition }: Pick<Leaf, 'rule' | 'condition'>, side: Side): Text {
  if (side.outcome === 'FAIL') return { finding: findingOf(rule, condition, { ...side, changes: [] }) };
  const way = side.outcome === 'PASS' ? 'pass' : 'review';
  const { status, ...value } = side.value;
  const named = typeof status === 'string' ? { status: { key: `organizations.statuses.${status}` } } : {};
  const judge = condition.kind === 'PERSON' ? { judge: { key: `eligibility.judges.${condition.what}` } } : {};
  return { key: `eligibility.values.${condition.kind}.${way}`, args: { ...value, ...named, ...judge } };
}

/** What a condition asks for, in words. */
export function conditionText(condition: Condition): Text {
  switch (condition.kind) {
    case 'STATUS':
      return {
        key: `eligibility.conditions.STATUS.${condition.status === 'PREPARING' ? 'PREPARING' : 'REGISTERED'}`,
      };
    case 'OFF_LIST':
      return { key: `eligibility.conditions.OFF_LIST.${condition.list}`, args: { years: condition.years } };
    case 'NO_PENALTY':
      return {
        key: `eligibility.conditions.NO_PENALTY.${condition.major ? 'major' : 'any'}`,
        args: { years: condition.years },
      };
    case 'DECLARED':
      return { key: `eligibility.statements.${condition.what}` };
    case 'PERSON':
      return { key: `eligibility.questions.${condition.what}` };
    default: {
      const { kind, ...args } = condition;
      return { key: `eligibility.conditions.${kind}`, args };
    }
  }
}

/** The reason code of a condition, stable and the same in every language. */
export function reasonCode({ kind }: Condition): string {
  return REASONS[kind];
}

const OWN_PAGES: Readonly<Partial<Record<Change['kind'], string>>> = {
  LEAVE_LIST: '/org/credit',
  REPAIR: '/org/credit',
  RECTIFY: '/org/credit',
  FILE_REPORT: '/org/filings',
  RECTIFY_ANNUAL: '/org/credit',
  STATE_STAFF: '/org/eligibility#statements',
  DECLARE: '/org/eligibility#statements',
  WITHDRAW_OTHERS: '/org',
  LOWER_AMOUNT: '/org',
  SETTLE_PROJECT: '/org',
};

/** The smallest fix as steps, each with how and where, and the first day on which all of it can be done. */
export function fixView(fix: readonly Change[] | null, on: CalendarDay, beholder: Beholder): FixView {
  const list = fix ?? [];
  const day = earliestDay(list, on);
  return {
    hopeless: fix === null,
    steps: list.map((change) => ({
      what: changeText(change),
      how: { key: `eligibility.how.${change.kind}` },
      href: beholder === 'body' ? (OWN_PAGES[change.kind] ?? null) : null,
    })),
    earliest:
      list.length === 0
        ? null
        : { key: day === on ? 'eligibility.earliest.soon' : 'eligibility.earliest.day', args: { day } },
  };
}

export function changeText(change: Change): Text {
  const { kind, ...args } = change;
  switch (change.kind) {
    case 'LEAVE_LIST':
      return { key: `eligibility.changes.LEAVE_LIST.${change.list}` };
    case 'DECLARE':
      return {
        key: 'eligibility.changes.DECLARE',
        args: { what: { key: `eligibility.statements.${change.what}` } },
      };
    case 'BE_JUDGED':
      return {
        key: 'eligibility.changes.BE_JUDGED',
        args: { what: { key: `eligibility.questions.${change.what}` } },
      };
    case 'FILE_REPORT':
      return { key: 'eligibility.changes.FILE_REPORT', args: { year: String(change.year) } };
    case 'RECTIFY_ANNUAL':
      return { key: 'eligibility.changes.RECTIFY_ANNUAL', args: { year: String(change.year) } };
    case 'LOWER_AMOUNT':
      return { key: 'eligibility.changes.LOWER_AMOUNT', args: { amount: yuanText(change.fen) } };
    default:
      return { key: `eligibility.changes.${kind}`, args };
  }
}

interface Origin {
  readonly kind: 'stay' | 'record' | 'flag' | 'agreement';
  readonly label: 'stay' | 'penalty' | 'inspection' | 'report' | 'breach' | 'flag';
  readonly on: CalendarDay;
}

/** Where in the facts a record stands. */
function originOf(id: string, facts: EligibilityFacts): Origin | null {
  const stay = facts.stays.find((one) => one.id === id);
  if (stay !== undefined) return { kind: 'stay', label: 'stay', on: stay.listedOn };
  const penalty = facts.penalties.find((one) => one.id === id);
  if (penalty !== undefined) return { kind: 'record', label: 'penalty', on: penalty.decidedOn };
  const inspection = facts.inspections.find((one) => one.id === id);
  if (inspection !== undefined) return { kind: 'record', label: 'inspection', on: inspection.on };
  const breach = facts.request?.breaches.find((one) => one.id === id);
  if (breach !== undefined) return { kind: 'agreement', label: 'breach', on: breach.on };
  const report = facts.annual?.find(({ record }) => record === id);
  if (report !== undefined) return { kind: 'record', label: 'report', on: String(report.year) };
  const flag = facts.flags?.find(({ number }) => number === id);
  return flag === undefined ? null : { kind: 'flag', label: 'flag', on: flag.from };
}

function recordView(id: string, facts: EligibilityFacts, beholder: Beholder): LeafView['record'] {
  const origin = originOf(id, facts);
  if (origin === null) return null;
  return {
    label: { key: `eligibility.records.${origin.label}`, args: { on: origin.on } },
    href: recordHref(id, origin.kind, beholder),
  };
}

function recordHref(id: string, kind: Origin['kind'], beholder: Beholder): string | null {
  if (beholder === 'public' || kind === 'agreement') return null;
  if (beholder === 'body') {
    if (kind === 'flag') return null;
    return kind === 'record' ? `/org/credit/records/${id}` : '/org/credit';
  }
  const pages = {
    stay: '/bureau/list-entries',
    record: '/bureau/credit',
    flag: '/bureau/stop-flags',
  } as const;
  return `${pages[kind]}/${id}`;
}

/** What changed between two checks: then and now side by side. */
export function differenceTable(
  caption: Text,
  list: readonly Difference[],
  [then, now]: readonly [then: Text, now: Text],
): Table {
  const side = (one: Difference, which: Side | null): ReturnType<typeof cell.text> =>
    which === null
      ? cell.text({ key: 'eligibility.difference.absent' })
      : cell.text(sideText(one, which), { key: `eligibility.outcomes.${which.outcome}` });
  return table(
    caption,
    [{ key: 'eligibility.columns.condition' }, then, now],
    list.map((one) => [
      cell.text(conditionText(one.condition), sourceText(one)),
      side(one, one.then),
      side(one, one.now),
    ]),
    { key: 'eligibility.difference.none' },
  );
}
