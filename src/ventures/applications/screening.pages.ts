import { differenceBetween } from '../../eligibility/difference.rules.js';
import { snapshotTable } from '../../eligibility/eligibility.pages.js';
import { type SnapshotLine } from '../../eligibility/eligibility.queries.js';
import { type Answer } from '../../eligibility/eligibility.service.js';
import {
  conditionText,
  differenceTable,
  fixView,
  type FixView,
  outcomeTag,
  proofNode,
  type ProofNode,
} from '../../eligibility/proof.pages.js';
import { leavesOf, type Proof } from '../../eligibility/verdict.rules.js';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { applicationFacts, applicationTag, budgetTable } from './applications.pages.js';
import { type ApplicationDetail, type BudgetRow } from './applications.queries.js';
import { type AttachmentLine } from './attachments.queries.js';
import { findingsInBudget } from './budget.rules.js';
import { entriesOfPassing, rulingOf, type Standing } from './judgement.rules.js';
import { supplementView, type SupplementView } from './supplement.pages.js';
import { type SupplementDetail } from './supplements.queries.js';
import { type DecisionLine, type Neighbours } from './screening.queries.js';

const key = (name: string, args?: Readonly<Record<string, string | number>>): Text =>
  args === undefined ? { key: `screening.${name}` } : { key: `screening.${name}`, args };

interface RuleView {
  readonly n: number;
  readonly key: string;
  readonly engine: string;
  readonly proof: { readonly parts: readonly ProofNode[] };
  /** None where the check is over and the rule is asked otherwise today than it was then. */
  readonly tag: Tag | null;
  readonly judged: Text | null;
  readonly reason: string | null;
  readonly fields: { readonly officer: Field; readonly reason: Field } | null;
  /** For a second person: agree with letting pass what the engine found failed. */
  readonly second: Action | null;
}

export interface ScreeningPage extends PageBase {
  readonly base: string;
  readonly tag: Tag;
  readonly organization: { readonly name: string; readonly href: string };
  readonly previous: string | null;
  readonly next: string | null;
  readonly verdict: Tag;
  readonly fix: FixView;
  readonly since: string;
  readonly rules: readonly RuleView[];
  readonly mayJudge: boolean;
  readonly passing: Action | null;
  readonly differences: readonly Table[];
  readonly frozen: Table;
  readonly facts: readonly SummaryRow[];
  readonly budget: Table;
  readonly warnings: readonly Finding[];
  readonly attachments: readonly AttachmentLine[];
  readonly results: readonly SummaryRow[];
  readonly supplement: SupplementView | null;
  /** Where a supplement is asked for, while there has been none. */
  readonly askSupplement: string | null;
  readonly decide: { readonly eligible: Field; readonly rule: Field; readonly reason: Field } | null;
}

export interface ScreeningView {
  readonly round: RoundDetail;
  readonly budget: readonly BudgetRow[];
  readonly attachments: readonly AttachmentLine[];
  readonly answer: Answer;
  readonly standings: readonly Standing[];
  /** At the start and at the submission, oldest first. */
  readonly frozen: readonly SnapshotLine[];
  /** Their proofs, by moment, in the same order. */
  readonly proofs: readonly { readonly moment: string; readonly proof: Proof }[];
  readonly decisions: readonly DecisionLine[];
  readonly supplement: SupplementDetail | null;
  readonly neighbours: Neighbours;
  readonly viewer: SignedIn;
}

/** One application of the first check: its rules with their evidence, and what was handed in beside them. */
export function screeningPage(one: ApplicationDetail, view: ScreeningView, entered?: Entered): ScreeningPage {
  const { round, answer, standings, viewer, neighbours } = view;
  const base = `/bureau/applications/${one.number ?? ''}`;
  const waits = one.status === 'SUBMITTED';
  const officer = waits && may(viewer, 'application.screen');
  const to = (number: string | null): string | null =>
    number === null ? null : `/bureau/applications/${number}`;
  return {
    ...pageBase(
      one.title,
      [
        {
          label: { key: 'ventures.screening.title' },
          href: `/bureau/rounds/${one.roundNumber}/applications`,
        },
      ],
      entered?.findings,
    ),
    base,
    tag: applicationTag(one.status),
    organization: { name: one.organizationName, href: `/bureau/organizations/${one.creditCode}/timeline` },
    previous: to(neighbours.previous),
    next: to(neighbours.next),
    verdict: outcomeTag(answer.verdict.outcome),
    fix: fixView(answer.fix, answer.verdict.on, 'bureau'),
    since: answer.set.from,
    rules: standings.map((standing, i) => ruleView(standing, i, { ...view, base, waits, officer }, entered)),
    mayJudge: officer,
    passing:
      officer && entriesOfPassing(standings).length > 0
        ? {
            href: `${base}/judgements/passing`,
            label: key('confirm-passing', { count: entriesOfPassing(standings).length }),
            tone: 'secondary',
          }
        : null,
    differences: differencesOf(view),
    frozen: snapshotTable(view.frozen, '/bureau/eligibility'),
    facts: applicationFacts(one),
    budget: budgetTable(view.budget),
    warnings: findingsInBudget(view.budget, round.rules),
    attachments: view.attachments,
    results: view.decisions.flatMap((decision) => resultRows(decision, standings)),
    supplement: view.supplement === null ? null : supplementView(one.form, view.supplement),
    askSupplement: officer && view.supplement === null ? `${base}/supplement` : null,
    decide: officer ? decisionFields(standings, entered) : null,
  };
}

const STATE_TONES: Readonly<Record<Standing['state'], Tag['tone']>> = {
  OPEN: 'neutral',
  CONFIRMED: 'ok',
  OVERRIDDEN: 'special',
  WAITING: 'warn',
};

function ruleView(
  standing: Standing,
  i: number,
  view: ScreeningView & { readonly base: string; readonly waits: boolean; readonly officer: boolean },
  entered?: Entered,
): RuleView {
  const { unit, judgement, confirmation, state } = standing;
  const { base, viewer } = view;
  const field = fieldsOf(entered?.values['rules'] === undefined ? undefined : entered);
  const n = i + 1;
  return {
    n,
    key: unit.key,
    engine: unit.engine,
    proof: { parts: [proofNode(unit.proof, { facts: view.answer.facts, beholder: 'bureau' })] },
    tag: stateTag(standing, view.waits),
    judged:
      judgement === null
        ? null
        : confirmation === null
          ? key('judged-by', { name: judgement.judgedByName, at: judgement.judgedAt.slice(0, 10) })
          : key('judged-by-two', { name: judgement.judgedByName, second: confirmation.judgedByName }),
    reason: judgement?.reason ?? null,
    fields: view.officer
      ? {
          officer: field(fieldPath('rules', i, 'officer'), {
            label: key('rule-judgement', { n }),
            initial: judgement?.officer ?? '',
            options: [
              ['PASS', key('rulings.PASS')],
              ['FAIL', key('rulings.FAIL')],
            ],
          }),
          reason: field(fieldPath('rules', i, 'reason'), {
            label: key('rule-reason', { n }),
            initial: judgement?.reason ?? '',
            maxLength: 500,
          }),
        }
      : null,
    second:
      view.waits &&
      state === 'WAITING' &&
      judgement !== null &&
      judgement.judgedBy !== viewer.accountId &&
      may(viewer, 'application.screen.confirm')
        ? {
            href: `${base}/judgements/${judgement.id}/confirmation`,
            label: key('second', { n }),
            tone: 'secondary',
          }
        : null,
  };
}

function stateTag(standing: Standing, waits: boolean): Tag | null {
  if (!waits && standing.state === 'OPEN') return null;
  const ruling = rulingOf(standing);
  if (ruling === null || standing.state === 'OVERRIDDEN')
    return { tone: STATE_TONES[standing.state], label: key(`judgement-states.${standing.state}`) };
  return { tone: ruling === 'PASS' ? 'ok' : 'danger', label: key(`judgement-states.${ruling}`) };
}

/** What changed from the start to the submission, and from the submission to today. */
function differencesOf({ proofs, answer }: ScreeningView): Table[] {
  const moments = [
    ...proofs.filter(({ moment }) => moment === 'START' || moment === 'SUBMISSION'),
    { moment: 'TODAY', proof: answer.verdict.proof },
  ];
  return moments.slice(1).flatMap(({ moment, proof }, i) => {
    const before = moments[i];
    if (before === undefined) return [];
    const list = differenceBetween(before.proof, proof);
    if (list.length === 0) return [];
    const [then, now] = [key(`moments.${before.moment}`), key(`moments.${moment}`)];
    return [differenceTable({ key: 'screening.difference', args: { then, now } }, list, [then, now])];
  });
}

/** The rule of a result in words; one that is not asked any more is named by its id. */
export function ruleText(ruleKey: string, standings: readonly Standing[]): Text {
  const unit = standings.find((one) => one.unit.key === ruleKey)?.unit;
  const [leaf] = unit === undefined ? [] : leavesOf(unit.proof);
  return leaf === undefined ? (ruleKey.split(':')[0] ?? ruleKey) : conditionText(leaf.condition);
}

function resultRows(decision: DecisionLine, standings: readonly Standing[]): SummaryRow[] {
  const { result, key: rule, reason, decidedByName, decidedAt, appealUntil, isProvisional } = decision;
  return [
    summaryRow(key('result'), cell.text(key(`results.${result}`), decidedByName)),
    summaryRow(key('decided-at'), cell.instant(decidedAt)),
    ...(rule === null
      ? []
      : [summaryRow(key('rule'), cell.text(ruleText(rule, standings), rule.split(':')[0] ?? null))]),
    ...(reason === null ? [] : [summaryRow({ key: 'ventures.screening.reason' }, cell.text(reason))]),
    ...(appealUntil === null
      ? []
      : [
          summaryRow(
            key('appeal-until'),
            cell.text(appealUntil, isProvisional ? { key: 'notices.provisional' } : null),
          ),
        ]),
  ];
}

function decisionFields(standings: readonly Standing[], entered?: Entered): ScreeningPage['decide'] {
  const field = fieldsOf(entered?.values['rules'] === undefined ? entered : undefined);
  const failed = standings.filter((one) => rulingOf(one) === 'FAIL');
  return {
    eligible: field('eligible', {
      label: { key: 'ventures.screening.decision' },
      required: true,
      options: [
        ['yes', { key: 'ventures.screening.yes' }],
        ['no', { key: 'ventures.screening.no' }],
      ],
    }),
    rule: field('rule', {
      label: key('rule'),
      hint: key('rule-hint'),
      options: failed.map(({ unit }) => [
        unit.key,
        { key: 'screening.rule-option', args: { rule: unit.rule, text: ruleText(unit.key, standings) } },
      ]),
    }),
    reason: field('reason', {
      label: { key: 'ventures.screening.reason' },
      hint: { key: 'ventures.screening.reason-hint' },
      initial: '',
      maxLength: 300,
      rows: 4,
    }),
  };
}
