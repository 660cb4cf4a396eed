import {
  type Action,
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type SummaryRow,
  summaryRow,
  type Text,
} from '../../platform/views/page.js';
import { type Finding } from '../../kernel/outcome.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type OpeningLine } from './seals.queries.js';

export interface OpeningPage extends PageBase {
  readonly facts: readonly SummaryRow[];
  readonly state: Text;
  readonly act: Action | null;
  /** What stands against the next act at this moment. */
  readonly waits: readonly Finding[];
  readonly broken: readonly string[];
  /** Where the file of an organization mends a broken seal. */
  readonly mend: { readonly action: string; readonly file: Field } | null;
  readonly applications: string | null;
}

const word = (name: string): Text => ({ key: `submit.opening.${name}` });

/** The opening of a round: what has to be so before, who acts, and what the ledger has of it. */
export function openingPage(
  view: {
    readonly round: RoundDetail;
    readonly opening: OpeningLine | null;
    readonly end: string;
    readonly broken: readonly string[];
    /** What stands against this viewer's next act. */
    readonly waits: readonly Finding[];
    readonly may: { readonly propose: boolean; readonly confirm: boolean };
  },
  findings: readonly Finding[] = [],
): OpeningPage {
  const { round, opening, broken, waits, may } = view;
  const base = `/bureau/rounds/${round.number}/opening`;
  const proposing = opening === null;
  const mine = proposing ? may.propose : may.confirm;
  const ready = round.openedAt === null && waits.length === 0 && mine;
  return {
    ...pageBase(
      word('title'),
      [{ label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` }],
      findings,
    ),
    facts: openingFacts(view),
    state: word(round.openedAt !== null ? 'done' : proposing ? 'sealed' : 'proposed'),
    act: ready
      ? {
          href: proposing ? `${base}/proposal` : `${base}/confirmation`,
          label: word(proposing ? 'propose' : 'confirm'),
          tone: 'primary',
        }
      : null,
    waits: round.openedAt === null ? waits : [],
    broken,
    mend:
      broken.length > 0 && may.confirm
        ? {
            action: `${base}/repair`,
            file: fieldsOf(findings.length > 0 ? { values: {}, findings } : undefined)('file', {
              label: word('file'),
              hint: word('file-hint'),
            }),
          }
        : null,
    applications: round.openedAt === null ? null : `/bureau/rounds/${round.number}/applications`,
  };
}

function openingFacts({
  round,
  opening,
  end,
}: {
  readonly round: RoundDetail;
  readonly opening: OpeningLine | null;
  readonly end: string;
}): SummaryRow[] {
  return [
    summaryRow(word('end'), cell.instant(end)),
    summaryRow(word('received'), cell.number(round.applications)),
    summaryRow(word('proposed-by'), cell.text(opening?.proposedByName ?? null)),
    summaryRow(word('proposed-at'), cell.instant(opening?.proposedAt ?? null)),
    summaryRow(word('confirmed-by'), cell.text(opening?.confirmedByName ?? null)),
    summaryRow(word('opened-at'), cell.instant(round.openedAt)),
    summaryRow(word('opened'), cell.number(opening?.applications ?? null)),
    summaryRow(word('digest'), cell.text(opening?.digest ?? null)),
    summaryRow(word('index'), cell.number(opening?.ledgerSeq ?? null)),
  ];
}
