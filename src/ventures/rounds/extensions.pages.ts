import { shanghaiInstant } from '../../kernel/calendar.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type SummaryRow,
  summaryRow,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { lastEnd, MOST_EXTENSION_MS } from './extension.rules.js';
import { type ExtensionLine } from './extensions.queries.js';
import { type RoundDetail } from './rounds.queries.js';

export interface ExtensionsPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly list: readonly {
    readonly title: Text;
    readonly tag: Tag;
    readonly facts: readonly SummaryRow[];
    readonly actions: readonly Action[];
  }[];
  /** null for one who may not ask, and once the call is over. */
  readonly form: {
    readonly action: string;
    readonly organization: Field;
    readonly until: Field;
    readonly reason: Field;
  } | null;
}

const word = (name: string): Text => ({ key: `submit.extension.${name}` });

/** The extensions of a round: what was asked, by whom, and what waits for a second person. */
export function extensionsPage(
  view: {
    readonly round: RoundDetail;
    readonly lines: readonly ExtensionLine[];
    readonly viewer: { readonly accountId: string; readonly mayAsk: boolean; readonly mayConfirm: boolean };
    readonly now: string;
  },
  entered?: Entered,
): ExtensionsPage {
  const { round, lines, viewer, now } = view;
  const standing = lines.filter(({ refusedAt }) => refusedAt === null);
  const end = lastEnd(round, standing);
  const field = fieldsOf(entered);
  const latest = new Date(Date.parse(round.closesAt) + MOST_EXTENSION_MS).toISOString();
  return {
    ...pageBase(
      word('title'),
      [{ label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` }],
      entered?.findings,
    ),
    facts: [
      summaryRow(word('closes'), cell.instant(round.closesAt)),
      summaryRow(word('given'), cell.number(round.extensions)),
      summaryRow(word('last-end'), cell.instant(end)),
    ],
    list: lines.map((one) => lineOf(one, viewer, now)),
    form:
      viewer.mayAsk && round.status === 'OPEN'
        ? {
            action: `/bureau/rounds/${round.number}/extensions`,
            organization: field('organization', {
              label: word('organization'),
              hint: word('organization-hint'),
              required: true,
            }),
            until: field('until', {
              label: word('until'),
              hint: {
                key: 'submit.extension.until-hint',
                args: { latest: shanghaiInstant(latest).slice(0, 16).replace('T', ' ') },
              },
              required: true,
              initial: shanghaiInstant(round.closesAt).slice(0, 16),
            }),
            reason: field('reason', { label: word('reason'), hint: word('reason-hint'), required: true }),
          }
        : null,
  };
}

function lineOf(
  one: ExtensionLine,
  viewer: { readonly accountId: string; readonly mayConfirm: boolean },
  now: string,
): ExtensionsPage['list'][number] {
  const waiting = one.confirmedAt === null && one.refusedAt === null;
  const mine = one.proposedBy === viewer.accountId;
  const act = (name: string, tone: Action['tone']): Action => ({
    href: `/bureau/extensions/${one.id}/${name}`,
    label: word(name),
    tone,
  });
  return {
    title: one.organizationName,
    tag: {
      tone: waiting ? 'warn' : one.refusedAt === null ? 'ok' : 'neutral',
      label: word(waiting ? 'waiting' : one.refusedAt === null ? 'in-force' : 'refused'),
    },
    facts: [
      summaryRow(word('code'), cell.text(one.creditCode)),
      summaryRow(word('until'), cell.instant(one.until)),
      summaryRow(word('reason'), cell.text(one.reason)),
      summaryRow(word('asked'), cell.text(one.proposedByName)),
      summaryRow(word('confirmed'), cell.text(one.confirmedByName)),
    ],
    actions:
      waiting && viewer.mayConfirm && !mine
        ? [...(one.until > now ? [act('confirmation', 'primary')] : []), act('refusal', 'danger')]
        : [],
  };
}
