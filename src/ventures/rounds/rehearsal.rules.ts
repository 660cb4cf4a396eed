import { type Fen } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type RoundStatus } from './round.rules.js';

export const REHEARSAL_STATUSES = ['RUNNING', 'DONE', 'STOPPED'] as const;
export type RehearsalStatus = (typeof REHEARSAL_STATUSES)[number];

/** The way of a round, from its publication to its awards. */
export const REHEARSAL_STEPS = [
  'PREPARE',
  'PUBLISH',
  'APPLY',
  'CLOSE',
  'SCREEN',
  'REVIEW',
  'RANK',
  'AWARD',
] as const;
export type RehearsalStep = (typeof REHEARSAL_STEPS)[number];

/** One invented application as the round ranked it. */
export interface RehearsedLine {
  readonly number: string;
  readonly title: string;
  readonly rank: number;
  readonly score: string | null;
  readonly askedFen: Fen;
  readonly amountFen: Fen;
  readonly status: string;
}

/** What a rehearsal leaves behind: the same facts that the real round would make public, marked as rehearsed. */
export interface RehearsalReport {
  readonly isRehearsal: true;
  readonly number: string;
  readonly rulesHash: string | null;
  /** Every step that was taken, with the day it falls on by the round's own timetable. */
  readonly steps: readonly { readonly step: RehearsalStep; readonly on: string }[];
  readonly applications: number;
  readonly lines: readonly RehearsedLine[];
  readonly notices: readonly {
    readonly number: string;
    readonly title: string;
    readonly until: string | null;
  }[];
  /** The lines that its own ledger holds, by type. */
  readonly acts: readonly { readonly type: string; readonly count: number }[];
  /** What the round refused, in the words it would refuse a real one; it stopped there. */
  readonly findings: readonly Finding[];
}

/** What stands against rehearsing a round: only before it is decided, and one at a time. */
export function findingsAgainstRehearsal(
  round: { readonly status: RoundStatus; readonly hasTerms: boolean },
  hasOne: boolean,
): Finding[] {
  return [
    ...(round.status === 'DRAFT' || round.status === 'OPEN' ? [] : [{ code: 'rehearsal-too-late' }]),
    ...(round.hasTerms ? [] : [{ code: 'rehearsal-without-terms' }]),
    ...(hasOne ? [{ code: 'rehearsal-on-the-way' }] : []),
  ];
}

/** A run that has not been heard of for so long was lost with its server. */
export const LOST_AFTER_MS = 30 * 60_000;

/** What stands against purging a rehearsal: it still runs. */
export function findingsAgainstPurge(
  { status, startedAt }: { readonly status: RehearsalStatus; readonly startedAt: string },
  now: string,
): Finding[] {
  const isRunning = status === 'RUNNING' && Date.parse(now) - Date.parse(startedAt) < LOST_AFTER_MS;
  return isRunning ? [{ code: 'rehearsal-still-runs' }] : [];
}

/** The report of a rehearsal that an error of the portal itself ended. */
export function brokenReport(number: string): RehearsalReport {
  return {
    isRehearsal: true,
    number,
    rulesHash: null,
    steps: [],
    applications: 0,
    lines: [],
    notices: [],
    acts: [],
    findings: [{ code: 'rehearsal-broken' }],
  };
}
