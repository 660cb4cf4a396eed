import { type CreditEntry } from '../credit/records/record-fields.rules.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { type Finding } from '../kernel/outcome.js';
import { type PublicAct } from '../kernel/public-act.js';
import { type TransitionTable } from '../kernel/transitions.js';

export const ITEM_STATUSES = [
  'DRAFT',
  'REVIEWED',
  'PUBLISHED',
  'COMPETING',
  'AGREED',
  'HANDED_OVER',
  'SUSPENDED',
  'RENEWED',
  'TAKEN_BACK',
  'WITHDRAWN',
] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];
export type ItemAction =
  'review' | 'publish' | 'compete' | 'agree' | 'handOver' | 'suspend' | 'renew' | 'takeBack' | 'withdraw';

/** The life of an item. (domain.md 4.2) */
export const ITEM_LIFE: TransitionTable<ItemStatus, ItemAction> = {
  DRAFT: { review: { to: 'REVIEWED', by: 'function.edit' } },
  REVIEWED: { publish: { to: 'PUBLISHED', by: 'function.edit' } },
  PUBLISHED: {
    compete: { to: 'COMPETING', by: 'function.edit' },
    agree: { to: 'AGREED', by: 'agreement.confirm' },
    withdraw: { to: 'WITHDRAWN', by: 'function.edit', needs: 'reason' },
  },
  COMPETING: {
    agree: { to: 'AGREED', by: 'agreement.confirm' },
    withdraw: { to: 'WITHDRAWN', by: 'function.edit', needs: 'reason' },
  },
  AGREED: { handOver: { to: 'HANDED_OVER', by: 'agreement.confirm' } },
  HANDED_OVER: {
    renew: { to: 'RENEWED', by: 'agreement.confirm' },
    suspend: { to: 'SUSPENDED', by: 'function.edit', needs: 'reason' },
    takeBack: { to: 'TAKEN_BACK', by: 'function.edit', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'function.edit', needs: 'reason' },
  },
  RENEWED: {
    renew: { to: 'RENEWED', by: 'agreement.confirm' },
    suspend: { to: 'SUSPENDED', by: 'function.edit', needs: 'reason' },
    takeBack: { to: 'TAKEN_BACK', by: 'function.edit', needs: 'reason' },
    withdraw: { to: 'WITHDRAWN', by: 'function.edit', needs: 'reason' },
  },
  SUSPENDED: {
    compete: { to: 'COMPETING', by: 'function.edit' },
    agree: { to: 'AGREED', by: 'agreement.confirm' },
    withdraw: { to: 'WITHDRAWN', by: 'function.edit', needs: 'reason' },
  },
  TAKEN_BACK: { compete: { to: 'COMPETING', by: 'function.edit' } },
  WITHDRAWN: {},
};

export const AGREEMENT_STATUSES = ['DRAFT', 'EFFECTIVE', 'ENDED'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];
export type AgreementAction = 'confirm' | 'end';

/** A department records an agreement, the bureau confirms it: one side alone moves nothing. (security.md T32) */
export const AGREEMENT_LIFE: TransitionTable<AgreementStatus, AgreementAction> = {
  DRAFT: { confirm: { to: 'EFFECTIVE', by: 'agreement.confirm' } },
  EFFECTIVE: { end: { to: 'ENDED', by: 'agreement.record', needs: 'reason' } },
  ENDED: {},
};

/** "Taken on in full" (承接到位): in HANDED_OVER or RENEWED, with a current agreement. (domain.md 4.2; R-FT-01) */
export function isTakenOn(status: ItemStatus, hasCurrentAgreement: boolean): boolean {
  return (status === 'HANDED_OVER' || status === 'RENEWED') && hasCurrentAgreement;
}

/** What a department enters for an agreement. */
export interface AgreementEntry {
  readonly creditCode: string;
  readonly fromOn: CalendarDay;
  readonly untilOn: CalendarDay;
  readonly documentNumber: string;
}

export interface UndertakerFacts {
  readonly registered: boolean;
  readonly serious: boolean;
  readonly overlapping: boolean;
}

/** What stands against an agreement: a body that is not registered, on the serious list (R-CR-21), or a second holder. */
export function findingsInAgreement(entry: AgreementEntry, facts: UndertakerFacts): Finding[] {
  return [
    ...(entry.untilOn > entry.fromOn ? [] : [{ code: 'agreement-order', field: 'untilOn' }]),
    ...(facts.registered ? [] : [{ code: 'undertaker-not-registered', field: 'creditCode' }]),
    ...(facts.serious ? [{ code: 'undertaker-on-serious-list', field: 'creditCode' }] : []),
    ...(facts.overlapping ? [{ code: 'agreement-overlaps', field: 'fromOn' }] : []),
  ];
}

export function functionTransferred(
  by: string,
  code: string,
  data: { organization: string; from: string; until: string; agreement: string; legacy: boolean },
): PublicAct {
  return { type: 'function.transferred', by, ref: code, data };
}

export function functionReturned(
  by: string,
  code: string,
  data: { organization: string; on: string; status: ItemStatus },
): PublicAct {
  return { type: 'function.returned', by, ref: code, data };
}

/** The credit information that a confirmed agreement is: a function entrusted by government. (domain.md 2.2) */
export function functionRecord(
  agreement: {
    readonly creditCode: string;
    readonly itemCode: string;
    readonly number: string;
    readonly fromOn: CalendarDay;
    readonly untilOn: CalendarDay;
  },
  today: CalendarDay,
): CreditEntry {
  const { creditCode, itemCode, number, fromOn, untilOn } = agreement;
  return {
    creditCode,
    category: 'OTHER',
    formedOn: today,
    summary: `承接政府转移职能 ${itemCode}（协议 ${number}）`,
    otherKind: 'FUNCTION',
    validFrom: fromOn,
    validTo: untilOn,
    reference: number,
  };
}
