import { addYears, type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type TransitionTable } from '../kernel/transitions.js';
import { type Purpose } from './criterion.rules.js';

export const FLAG_STATUSES = ['PROPOSED', 'ACTIVE', 'REFUSED', 'LIFTED', 'EXPIRED'] as const;
export type FlagStatus = (typeof FLAG_STATUSES)[number];
export type FlagAction = 'confirm' | 'refuse' | 'lift' | 'expire';

/** A stop flag: proposed by one person, in force once another has confirmed it, ended by a person or by its last day. (A9) */
export const FLAG_LIFE: TransitionTable<FlagStatus, FlagAction> = {
  PROPOSED: {
    confirm: { to: 'ACTIVE', by: 'stop-flag.confirm' },
    refuse: { to: 'REFUSED', by: 'stop-flag.confirm', needs: 'reason' },
  },
  ACTIVE: {
    lift: { to: 'LIFTED', by: 'stop-flag.confirm', needs: 'reason' },
    expire: { to: 'EXPIRED', by: 'system' },
  },
  REFUSED: {},
  LIFTED: {},
  EXPIRED: {},
};

/** What an officer enters for a stop flag; nothing of it may be left out. */
export interface FlagEntry {
  readonly creditCode: string;
  readonly purposes: readonly string[];
  readonly reason: string;
  /** The law or decision it rests on: a restriction shows its basis. (R-CR-23) */
  readonly basis: string;
  readonly fromOn: CalendarDay;
  readonly untilOn: CalendarDay;
}

const MOST_YEARS = 3;

/** What stands against a stop flag: it begins no earlier than today, and ends within three years of its beginning. */
export function findingsInFlag(entry: FlagEntry, today: CalendarDay): Finding[] {
  return [
    ...(entry.fromOn >= today ? [] : [{ code: 'stop-flag-backdated', field: 'fromOn' }]),
    ...(entry.untilOn >= entry.fromOn ? [] : [{ code: 'stop-flag-order', field: 'untilOn' }]),
    ...(entry.untilOn <= addYears(entry.fromOn, MOST_YEARS)
      ? []
      : [{ code: 'stop-flag-too-long', field: 'untilOn', args: { years: MOST_YEARS } }]),
  ];
}

/** What stands against a decision: the person who proposed a flag does not confirm it, and an end has its reason. */
export function findingsAgainstFlagDecision(
  flag: { readonly status: FlagStatus; readonly proposedBy: string },
  { action, by, reason }: { readonly action: FlagAction; readonly by: string; readonly reason?: string },
): Finding[] {
  const needsReason = FLAG_LIFE[flag.status][action]?.needs === 'reason';
  return [
    ...(action === 'confirm' && flag.proposedBy === by ? [{ code: 'stop-flag-own' }] : []),
    ...(needsReason && reason === undefined ? [{ code: 'stop-flag-reason', field: 'reason' }] : []),
  ];
}

/** Purposes as one text, in their order, for the column. */
export function purposesText(purposes: readonly string[]): string {
  return purposes.join(' ');
}

export function purposesFrom(text: string): readonly Purpose[] {
  return text.split(' ') as Purpose[];
}
