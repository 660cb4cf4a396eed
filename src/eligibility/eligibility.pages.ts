import {
  cell,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { type Change, type Outcome3, type Purpose } from './criterion.rules.js';
import { type Answer } from './eligibility.service.js';
import { type Proof } from './verdict.rules.js';

export interface EligibilityPage extends PageBase {
  readonly answers: readonly {
    readonly heading: Text;
    readonly tag: Tag;
    readonly proof: Table;
    /** The steps of the smallest fix; empty when it passes. */
    readonly steps: readonly Text[];
    readonly hopeless: boolean;
  }[];
}

type Leaf = Extract<Proof, { rule: string }>;

const TONES: Readonly<Record<Outcome3, Tag['tone']>> = { PASS: 'ok', FAIL: 'danger', NEEDS_REVIEW: 'warn' };

export function eligibilityPage(answers: readonly Answer[]): EligibilityPage {
  return {
    ...pageBase({ key: 'eligibility.title' }),
    answers: answers.map(({ verdict, fix }) => ({
      heading: purposeText(verdict.purpose),
      tag: outcomeTag(verdict.outcome),
      proof: table(
        { key: 'eligibility.proof', args: { purpose: purposeText(verdict.purpose) } },
        ['condition', 'outcome', 'rule'].map((name) => ({ key: `eligibility.columns.${name}` })),
        rowsOf(verdict.proof).map(({ leaf, choice, settled }) => [
          choice
            ? cell.text(conditionText(leaf), { key: 'eligibility.choice' })
            : cell.text(conditionText(leaf)),
          cell.tag(
            settled
              ? { tone: 'neutral', label: { key: 'eligibility.outcomes.OTHER' } }
              : outcomeTag(leaf.outcome),
          ),
          cell.text(leaf.rule, leaf.source),
        ]),
      ),
      steps: (fix ?? []).map(changeText),
      hopeless: fix === null,
    })),
  };
}

function purposeText(purpose: Purpose): Text {
  return { key: `eligibility.purposes.${purpose}` };
}

function outcomeTag(outcome: Outcome3): Tag {
  return { tone: TONES[outcome], label: { key: `eligibility.outcomes.${outcome}` } };
}

interface Row {
  readonly leaf: Leaf;
  /** One of several ways, each of which is enough. */
  readonly choice: boolean;
  /** Another way of the choice holds already, so that this one does not matter. */
  readonly settled: boolean;
}

/** The leaves in order. */
function rowsOf(proof: Proof, choice = false, settled = false): readonly Row[] {
  if ('rule' in proof) return [{ leaf: proof, choice, settled: settled && proof.outcome !== 'PASS' }];
  return proof.parts.flatMap((part) =>
    rowsOf(part, choice || proof.of === 'any', settled || (proof.of === 'any' && proof.outcome === 'PASS')),
  );
}

function conditionText({ condition, value }: Leaf): Text {
  switch (condition.kind) {
    case 'STATUS':
      return {
        key: `eligibility.conditions.STATUS.${condition.status === 'PREPARING' ? 'PREPARING' : 'REGISTERED'}`,
      };
    case 'OFF_LIST':
      return { key: `eligibility.conditions.OFF_LIST.${condition.list}`, args: { years: condition.years } };
    case 'NO_PENALTY':
      return {
        key: `eligibility.conditions.NO_PENALTY.${condition.major ? 'major' : 'any'}`,
        args: { years: condition.years },
      };
    case 'DECLARED':
      return { key: `eligibility.declarations.${condition.what}` };
    case 'REGISTERED_FOR':
    case 'REPORTS':
    case 'INSPECTIONS':
    case 'GRADE':
      return { key: `eligibility.conditions.${condition.kind}`, args: value };
  }
}

function changeText(change: Change): Text {
  switch (change.kind) {
    case 'LEAVE_LIST':
      return { key: `eligibility.changes.LEAVE_LIST.${change.list}` };
    case 'DECLARE':
      return {
        key: 'eligibility.changes.DECLARE',
        args: { what: { key: `eligibility.declarations.${change.what}` } },
      };
    case 'WAIT_UNTIL':
      return { key: 'eligibility.changes.WAIT_UNTIL', args: { day: change.day } };
    case 'FILE_REPORT':
      return { key: 'eligibility.changes.FILE_REPORT', args: { year: String(change.year) } };
    case 'RECTIFY':
      return { key: 'eligibility.changes.RECTIFY', args: { on: change.on } };
    case 'OBTAIN_GRADE':
      return { key: 'eligibility.changes.OBTAIN_GRADE', args: { least: change.least } };
    case 'REGISTER':
      return { key: 'eligibility.changes.REGISTER' };
  }
}
