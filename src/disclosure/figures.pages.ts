import { type BoardItem, type FunctionDetail, type StageLine } from '../functions/functions.queries.js';
import { agreementsTable, stageTag, stageTone } from '../functions/functions.pages.js';
import { type AgreementLine } from '../functions/functions.queries.js';
import { ITEM_STATUSES, type ItemStatus } from '../functions/transfer.rules.js';
import { type CentreLine } from '../incubation/incubation.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { noticesTable } from '../notices/notices.pages.js';
import { type NoticeLine } from '../notices/notices.queries.js';
import {
  barsChart,
  type BarsChart,
  dotsChart,
  type DotsChart,
  tilesChart,
  type TilesChart,
} from '../platform/views/charts.js';
import {
  cell,
  type Field,
  fieldsOf,
  type NumberCard,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Table,
  table,
  type Tag,
  type Text,
  type TimelineEntry,
  type Tone,
} from '../platform/views/page.js';
import { type PopulationFact } from '../reference/reference.queries.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { roundName } from '../ventures/rounds/rounds.pages.js';
import { densityPer10k, takenOnPercent } from './indicators.rules.js';

export interface HomeFigures {
  readonly on: CalendarDay;
  readonly organizations: number;
  readonly population: PopulationFact | null;
  readonly projects: number;
  readonly awardedFen: number;
  readonly board: readonly BoardItem[];
  readonly centres: readonly CentreLine[];
}

/** The five published figures, each with its day and where it comes from. */
export function figureCards({
  on,
  organizations,
  population,
  projects,
  awardedFen,
  board,
  centres,
}: HomeFigures): NumberCard[] {
  const takenOn = board.filter((one) => one.takenOn).length;
  const big = centres.filter(({ level }) => level !== 'TOWNSHIP').length;
  const note = (key: string, args: Record<string, string | number> = {}): Text => ({
    key: `disclosure.figures.${key}`,
    args: { on, ...args },
  });
  return [
    {
      label: note('density'),
      value: densityPer10k(organizations, population?.value ?? 0),
      unit: note('per-10k'),
      note: note('density-note', {
        organizations,
        residents: population?.value ?? 0,
        populationOn: population?.on ?? '',
      }),
      href: '/statistics',
    },
    {
      label: note('projects'),
      value: String(projects),
      unit: note('projects-unit'),
      note: note('projects-note', { yuan: Math.round(awardedFen / 1_000_000) }),
      href: '/projects',
    },
    {
      label: note('functions'),
      value: `${takenOn}/${board.length}`,
      unit: null,
      note: note('functions-note', { percent: takenOnPercent(takenOn, board.length) }),
      href: `/functions?on=${on}`,
    },
    {
      label: note('centres'),
      value: `${big} + ${centres.length - big}`,
      unit: null,
      note: note('centres-note'),
      href: '/centres',
    },
  ];
}

/** The dot grid: every item a dot with the tone and shape of its stage. */
export function functionDots(board: readonly BoardItem[], on: CalendarDay): DotsChart {
  const tone = (one: BoardItem): Tone => (one.takenOn ? 'ok' : stageTone(one.stage));
  const groups: readonly (readonly [Tone, ItemStatus])[] = [
    ['ok', 'HANDED_OVER'],
    ['info', 'COMPETING'],
    ['neutral', 'PUBLISHED'],
    ['warn', 'SUSPENDED'],
    ['danger', 'WITHDRAWN'],
  ];
  const takenOn = board.filter((one) => one.takenOn).length;
  const sentence: Text = {
    key: 'disclosure.functions.sentence',
    args: { on, takenOn, published: board.length, percent: takenOnPercent(takenOn, board.length) },
  };
  return dotsChart(
    { title: { key: 'disclosure.functions.dots' }, sentence, table: null },
    board.map((one) => ({
      tone: tone(one),
      label: { zh: `${one.code} ${one.nameZh}`, en: `${one.code} ${one.nameEn}` },
      href: `/functions/${one.code}`,
    })),
    groups
      .map(([group, status]) => ({
        tone: group,
        label: { key: `functions.stages.${status}` },
        count: board.filter((one) => tone(one) === group).length,
      }))
      .filter(({ count }) => count > 0),
  );
}

export interface HomePage extends PageBase {
  readonly cards: readonly NumberCard[];
  readonly dots: DotsChart;
  readonly calls: readonly { readonly name: Text; readonly href: string; readonly closesAt: string }[];
  readonly notices: Table;
  readonly on: CalendarDay;
}

export function homePage(
  figures: HomeFigures,
  now: {
    board: readonly BoardItem[];
    rounds: readonly RoundDetail[];
    notices: readonly NoticeLine[];
    today: CalendarDay;
  },
): HomePage {
  return {
    ...pageBase({ key: 'disclosure.home.title' }),
    cards: figureCards(figures),
    dots: functionDots(now.board, now.today),
    calls: now.rounds
      .filter(({ status }) => status === 'OPEN')
      .map((round) => ({
        name: roundName(round),
        href: `/rounds/${round.number}`,
        closesAt: round.closesAt,
      })),
    notices: noticesTable(now.notices, now.today),
    on: figures.on,
  };
}

export interface FunctionsPage extends PageBase {
  readonly on: CalendarDay;
  readonly takenOn: number;
  readonly published: number;
  readonly percent: string;
  readonly dots: DotsChart;
  readonly day: Field;
  readonly stages: readonly Text[];
  readonly rows: readonly {
    readonly code: string;
    readonly name: Text;
    readonly department: Text;
    readonly cells: readonly { readonly day: string | null }[];
    readonly responsible: Text;
  }[];
}

const SHOWN_STAGES: readonly ItemStatus[] = ITEM_STATUSES.filter(
  (status) => !['DRAFT', 'REVIEWED', 'AGREED', 'TAKEN_BACK'].includes(status),
);

/** The board as a matrix of items and stages with the day each stage was reached. */
export function functionsPage(
  board: readonly BoardItem[],
  stages: readonly StageLine[],
  on: CalendarDay,
): FunctionsPage {
  const takenOn = board.filter((one) => one.takenOn).length;
  return {
    ...pageBase({ key: 'common.nav.functions' }),
    on,
    takenOn,
    published: board.length,
    percent: takenOnPercent(takenOn, board.length),
    dots: functionDots(board, on),
    day: fieldsOf({ values: { on }, findings: [] })('on', { label: { key: 'disclosure.on-day' } }),
    stages: SHOWN_STAGES.map((status) => ({ key: `functions.stages.${status}` })),
    rows: board.map((one) => ({
      code: one.code,
      name: { zh: one.nameZh, en: one.nameEn },
      department: one.department,
      cells: SHOWN_STAGES.map((status) => ({
        day:
          stages.filter((stage) => stage.itemCode === one.code && stage.status === status).at(-1)?.fromOn ??
          null,
      })),
      responsible: { zh: one.responsible.name, en: one.responsible.nameEn },
    })),
  };
}

export interface FunctionPage extends PageBase {
  readonly code: string;
  readonly tag: Tag;
  readonly facts: readonly SummaryRow[];
  readonly agreements: Table;
  readonly history: readonly TimelineEntry[];
}

export function functionPage(
  item: BoardItem,
  detail: FunctionDetail,
  more: { agreements: readonly AgreementLine[]; stages: readonly StageLine[] },
): FunctionPage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `functions.fields.${name}` }, value);
  const { responsible } = item;
  return {
    ...pageBase({ zh: item.nameZh, en: item.nameEn }, [
      { label: { key: 'common.nav.functions' }, href: '/functions' },
    ]),
    code: item.code,
    tag: stageTag(item.stage),
    facts: [
      row(
        'responsible',
        responsible.creditCode === null
          ? cell.text({ zh: responsible.name, en: responsible.nameEn })
          : cell.link(responsible.name, `/organizations/${responsible.creditCode}`),
      ),
      row('since', cell.day(responsible.since)),
      row('until', cell.day(responsible.until)),
      row('department', cell.text(item.department)),
      row('category', cell.text(detail.category)),
      row('mode', cell.text(detail.mode)),
      row('class', cell.text(detail.competitionClass)),
      row('selection', cell.text(detail.selectionMethod)),
      row('grade', cell.text(detail.minGrade)),
      row('metric', cell.text(detail.coreMetric)),
      row('published', cell.day(detail.publishedOn)),
      row('source', cell.text(detail.source)),
    ],
    agreements: agreementsTable(more.agreements, false),
    history: more.stages.map(({ status, fromOn, reason }) => ({
      when: fromOn,
      title: { key: `functions.stages.${status}` },
      body: reason,
      href: null,
    })),
  };
}

export interface CentresPage extends PageBase {
  readonly big: number;
  readonly small: number;
  readonly tiles: TilesChart;
  readonly list: Table;
}

export function centresPage(
  centres: readonly CentreLine[],
  areas: readonly { code: string; name: string }[],
): CentresPage {
  const big = centres.filter(({ level }) => level !== 'TOWNSHIP').length;
  const inArea = (code: string): number =>
    centres.filter(({ divisionCode }) => divisionCode.startsWith(code)).length;
  return {
    ...pageBase({ key: 'common.nav.centres' }),
    big,
    small: centres.length - big,
    tiles: tilesChart(
      {
        title: { key: 'incubation.tiles' },
        sentence: { key: 'incubation.sentence', args: { big, small: centres.length - big } },
        table: null,
      },
      areas.map(({ code, name }) => ({
        code,
        name,
        value: { key: 'incubation.count', args: { count: inArea(code) } },
        href: `/centres?division=${code}`,
      })),
    ),
    list: table(
      { key: 'common.nav.centres' },
      ['name', 'level', 'division', 'operator', 'seats'].map((name) => ({
        key: `incubation.fields.${name}`,
      })),
      centres.map((one) => [
        cell.link({ zh: one.nameZh, en: one.nameEn }, `/centres/${one.code}`),
        cell.text({ key: `incubation.levels.${one.level}` }),
        cell.text(one.divisionName ?? one.divisionCode),
        cell.text(one.operator),
        cell.number(one.seats),
      ]),
    ),
  };
}

export interface CentrePage extends PageBase {
  readonly facts: readonly SummaryRow[];
}

export function centrePage(one: CentreLine): CentrePage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `incubation.fields.${name}` }, value);
  return {
    ...pageBase({ zh: one.nameZh, en: one.nameEn }, [
      { label: { key: 'common.nav.centres' }, href: '/centres' },
    ]),
    facts: [
      row('level', cell.text({ key: `incubation.levels.${one.level}` })),
      row('division', cell.text(one.divisionName ?? one.divisionCode)),
      row('address', cell.text(one.address)),
      row('operator', cell.text(one.operator)),
      row('seats', cell.number(one.seats)),
      row('area', cell.number(one.areaM2)),
      row('services', cell.text(one.services)),
      row('opening', cell.text(one.opening)),
      row('opened', cell.day(one.openedOn)),
    ],
  };
}

export interface StatisticsPage extends PageBase {
  readonly cards: readonly NumberCard[];
  readonly byType: BarsChart;
  readonly population: Table;
}

export function statisticsPage(
  figures: HomeFigures,
  byType: readonly { key: string; n: number }[],
  series: readonly PopulationFact[],
): StatisticsPage {
  return {
    ...pageBase({ key: 'common.nav.statistics' }),
    cards: figureCards(figures),
    byType: barsChart(
      {
        title: { key: 'disclosure.figures.by-type' },
        sentence: {
          key: 'disclosure.figures.by-type-sentence',
          args: { count: byType.reduce((all, { n }) => all + n, 0) },
        },
        table: null,
      },
      byType.map(({ key, n }) => ({
        label: { key: `organizations.types.${key}` },
        value: n,
        shown: String(n),
      })),
    ),
    population: table(
      { key: 'disclosure.figures.population' },
      [
        { key: 'disclosure.figures.day' },
        { key: 'disclosure.figures.basis' },
        [{ key: 'disclosure.figures.value' }, 'numeric'],
        { key: 'disclosure.figures.source' },
      ],
      series.map(({ on, basis, value, source }) => [
        cell.day(on),
        cell.text(basis),
        cell.number(value),
        cell.text(source),
      ]),
    ),
  };
}
