import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import {
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { PURPOSES } from './criterion.rules.js';
import { FLAG_LIFE, type FlagStatus, purposesFrom } from './flag.rules.js';
import { type FlagLine } from './flags.queries.js';
import { purposeText } from './proof.pages.js';

const LIST = { label: { key: 'eligibility.flag.title' }, href: '/bureau/stop-flags' };

export function flagTag(status: FlagStatus): Tag {
  const tones = {
    PROPOSED: 'warn',
    ACTIVE: 'danger',
    REFUSED: 'neutral',
    LIFTED: 'neutral',
    EXPIRED: 'neutral',
  } as const;
  return { tone: tones[status], label: { key: `eligibility.flag.statuses.${status}` } };
}

export interface FlagsPage extends PageBase {
  readonly list: Table;
  readonly mayPropose: boolean;
}

export function flagsPage(items: readonly FlagLine[], viewer: SignedIn): FlagsPage {
  return {
    ...pageBase({ key: 'eligibility.flag.title' }),
    list: table(
      { key: 'eligibility.flag.title' },
      [
        { key: 'eligibility.flag.body' },
        { key: 'eligibility.flag.reason' },
        { key: 'eligibility.flag.from' },
        { key: 'eligibility.flag.until' },
        { key: 'eligibility.flag.status' },
      ],
      items.map((one) => [
        cell.link(one.organizationName, `/bureau/stop-flags/${one.number}`, one.number),
        cell.text(one.reason),
        cell.day(one.fromOn),
        cell.day(one.untilOn),
        cell.tag(flagTag(one.status)),
      ]),
      { key: 'eligibility.flag.none' },
    ),
    mayPropose: may(viewer, 'stop-flag.propose'),
  };
}

export interface FlagFormPage extends PageBase {
  readonly code: Field;
  readonly purposes: Field;
  readonly reason: Field;
  readonly basis: Field;
  readonly days: readonly Field[];
}

export function flagFormPage(code: string, entered?: Entered): FlagFormPage {
  const field = fieldsOf(entered);
  const label = (name: string): Text => ({ key: `eligibility.flag.${name}` });
  return {
    ...pageBase({ key: 'eligibility.flag.new' }, [LIST], entered?.findings),
    code: field('creditCode', { label: label('code'), required: true, maxLength: 18, initial: code }),
    purposes: field('purposes', {
      label: label('purposes'),
      required: true,
      options: PURPOSES.map((one) => [one, purposeText(one)] as const),
    }),
    reason: field('reason', {
      label: label('reason'),
      hint: label('reason-hint'),
      required: true,
      maxLength: 500,
      rows: 4,
    }),
    basis: field('basis', {
      label: label('basis'),
      hint: label('basis-hint'),
      required: true,
      maxLength: 300,
    }),
    days: [
      field('fromOn', { label: label('from'), required: true }),
      field('untilOn', { label: label('until'), required: true }),
    ],
  };
}

export interface FlagPage extends PageBase {
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly version: number;
  readonly confirm: string | null;
  readonly own: boolean;
  /** What ends it, with a reason: refusing what is proposed, lifting what is in force. */
  readonly end: { readonly href: string; readonly label: Text; readonly reason: Field } | null;
}

export function flagPage(one: FlagLine, viewer: SignedIn, entered?: Entered): FlagPage {
  const field = fieldsOf(entered);
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `eligibility.flag.${name}` }, value);
  const decides = may(viewer, 'stop-flag.confirm');
  const own = one.proposedBy === viewer.accountId;
  const base = `/bureau/stop-flags/${one.number}`;
  const ending = (['refuse', 'lift'] as const).find((action) => FLAG_LIFE[one.status][action] !== undefined);
  return {
    ...pageBase({ key: 'eligibility.flag.one', args: { number: one.number } }, [LIST], entered?.findings),
    tag: flagTag(one.status),
    facts: [
      row('body', cell.link(one.organizationName, `/bureau/organizations/${one.creditCode}`, one.creditCode)),
      ...purposesFrom(one.purposes).map((purpose) => row('purposes', cell.text(purposeText(purpose)))),
      row('reason', cell.text(one.reason)),
      row('basis', cell.text(one.basis)),
      row('from', cell.day(one.fromOn)),
      row('until', cell.day(one.untilOn)),
      row('proposed', { ...cell.instant(one.proposedAt), sub: one.proposedByName }),
      row('confirmed', { ...cell.instant(one.confirmedAt), sub: one.confirmedByName }),
      row('ended', { ...cell.instant(one.endedAt), sub: one.endedByName }),
      row('end-reason', cell.text(one.endReason)),
    ],
    version: one.version,
    confirm: one.status === 'PROPOSED' && decides && !own ? `${base}/confirmation` : null,
    own: one.status === 'PROPOSED' && own,
    end:
      decides && ending !== undefined
        ? {
            href: `${base}/${ending}`,
            label: { key: `eligibility.flag.actions.${ending}` },
            reason: field('reason', {
              label: { key: 'eligibility.flag.decision-reason' },
              required: true,
              maxLength: 500,
              rows: 3,
            }),
          }
        : null,
  };
}
