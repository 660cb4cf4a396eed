import {
  cell,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  type Tag,
  type Text,
} from '../../platform/views/page.js';
import { SCORE_GRADES, SCORE_KINDS, type ScoreGrade, type ScoreSet } from './score-items.rules.js';
import { type ScoreLine } from './score.queries.js';
import { pointsText, type Score } from './score.rules.js';

const LIST = { label: { key: 'score.list.title' }, href: '/bureau/credit-scores' };

function gradeTag(grade: ScoreGrade): Tag {
  const tone = { A: 'ok', B: 'info', C: 'warn', D: 'danger' } as const;
  return { tone: tone[grade], label: { key: `score.grades.${grade}` } };
}

export interface ScorePage extends PageBase {
  readonly tag: Tag | null;
  readonly card: NumberCard | null;
  readonly serious: Text | null;
  readonly items: Table | null;
  readonly rules: Table | null;
  readonly own: boolean;
}

/** A score with every item behind it, the rules it was made by and the limit of what it may do. (R-CR-23) */
export function scorePage(score: Score | null, whose: { name: string; own: boolean }): ScorePage {
  const title: Text = whose.own
    ? { key: 'score.own.title' }
    : { key: 'score.one.title', args: { name: whose.name } };
  const base = pageBase(title, whose.own ? [] : [LIST]);
  if (score === null)
    return { ...base, tag: null, card: null, serious: null, items: null, rules: null, own: whose.own };
  const { points, grade, set, on, capped, seriousSince } = score;
  return {
    ...base,
    tag: gradeTag(grade),
    card: {
      label: { key: 'score.points', args: { on } },
      value: pointsText(points),
      unit: { key: 'score.unit' },
      note: {
        key: capped ? 'score.capped' : 'score.made-of',
        args: { base: pointsText(set.base), most: pointsText(set.most) },
      },
      href: null,
    },
    serious: seriousSince === null ? null : { key: 'score.serious', args: { since: seriousSince } },
    items: itemsTable(score, whose.own),
    rules: rulesTable(set),
    own: whose.own,
  };
}

function itemsTable({ items }: Score, own: boolean): Table {
  return table(
    { key: 'score.items' },
    [
      { key: 'score.fields.item' },
      { key: 'score.fields.on' },
      { key: 'score.fields.basis' },
      [{ key: 'score.fields.points' }, 'numeric'],
    ],
    items.map(({ kind, on, points, recordId, summary }) => [
      cell.text({ key: `score.kinds.${kind}` }),
      cell.day(on),
      recordId === null
        ? cell.text({ key: kind === 'ABNORMAL_LIST' ? 'score.from-list' : 'score.from-register' })
        : cell.link(summary ?? '', `${own ? '/org/credit/records' : '/bureau/credit'}/${recordId}`),
      { ...cell.text(pointsText(points, true)), numeric: true },
    ]),
    { key: 'score.no-items' },
  );
}

function rulesTable(set: ScoreSet): Table {
  return table(
    { key: 'score.rules', args: { from: set.from } },
    [{ key: 'score.fields.item' }, [{ key: 'score.fields.points' }, 'numeric'], { key: 'score.fields.more' }],
    SCORE_KINDS.map((kind) => {
      const { points, step, together } = set.rules[kind];
      const more: Text | null =
        step !== undefined
          ? {
              key: 'score.step',
              args: {
                yuan: step.everyFen / 100,
                points: pointsText(-step.points),
                most: pointsText(-step.most),
              },
            }
          : together === undefined
            ? null
            : { key: 'score.together', args: { most: pointsText(together) } };
      return [
        cell.text({ key: `score.kinds.${kind}` }),
        { ...cell.text(pointsText(points, true)), numeric: true },
        cell.text(more),
      ];
    }),
  );
}

export interface ScoresPage extends PageBase {
  readonly filter: Field;
  readonly counts: readonly { readonly tag: Tag; readonly count: number }[];
  readonly list: Table;
  readonly pager: Pager;
}

export interface ScoreListing {
  readonly lines: readonly ScoreLine[];
  /** Registered bodies in all; whoever has no item has the base. */
  readonly bodies: number;
  readonly grade: string | undefined;
  readonly page: number;
}

const PAGE_SIZE = 30;

/** The bureau's list: how many of each grade, and who moved away from the base, the lowest first. */
export function scoresPage({ lines, bodies, grade, page }: ScoreListing): ScoresPage {
  const shown = grade === undefined ? lines : lines.filter(({ score }) => score.grade === grade);
  const count = (one: ScoreGrade): number => lines.filter(({ score }) => score.grade === one).length;
  const untouched = bodies - lines.length;
  return {
    ...pageBase({ key: 'score.list.title' }),
    filter: fieldsOf({ values: { grade: grade ?? '' }, findings: [] })('grade', {
      label: { key: 'score.fields.grade' },
      options: SCORE_GRADES.map((one) => [one, { key: `score.grades.${one}` }] as const),
    }),
    counts: SCORE_GRADES.map((one) => ({
      tag: gradeTag(one),
      count: count(one) + (one === 'A' ? untouched : 0),
    })),
    list: table(
      { key: 'score.list.moved' },
      [
        { key: 'score.fields.body' },
        [{ key: 'score.fields.score' }, 'numeric'],
        { key: 'score.fields.grade' },
        { key: 'score.fields.why' },
      ],
      shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ name, creditCode, score }) => [
        cell.link(name, `/bureau/credit-scores/${creditCode}`, creditCode),
        { ...cell.text(pointsText(score.points)), numeric: true },
        cell.tag(gradeTag(score.grade)),
        cell.text(
          score.items[0] === undefined
            ? { key: 'credit.standing.serious' }
            : {
                key: 'score.list.why',
                args: { first: { key: `score.kinds.${score.items[0].kind}` }, count: score.items.length },
              },
        ),
      ]),
      { key: 'score.list.empty' },
    ),
    pager: pager({ total: shown.length, page, pageSize: PAGE_SIZE }, '/bureau/credit-scores', { grade }),
  };
}
