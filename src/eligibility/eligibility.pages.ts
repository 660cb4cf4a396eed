import {
  type Action,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { STATEMENTS } from './declaration.rules.js';
import { type StatementLine } from './declarations.queries.js';
import { type SnapshotLine } from './eligibility.queries.js';
import { type Answer } from './eligibility.service.js';
import {
  type Beholder,
  fixView,
  type FixView,
  outcomeTag,
  proofNode,
  type ProofNode,
  purposeText,
} from './proof.pages.js';

/** One answer of the engine: the verdict, what would mend it, and why. */
export interface AnswerView {
  readonly heading: Text;
  readonly tag: Tag;
  readonly fix: FixView;
  readonly proof: ProofNode;
  readonly since: string;
}

export function answerView(answer: Answer, beholder: Beholder, heading?: Text): AnswerView {
  const { verdict, facts, fix, set } = answer;
  return {
    heading: heading ?? purposeText(verdict.purpose),
    tag: outcomeTag(verdict.outcome),
    fix: fixView(fix, verdict.on, beholder),
    proof: proofNode(verdict.proof, { facts, beholder }),
    since: set.from,
  };
}

export interface EligibilityPage extends PageBase {
  readonly answers: readonly AnswerView[];
  readonly on: string;
  readonly statements: Table;
  readonly withdrawals: readonly Action[];
  /** The form of a statement, for whoever may state something. */
  readonly form: {
    readonly what: Field;
    readonly answer: Field;
    readonly staff: Field;
    readonly proof: Field;
  } | null;
  readonly frozen: Table;
}

/** What a body may do today and why not, what it stated of itself, and what was judged of it so far. */
export function eligibilityPage(
  view: {
    readonly answers: readonly Answer[];
    readonly statements: readonly StatementLine[];
    readonly frozen: readonly SnapshotLine[];
    readonly on: string;
    readonly mayState: boolean;
  },
  entered?: Entered,
): EligibilityPage {
  const standing = view.statements.filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    ...pageBase({ key: 'eligibility.title' }, [], entered?.findings),
    answers: view.answers.map((one) => answerView(one, 'body')),
    on: view.on,
    statements: statementsTable(view.statements),
    withdrawals: view.mayState
      ? standing.map(({ id, what }) => ({
          href: `/org/eligibility/statements/${id}/withdrawal`,
          label: {
            key: 'eligibility.statement.withdraw',
            args: { what: { key: `eligibility.statements.${what}` } },
          },
          tone: 'secondary',
        }))
      : [],
    form: view.mayState ? statementForm(entered) : null,
    frozen: snapshotTable(view.frozen, '/org/eligibility'),
  };
}

function statementForm(entered: Entered | undefined): EligibilityPage['form'] {
  const field = fieldsOf(entered);
  return {
    what: field('what', {
      label: { key: 'eligibility.statement.what' },
      required: true,
      options: STATEMENTS.map((what) => [what, { key: `eligibility.statements.${what}` }] as const),
    }),
    answer: field('answer', {
      label: { key: 'eligibility.statement.answer' },
      hint: { key: 'eligibility.statement.answer-hint' },
      options: ['yes', 'no'].map((way) => [way, { key: `eligibility.statement.answers.${way}` }] as const),
    }),
    staff: field('staff', {
      label: { key: 'eligibility.statement.staff' },
      hint: { key: 'eligibility.statement.staff-hint' },
      inputMode: 'numeric',
    }),
    proof: field('proof', {
      label: { key: 'eligibility.statement.proof' },
      hint: { key: 'eligibility.statement.proof-hint' },
      required: true,
      maxLength: 300,
      rows: 3,
    }),
  };
}

function statementsTable(list: readonly StatementLine[]): Table {
  return table(
    { key: 'eligibility.statement.list' },
    ['what', 'said', 'proof', 'by', 'state'].map((name) => ({
      key: `eligibility.statement.columns.${name}`,
    })),
    list.map(({ what, value, proof, statedBy, statedAt, withdrawnBy, withdrawnAt }) => [
      cell.text({ key: `eligibility.statements.${what}` }),
      cell.text(
        what === 'staff'
          ? { key: 'eligibility.statement.persons', args: { count: value } }
          : { key: `eligibility.statement.answers.${value === 1 ? 'yes' : 'no'}` },
      ),
      cell.text(proof),
      { ...cell.instant(statedAt), sub: statedBy },
      withdrawnAt === null
        ? cell.tag({ tone: 'ok', label: { key: 'eligibility.statement.stands' } })
        : { ...cell.instant(withdrawnAt), sub: withdrawnBy },
    ]),
    { key: 'eligibility.statement.none' },
  );
}

/** Frozen verdicts as a list, newest first, each with its page. */
export function snapshotTable(
  list: readonly SnapshotLine[],
  base: '/org/eligibility' | '/bureau/eligibility',
): Table {
  return table(
    { key: 'eligibility.snapshot.list' },
    ['moment', 'subject', 'outcome', 'taken'].map((name) => ({
      key: `eligibility.snapshot.columns.${name}`,
    })),
    [...list].reverse().map((one) => {
      const moment: Text = { key: `eligibility.moments.${one.moment}` };
      // The bureau has no page of a draft's check: it may come to nothing.
      const hidden = one.subjectType === 'draft' && base !== '/org/eligibility';
      return [
        hidden ? cell.text(moment) : cell.link(moment, `${base}/${one.id}`),
        cell.text(purposeText(one.purpose), one.subjectType === 'draft' ? null : one.subjectId),
        cell.tag(outcomeTag(one.outcome)),
        cell.instant(one.takenAt),
      ];
    }),
    { key: 'eligibility.snapshot.none' },
  );
}

export interface CallPage extends PageBase {
  readonly answer: AnswerView;
  readonly on: string;
  readonly back: string;
}

/** The answer for one call, with its own look-back and the very application. */
export function callPage(answer: Answer, call: { readonly name: Text; readonly back: string }): CallPage {
  return {
    ...pageBase({ key: 'eligibility.call.title', args: { name: call.name } }, [
      { label: { key: 'eligibility.title' }, href: '/org/eligibility' },
    ]),
    answer: answerView(answer, 'body', call.name),
    on: answer.verdict.on,
    back: call.back,
  };
}
