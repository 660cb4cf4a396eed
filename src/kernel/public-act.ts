/** What the ledger's lines may be about (security.md 6.3, rule 7); a new kind is added here first. */
export const ACT_TYPES = [
  'round.opened',
  'round.changed',
  'round.amended',
  'round.answered',
  'application.received',
  'application.withdrawn',
  'application.opened',
  'application.screened',
  'application.reinstated',
  'supplement.asked',
  'supplement.received',
  'application.extended',
  'reviewer.assigned',
  'reviewer.recused',
  'conflict.declared',
  'score.sealed',
  'panel.closed',
  'award.decided',
  'award.confirmed',
  'award.withdrawn',
  'notice.published',
  'notice.replaced',
  'objection.received',
  'objection.decided',
  'credit.recorded',
  'credit.corrected',
  'credit.withdrawn',
  'function.transferred',
  'function.confirmed',
  'function.returned',
  'incubation.in',
  'incubation.out',
  'role.granted',
  'role.revoked',
  'config.changed',
  'register.imported',
  'register.merged',
  'register.unmerged',
  'erasure.done',
  'key.rotated',
  'clock.skew',
] as const;
export type ActType = (typeof ACT_TYPES)[number];

export type ActValue =
  string | number | boolean | null | readonly ActValue[] | { readonly [name: string]: ActValue };

/**
 * A public act, before it is written. `data` holds organizations, amounts and days, nothing personal and no
 * free text. What must stay hidden for now goes into `hidden`: the line carries only HMAC-SHA256(salt, value).
 */
export interface PublicAct {
  readonly type: ActType;
  /** `role:id` (see `actorOf`) or `system`. */
  readonly by: string;
  /** The public number of the thing: a round, an application, a credit code. */
  readonly ref: string;
  readonly data: Readonly<Record<string, ActValue>>;
  readonly hidden?: Readonly<Record<string, string>>;
}
