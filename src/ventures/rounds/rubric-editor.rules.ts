import { accepted, fieldPath, type Finding, found, type Outcome, refused } from '../../kernel/outcome.js';
import { type AnchorLevel, type Criterion, findingsInRubric } from '../../review/ranking.rules.js';
import { type Direction } from './form-editor.rules.js';
import { rubricFindings } from './readiness.rules.js';
import { type RoundRules } from './round.rules.js';

/** The points of all criteria with the order that breaks ties, as entered. (R-SC-01, R-SC-05) */
export interface PointsEntry {
  readonly criteria: readonly { readonly code: string; readonly points: number }[];
  readonly tie1?: string;
  readonly tie2?: string;
  readonly tie3?: string;
  readonly tieRuleZh: string;
  readonly tieRuleEn: string;
}

/** One criterion as entered, its levels with those that are to go. (B5) */
export interface CriterionEntry {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly points: number;
  readonly anchorZh: string;
  readonly anchorEn: string;
  readonly levels: readonly {
    readonly from: number;
    readonly zh: string;
    readonly en: string;
    readonly remove: boolean;
  }[];
}

/** The criterion of this code, or "not found". */
export function criterionOf({ criteria }: RoundRules, code: string): Criterion {
  return found(criteria.find((one) => one.code === code));
}

/** The rules with these points; all together must be 100, and ties are broken by criteria that there are. (R-SC-01) */
export function withPoints(rules: RoundRules, entry: PointsEntry): Outcome<RoundRules> {
  const points = new Map(entry.criteria.map((one) => [one.code, one.points]));
  const criteria = rules.criteria.map((one) => ({ ...one, points: points.get(one.code) ?? one.points }));
  const chosen = (['tie1', 'tie2', 'tie3'] as const).flatMap((name) => {
    const code = entry[name];
    return code === undefined ? [] : [{ name, code }];
  });
  const findings = [
    ...findingsInRubric(criteria),
    ...chosen.flatMap(({ name, code }, i): Finding[] => {
      if (!criteria.some((one) => one.code === code)) return [{ code: 'ready-tie-criterion', field: name }];
      const isFirst = chosen.findIndex((other) => other.code === code) === i;
      return isFirst ? [] : [{ code: 'rubric-tie-twice', field: name }];
    }),
  ];
  if (findings.length > 0) return refused(findings);
  return accepted({
    ...rules,
    criteria,
    method: { ...rules.method, tieCriteria: chosen.map(({ code }) => code) },
    tieRule: { zh: entry.tieRuleZh, en: entry.tieRuleEn },
  });
}

/**
 * A criterion changed, or with no code a new one at the end. Whether all add up to 100 is judged where the points of
 * all are entered, and before publication; the levels of this one are judged here. (B5)
 */
export function withCriterion(
  rules: RoundRules,
  code: string | null,
  entry: CriterionEntry,
): Outcome<RoundRules> {
  const levels = entry.levels
    .filter(({ remove }) => !remove)
    .map(({ from, zh, en }): AnchorLevel => ({ from, anchor: { zh, en } }));
  const { nameZh, nameEn, points, anchorZh, anchorEn } = entry;
  const texts = { nameZh, nameEn, points, anchorZh, anchorEn, levels };
  const criterion: Criterion = { ...texts, code: code ?? freshCode(rules) };
  const findings = levelFindings(rules, criterion, entry);
  if (findings.length > 0) return refused(findings);
  if (code === null) return accepted({ ...rules, criteria: [...rules.criteria, criterion] });
  criterionOf(rules, code);
  return accepted({
    ...rules,
    criteria: rules.criteria.map((one) => (one.code === code ? criterion : one)),
  });
}

const LEVEL = /^criteria\[0\]\[levels\](?:\[(\d+)\]\[(\w+)\])?$/;

/** What the readiness check says of one criterion's levels, at the rows as they stand on the page. */
function levelFindings(rules: RoundRules, criterion: Criterion, { levels }: CriterionEntry): Finding[] {
  const places = levels.flatMap(({ remove }, i) => (remove ? [] : [i]));
  return rubricFindings({ ...rules, criteria: [criterion] }).flatMap((finding) => {
    const match = LEVEL.exec(finding.field ?? '');
    if (match === null) return [];
    const [, row, name] = match;
    const field =
      row === undefined
        ? 'levels'
        : fieldPath('levels', places[Number(row)] ?? 0, name === 'from' ? 'from' : 'zh');
    return [{ ...finding, field }];
  });
}

function freshCode({ criteria }: RoundRules): string {
  const taken = criteria.map(({ code }) => Number(/^c(\d+)$/.exec(code)?.[1] ?? 0));
  return `c${Math.max(0, ...taken) + 1}`;
}

export function moveCriterion(rules: RoundRules, code: string, direction: Direction): RoundRules {
  const at = rules.criteria.indexOf(criterionOf(rules, code));
  const to = at + (direction === 'up' ? -1 : 1);
  const [one, other] = [rules.criteria[at], rules.criteria[to]];
  if (one === undefined || other === undefined) return rules;
  return { ...rules, criteria: rules.criteria.map((each, i) => (i === at ? other : i === to ? one : each)) };
}

/** Takes a criterion out, also of the order that breaks ties; the last one stays. */
export function removeCriterion(rules: RoundRules, code: string): Outcome<RoundRules> {
  criterionOf(rules, code);
  if (rules.criteria.length === 1) return refused([{ code: 'rubric-last-criterion' }]);
  const tieCriteria = rules.method.tieCriteria.filter((one) => one !== code);
  return accepted({
    ...rules,
    criteria: rules.criteria.filter((one) => one.code !== code),
    method: { ...rules.method, tieCriteria },
  });
}
