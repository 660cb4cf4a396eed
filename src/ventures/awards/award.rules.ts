import { type CreditEntry } from '../../credit/records/record-fields.rules.js';
import { type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Fen } from '../../kernel/money.js';
import { type PublicAct } from '../../kernel/public-act.js';
import { type TransitionTable } from '../../kernel/transitions.js';
import { actorOf, type SignedIn } from '../../kernel/viewer.js';
import { type RankedCandidate } from '../../review/ranking.rules.js';

export const AWARD_STATUSES = ['PROPOSED', 'CONFIRMED', 'RESERVE', 'REJECTED'] as const;
export type AwardStatus = (typeof AWARD_STATUSES)[number];

export const AWARD_LIFE: TransitionTable<AwardStatus, 'confirm'> = {
  PROPOSED: { confirm: { to: 'CONFIRMED', by: 'award.confirm' } },
  CONFIRMED: {},
  RESERVE: {},
  REJECTED: {},
};

export interface Proposal {
  readonly number: string;
  readonly rank: number;
  readonly score: string | null;
  readonly askedFen: Fen;
  readonly amountFen: Fen;
  readonly status: AwardStatus;
}

/** What an application asks, and in which field. */
export interface Asked {
  readonly askedFen: Fen;
  readonly field: string;
}

/** The part of the pot that one field has for itself. */
export interface Lot {
  readonly field: string;
  readonly potFen: Fen;
}

/**
 * Money goes down the ranking until the pot is used; whoever passes but finds too little left is a reserve, and
 * nobody below the pass line gets anything. The next that fits is not pulled up past a reserve. (R-SC-09) Where the
 * call divides its pot by field, each field's money goes down its own part of the ranking and to nobody else. (B7)
 */
export function proposalFrom(
  ranking: readonly RankedCandidate[],
  asked: ReadonlyMap<string, Asked>,
  { potFen, lots }: { readonly potFen: Fen; readonly lots: readonly Lot[] },
): readonly Proposal[] {
  const left = new Map(
    lots.length === 0 ? [['', potFen]] : lots.map(({ field, potFen: lot }) => [field, lot]),
  );
  const used = new Set<string>();
  return ranking.map(({ number, rank, score, passes }): Proposal => {
    const { askedFen, field } = asked.get(number) ?? { askedFen: 0, field: '' };
    const purse = lots.length === 0 ? '' : field;
    const inPurse = left.get(purse) ?? 0;
    const base = { number, rank, score, askedFen };
    if (!passes) return { ...base, amountFen: 0, status: 'REJECTED' };
    if (used.has(purse) || askedFen > inPurse) {
      used.add(purse);
      return { ...base, amountFen: 0, status: 'RESERVE' };
    }
    left.set(purse, inPurse - askedFen);
    return { ...base, amountFen: askedFen, status: 'PROPOSED' };
  });
}

/** An award decided or confirmed, as a public act: project, body, amount. */
export function awardDecided(
  viewer: SignedIn,
  award: { number: string; organization: string; amountFen: Fen; rank: number },
): PublicAct {
  const { number, ...data } = award;
  return { type: 'award.decided', by: actorOf(viewer), ref: number, data };
}

export function awardConfirmed(
  viewer: SignedIn,
  award: { projectNumber: string; application: string; organization: string; amountFen: Fen },
): PublicAct {
  const { projectNumber, ...data } = award;
  return { type: 'award.confirmed', by: actorOf(viewer), ref: projectNumber, data };
}

/** Serious listing on the day of decision stops an award. (R-CR-21) */
export function findingsAgainstAward(facts: {
  /** Names of bodies that the engine bars on this day. (R-EL-05, R-CR-21) */
  readonly barred: readonly string[];
  readonly totalFen: Fen;
  readonly potFen: Fen;
}): Finding[] {
  return [
    ...(facts.barred.length === 0
      ? []
      : [{ code: 'award-to-barred', args: { names: facts.barred.join('、') } }]),
    ...(facts.totalFen <= facts.potFen ? [] : [{ code: 'award-over-pot' }]),
  ];
}

/** The credit information that a confirmed award is. (domain.md 2.2) */
export function grantRecord(
  { creditCode, projectNumber }: { readonly creditCode: string; readonly projectNumber: string },
  today: CalendarDay,
): CreditEntry {
  return {
    creditCode,
    category: 'OTHER',
    formedOn: today,
    summary: `获得公益创投资助（项目 ${projectNumber}）`,
    otherKind: 'GRANT',
    reference: projectNumber,
  };
}
