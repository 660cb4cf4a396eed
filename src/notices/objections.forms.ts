import { FormChoice, FormInt, FormLines, FormText, FormTick } from '../platform/web/form.js';
import { KeptForm } from '../platform/web/kept-files.js';
import { type Decision, OBJECTION_GROUNDS, type ObjectionGround } from './objection.rules.js';

export const MOST_POINTS = 10;
export const MOST_FILES = 5;

export class PointForm {
  @FormText({ max: 1000, lines: true }) claim: string;
}

/** What, on which ground, point by point, and what is asked for. */
export class ObjectionForm {
  @FormText({ max: 20 }) notice: string;
  @FormText({ max: 100, optional: true }) about?: string;
  @FormChoice(OBJECTION_GROUNDS) ground: ObjectionGround;
  @FormLines(() => PointForm, { max: MOST_POINTS, min: 1 }) points: PointForm[];
  @FormText({ max: 1000, lines: true }) remedy: string;
  @FormLines(() => KeptForm, { max: 10 }) kept: KeptForm[];
}

/** An objection to one matter that no notice announced: on which ground, point by point, and what is asked for. */
export class MatterObjectionForm {
  @FormChoice(OBJECTION_GROUNDS) ground: ObjectionGround;
  @FormLines(() => PointForm, { max: MOST_POINTS, min: 1 }) points: PointForm[];
  @FormText({ max: 1000, lines: true }) remedy: string;
  @FormLines(() => KeptForm, { max: 10 }) kept: KeptForm[];
}

/** Who objects without an account; read beside `ObjectionForm` from the same body. */
export class PersonForm {
  @FormText({ min: 2, max: 60 }) name: string;
  @FormText({ max: 20, pattern: /^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/ }) phone: string;
  @FormText({ max: 120, optional: true }) organization?: string;
  @FormTick({ must: true }) truthful: boolean;
}

export class StatusForm {
  @FormText({ max: 20 }) number: string;
  @FormText({ max: 4, pattern: /^\d{4}$/ }) tail: string;
}

export class ObjectionQuery {
  @FormText({ max: 20, optional: true }) notice?: string;
}

export class QueueQuery {
  @FormChoice(['open', 'overdue', 'anew', 'decided'], { optional: true })
  state?: 'open' | 'overdue' | 'anew' | 'decided';
  @FormChoice(['notice', 'other'], { optional: true }) about?: 'notice' | 'other';
  @FormInt({ min: 1, max: 10_000, optional: true }) page?: number;
}

export class PointReplyForm {
  /** Keeps its row even when nothing was typed, so that the replies stay beside their points. */
  @FormInt({ min: 1, max: MOST_POINTS }) n: number;
  @FormChoice(['yes', 'no']) agreed: 'yes' | 'no';
  @FormText({ max: 1000, lines: true }) reply: string;
}

export class ReplyForm {
  @FormChoice(['UPHELD', 'REJECTED']) to: 'UPHELD' | 'REJECTED';
  @FormLines(() => PointReplyForm, { max: MOST_POINTS }) points: PointReplyForm[];
  @FormText({ max: 2000, lines: true }) reply: string;
  @FormText({ max: 500, lines: true, optional: true }) effect?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class WithdrawalForm {
  @FormText({ max: 500, lines: true, optional: true }) reason?: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

export class RedecisionForm {
  @FormText({ max: 500, lines: true }) redecision: string;
  @FormInt({ min: 1, max: 1_000_000 }) version: number;
}

/** What the service takes, from what was typed. */
export function entryOf({ notice, about, ground, points, remedy }: ObjectionForm): {
  notice: string;
  about: string | null;
  ground: ObjectionForm['ground'];
  facts: string[];
  remedy: string;
} {
  return { notice, about: about ?? null, ground, facts: points.map(({ claim }) => claim), remedy };
}

/** The decision of a desk, from what was typed. */
export function decisionOf({
  to,
  reply,
  effect,
  points,
  version,
}: ReplyForm): Decision & { version: number } {
  return {
    to,
    reply,
    effect: effect ?? null,
    version,
    points: points.map((one) => ({ agreed: one.agreed === 'yes', reply: one.reply })),
  };
}

/** What the service takes of an objection to one matter, from what was typed. */
export function matterEntryOf({ ground, points, remedy }: MatterObjectionForm): {
  ground: ObjectionGround;
  facts: string[];
  remedy: string;
} {
  return { ground, facts: points.map(({ claim }) => claim), remedy };
}
