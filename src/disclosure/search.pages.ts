import { type BoardItem } from '../functions/functions.queries.js';
import { stageTag } from '../functions/functions.pages.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { noticeTag } from '../notices/notices.pages.js';
import { type NoticeLine } from '../notices/notices.queries.js';
import { statusTag } from '../organizations/organizations.pages.js';
import {
  addressOf,
  cell,
  type PageBase,
  pageBase,
  type Pager,
  pager,
  type Table,
  table,
  type Text,
} from '../platform/views/page.js';
import { type AwardLine } from '../ventures/awards/awards.queries.js';
import { guideTitle, type GuideSlug } from './guides.pages.js';
import { type BodyHit, type Hits, type Why } from './search.queries.js';

export const SEARCH_KINDS = ['organizations', 'projects', 'functions', 'notices', 'guides'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

export interface Found {
  readonly organizations: Hits<BodyHit>;
  readonly projects: Hits<AwardLine>;
  readonly functions: Hits<BoardItem>;
  readonly notices: Hits<NoticeLine>;
  readonly guides: Hits<GuideSlug>;
}

export interface SearchPage extends PageBase {
  readonly q: string;
  readonly asked: boolean;
  readonly tabs: readonly {
    readonly label: Text;
    readonly count: number;
    readonly href: string;
    readonly current: boolean;
  }[];
  readonly groups: readonly {
    readonly kind: SearchKind;
    readonly title: Text;
    readonly list: Table;
    readonly more: string | null;
  }[];
  readonly pager: Pager | null;
}

export interface Asked {
  readonly q: string;
  readonly kind: SearchKind | null;
  readonly page: number;
  readonly pageSize: number;
  readonly on: CalendarDay;
}

/** All kinds with their counts; one kind alone is paged, all together show their first. Each hit says why it is one. */
export function searchPage(asked: Asked, found: Found | null): SearchPage {
  const { q, kind, page, pageSize } = asked;
  const base = pageBase({ key: 'disclosure.search.title' });
  if (found === null) return { ...base, q, asked: false, tabs: [], groups: [], pager: null };
  const all = SEARCH_KINDS.reduce((sum, one) => sum + found[one].total, 0);
  const shown = SEARCH_KINDS.filter((one) => (kind === null ? found[one].total > 0 : one === kind));
  return {
    ...base,
    q,
    asked: true,
    tabs: [
      {
        label: { key: 'disclosure.search.kinds.all' },
        count: all,
        href: addressOf('/search', { q }),
        current: kind === null,
      },
      ...SEARCH_KINDS.map((one) => ({
        label: { key: `disclosure.search.kinds.${one}` },
        count: found[one].total,
        href: addressOf('/search', { q, kind: one }),
        current: kind === one,
      })),
    ],
    groups: shown.map((one) => ({
      kind: one,
      title: { key: `disclosure.search.kinds.${one}` },
      list: listOf(one, found, asked),
      more:
        kind === null && found[one].total > found[one].items.length
          ? addressOf('/search', { q, kind: one })
          : null,
    })),
    pager: kind === null ? null : pager({ total: found[kind].total, page, pageSize }, '/search', { q, kind }),
  };
}

function listOf(kind: SearchKind, found: Found, { q, on }: Asked): Table {
  const lines = {
    organizations: () => found.organizations.items.map(bodyLine),
    projects: () => found.projects.items.map((one) => projectLine(one, q)),
    functions: () =>
      found.functions.items.map((one) => [
        cell.link({ zh: one.nameZh, en: one.nameEn }, `/functions/${one.code}`, one.code),
        cell.tag(stageTag(one.stage)),
        cell.text(why(one.code.toLowerCase() === q.toLowerCase() ? 'code' : 'name')),
      ]),
    notices: () =>
      found.notices.items.map((one) => [
        cell.link({ zh: one.titleZh, en: one.titleEn }, `/notices/${one.number}`, one.number),
        cell.tag(noticeTag(one, on)),
        cell.text(why(one.number.toLowerCase().includes(q.toLowerCase()) ? 'number' : 'title')),
      ]),
    guides: () =>
      found.guides.items.map((slug) => [
        cell.link(guideTitle(slug), `/guides/${slug}`),
        cell.text({ key: 'guides.free' }),
        cell.text(why('text')),
      ]),
  };
  return table(
    { key: `disclosure.search.kinds.${kind}` },
    ['hit', 'state', 'why'].map((name) => ({ key: `disclosure.search.${name}` })),
    lines[kind](),
    { key: 'disclosure.search.none' },
  );
}

function bodyLine({
  name,
  creditCode,
  status,
  why: reason,
  former,
}: BodyHit): ReturnType<typeof cell.text>[] {
  return [
    cell.link(name, `/organizations/${creditCode}`, creditCode),
    cell.tag(statusTag(status)),
    cell.text(why(reason), former),
  ];
}

function projectLine(one: AwardLine, q: string): ReturnType<typeof cell.text>[] {
  return [
    cell.link(one.title, `/projects/${one.projectNumber ?? ''}`, one.projectNumber),
    cell.link(one.organizationName, `/organizations/${one.creditCode}`),
    cell.text(why(one.title.toLowerCase().includes(q.toLowerCase()) ? 'title' : 'body')),
  ];
}

function why(reason: Why | 'number' | 'title' | 'body' | 'text'): Text {
  return { key: `disclosure.search.reasons.${reason}` };
}
