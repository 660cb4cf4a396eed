import { type CalendarDay } from '../kernel/calendar.js';
import {
  cell,
  type Entered,
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
import { type NoticeLine } from './notices.queries.js';

/** Whether a notice still takes objections. */
export function noticeTag(
  { kind, windowTo }: Pick<NoticeLine, 'kind' | 'windowTo'>,
  today: CalendarDay,
): Tag {
  if (kind === 'ANNOUNCEMENT') return { tone: 'neutral', label: { key: 'notices.kinds.ANNOUNCEMENT' } };
  const running = windowTo !== null && windowTo >= today;
  return running
    ? { tone: 'special', label: { key: 'notices.running' } }
    : { tone: 'neutral', label: { key: 'notices.over' } };
}

export function noticesTable(
  items: readonly NoticeLine[],
  today: CalendarDay,
  base: '/notices' | '/bureau/notices' = '/notices',
): Table {
  return table(
    { key: 'notices.title' },
    ['title-column', 'kind', 'published', 'until'].map((name) => ({ key: `notices.${name}` })),
    items.map((one) => [
      cell.link({ zh: one.titleZh, en: one.titleEn }, `${base}/${one.number}`, one.number),
      cell.tag(noticeTag(one, today)),
      cell.day(one.publishedAt),
      cell.day(one.windowTo),
    ]),
    { key: 'notices.empty' },
  );
}

export interface BureauNoticesPage extends PageBase {
  readonly list: Table;
  readonly pager: Pager;
  readonly mayPublish: boolean;
  /** Versions that wait for a second person. */
  readonly waiting: readonly { readonly label: Text; readonly href: string }[];
  readonly texts: readonly Field[];
  readonly areas: readonly Field[];
}

export function bureauNoticesPage(
  list: { items: readonly NoticeLine[]; total: number; page: number; pageSize: number },
  {
    today,
    mayPublish,
    waiting,
  }: {
    today: CalendarDay;
    mayPublish: boolean;
    waiting: readonly { number: string; titleZh: string; titleEn: string }[];
  },
  entered?: Entered,
): BureauNoticesPage {
  const field = fieldsOf(entered);
  const make = (name: string, maxLength: number): Field =>
    field(name, { label: { key: `notices.fields.${name}` }, required: true, maxLength });
  return {
    ...pageBase({ key: 'notices.title' }, [], entered?.findings),
    list: noticesTable(list.items, today, '/bureau/notices'),
    pager: pager(list, '/bureau/notices'),
    mayPublish,
    waiting: waiting.map(({ number, titleZh, titleEn }) => ({
      label: { zh: titleZh, en: titleEn },
      href: `/bureau/notices/${number}`,
    })),
    texts: [make('titleZh', 120), make('titleEn', 200)],
    areas: [make('textZh', 5000), make('textEn', 8000)],
  };
}
