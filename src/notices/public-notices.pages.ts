import {
  type CalendarDay,
  shanghaiInstant,
  startOfShanghaiDay,
  type WorkingDayTable,
} from '../kernel/calendar.js';
import {
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { noticesTable, noticeTag } from './notices.pages.js';
import { NOTICE_SUBJECTS } from './notices.forms.js';
import {
  type NoticeDetail,
  type NoticeFilter,
  type NoticeListed,
  type NoticeVersion,
} from './notices.queries.js';
import { objectionTag } from './objections.pages.js';
import { type ObjectionResult } from './objections.queries.js';
import {
  changesBetween,
  countdown,
  type LineChange,
  NOTICE_KINDS,
  noticeLines,
  opensAnew,
} from './publicity.rules.js';

const key = (name: string, args?: Readonly<Record<string, string | number>>): Text =>
  args === undefined ? { key: `notices.${name}` } : { key: `notices.${name}`, args };

export interface NoticesPublicPage extends PageBase {
  readonly filters: readonly Field[];
  readonly list: Table;
  readonly pager: Pager;
}

export function noticesPublicPage(
  list: { items: readonly NoticeListed[]; total: number; page: number; pageSize: number },
  filter: NoticeFilter,
  today: CalendarDay,
): NoticesPublicPage {
  const field = fieldsOf({ values: { ...filter }, findings: [] });
  const choice = (name: string, options: readonly string[]): Field =>
    field(name, {
      label: key(`filters.${name}`),
      options: options.map((one) => [one, key(`${name}s.${one}`)] as const),
    });
  return {
    ...pageBase(key('title')),
    filters: [
      choice('kind', NOTICE_KINDS),
      choice('state', ['running', 'ended']),
      choice('subject', NOTICE_SUBJECTS),
    ],
    list: noticesTable(list.items, today),
    pager: pager(list, '/notices', { ...filter }),
  };
}

interface ShownVersion {
  readonly label: Text;
  readonly href: string | null;
  readonly publishedAt: string;
  readonly hash: string;
  readonly reason: string | null;
}

export interface ShownChanges {
  readonly title: Text;
  readonly lines: readonly { readonly mark: Text; readonly line: string; readonly isNew: boolean }[];
}

interface ShownWindow {
  readonly sentence: Text;
  /** The last millisecond that counts, with its zone. */
  readonly until: string;
  readonly left: Text;
  readonly basis: Text;
}

export interface NoticePage extends PageBase {
  readonly number: string;
  readonly tag: Tag;
  readonly version: Text;
  readonly publishedAt: string;
  /** The notice as it stands in the table is not the one that was published. */
  readonly broken: boolean;
  readonly newer: { readonly label: Text; readonly href: string } | null;
  readonly window: ShownWindow | null;
  readonly provisional: boolean;
  readonly now: string;
  readonly reason: { readonly why: string; readonly effect: Text } | null;
  readonly changes: readonly ShownChanges[];
  readonly versions: readonly ShownVersion[];
  readonly objectTo: string | null;
  readonly results: Table | null;
  readonly paragraphs: readonly Text[];
  readonly list: Table | null;
  readonly proof: {
    readonly index: number;
    readonly at: string;
    readonly hash: string;
    readonly href: string;
  };
  /** On paper: the tree that held it when it was printed. (security.md 6.3) */
  readonly tree: { readonly size: number; readonly root: string } | null;
}

type VersionText = Pick<NoticeDetail, 'titleZh' | 'titleEn' | 'body'>;

export interface NoticeFacts {
  readonly notice: NoticeDetail;
  readonly previous: NoticeDetail | null;
  readonly versions: readonly NoticeVersion[];
  readonly asPublished: boolean;
  readonly results: readonly ObjectionResult[];
  readonly workdays: WorkingDayTable;
  /** The instant of the answer. */
  readonly now: string;
  readonly today: CalendarDay;
  readonly tree: NoticePage['tree'];
}

export function noticePage(facts: NoticeFacts): NoticePage {
  const { notice, previous, versions, workdays, today, now } = facts;
  const newest = versions[0]?.version ?? notice.version;
  const isNewest = notice.version === newest;
  const clock = notice.windowTo === null ? null : countdown(workdays, notice.windowTo, today);
  return {
    ...pageBase({ zh: notice.titleZh, en: notice.titleEn }, [{ label: key('title'), href: '/notices' }]),
    number: notice.number,
    tag: noticeTag(notice, today),
    version: key('version', { n: notice.version }),
    publishedAt: notice.publishedAt,
    broken: !facts.asPublished,
    newer: isNewest ? null : { label: key('version', { n: newest }), href: `/notices/${notice.number}` },
    window: windowOf(notice, workdays, today),
    provisional: notice.isProvisional,
    now: shanghaiInstant(now),
    reason: reasonOf(notice, previous),
    changes: previous === null ? [] : changesOf(previous, notice),
    versions: versions.length < 2 ? [] : versions.map((one) => shownVersion(notice, one, newest)),
    objectTo:
      isNewest && clock !== null && clock.state !== 'over' ? `/objections/new?notice=${notice.number}` : null,
    results: clock?.state === 'over' ? resultsTable(facts.results) : null,
    paragraphs: notice.body.paragraphs,
    list: bodyTable(notice),
    proof: {
      index: notice.ledgerSeq,
      at: notice.publishedAt,
      hash: notice.contentHash,
      href: `/ledger/entries?start=${notice.ledgerSeq}&end=${notice.ledgerSeq + 1}`,
    },
    tree: facts.tree,
  };
}

function windowOf(notice: NoticeDetail, workdays: WorkingDayTable, today: CalendarDay): ShownWindow | null {
  const { windowFrom: from, windowTo: to } = notice;
  if (to === null) return null;
  const { state, workingDays } = countdown(workdays, to, today);
  const left = {
    running: key('days-left', { days: workingDays }),
    'last-day': key('last-day'),
    over: key('ended'),
  };
  const years = [...workdays.years].sort();
  return {
    sentence: key('window', { from, to }),
    until: `${shanghaiInstant(startOfShanghaiDay(to)).slice(0, 10)}T23:59:59.999+08:00`,
    left: left[state],
    basis: key('basis', { first: String(years[0] ?? ''), last: String(years.at(-1) ?? '') }),
  };
}

function reasonOf(notice: NoticeDetail, previous: NoticeDetail | null): NoticePage['reason'] {
  if (notice.reason === null || previous === null) return null;
  const effects: [boolean, Text][] = [
    [notice.kind === 'ANNOUNCEMENT', key('replaced-plain')],
    [
      opensAnew(notice.kind, previous, notice),
      key('replaced-anew', { from: notice.windowFrom, to: notice.windowTo ?? '' }),
    ],
  ];
  const effect = effects.find(([applies]) => applies)?.[1] ?? key('replaced-kept');
  return { why: notice.reason, effect };
}

/** The differences between two versions in plain words, one list a language. */
export function changesOf(previous: VersionText, notice: VersionText): ShownChanges[] {
  const shown = ({ kind, line }: LineChange): ShownChanges['lines'][number] => ({
    mark: key(`changes.${kind}`),
    line,
    isNew: kind === 'added',
  });
  return (['zh', 'en'] as const)
    .map((language) => ({
      title: key(`changes.${language}`),
      lines: changesBetween(noticeLines(previous, language), noticeLines(notice, language)).map(shown),
    }))
    .filter(({ lines }) => lines.length > 0);
}

function shownVersion(notice: NoticeDetail, one: NoticeVersion, newest: number): ShownVersion {
  const base = `/notices/${notice.number}`;
  return {
    label: key('version', { n: one.version }),
    href:
      one.version === notice.version
        ? null
        : one.version === newest
          ? base
          : `${base}?version=${one.version}`,
    publishedAt: one.publishedAt,
    hash: one.contentHash,
    reason: one.reason,
  };
}

/** What became of the objections, without anybody's name. (domain.md 3.7) */
function resultsTable(results: readonly ObjectionResult[]): Table {
  return table(
    key('results.title', { count: results.length }),
    ['number', 'status', 'reply', 'effect'].map((name) => key(`results.${name}`)),
    results.map((one) => [
      cell.text(one.number),
      cell.tag(objectionTag(one.status)),
      cell.text(one.reply),
      cell.text(one.effect, one.redecision),
    ]),
    key('results.none'),
  );
}

function bodyTable(notice: NoticeDetail): Table | null {
  const { table: content } = notice.body;
  if (content === null) return null;
  return table(
    { zh: notice.titleZh, en: notice.titleEn },
    content.columns.map(({ zh, en, numeric }) => (numeric ? ([{ zh, en }, 'numeric'] as const) : { zh, en })),
    content.rows.map((line) =>
      line.map((one, i) => ({ ...cell.text(one), numeric: content.columns[i]?.numeric ?? false })),
    ),
  );
}
