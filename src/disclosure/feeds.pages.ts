import { type ListChange } from '../credit/lists/public-stays.queries.js';
import { shanghaiInstant, startOfShanghaiDay } from '../kernel/calendar.js';
import { type Feed, type FeedEntry } from '../platform/documents/feed.js';
import { type Text } from '../platform/views/page.js';
import { timelineOf } from './profile.pages.js';
import { type PublicProfile } from './profile.queries.js';

export interface FeedPlace {
  readonly origin: string;
  readonly self: string;
  readonly language: string;
  readonly read: (text: Text) => string;
  /** A short hash of a text, for ids that stay the same whatever else comes or goes. */
  readonly hash: (text: string) => string;
}

function tag(origin: string, rest: string): string {
  return `tag:${new URL(origin).hostname},2018-01-24:${rest}`;
}

function atDay(day: string): string {
  return shanghaiInstant(day.length === 10 ? startOfShanghaiDay(day) : day);
}

/** Who entered one of the two lists and who left, as far as it is public now. (R-CR-16, R-CR-25) */
export function listFeed(changes: readonly ListChange[], place: FeedPlace): Feed {
  const { origin, read } = place;
  const entries = changes.map((one): FeedEntry => {
    const list: Text = { key: `credit.lists.${one.list}` };
    const what = read({ key: `disclosure.profile.changes.${one.kind}`, args: { list } });
    const why =
      one.kind === 'listed'
        ? read({ key: `credit.grounds.${one.ground}` })
        : one.exit === null
          ? ''
          : read({ key: `lists.exits.${one.exit}` });
    return {
      id: tag(origin, `credit/${one.creditCode}/${one.list}/${one.listedOn}/${one.kind}`),
      title: `${one.name} · ${what}`,
      text: why,
      link: `${origin}/organizations/${one.creditCode}`,
      at: atDay(one.on),
    };
  });
  return feed({ title: { key: 'disclosure.feeds.lists' }, home: '/credit', entries }, place);
}

/** Everything dated about one body, as its page shows it now. */
export function bodyFeed(profile: PublicProfile, place: FeedPlace): Feed {
  const { origin, read, hash } = place;
  const { creditCode, name } = profile.one;
  const home = `/organizations/${creditCode}`;
  const entries = timelineOf(profile).map(({ when, title, body, href }): FeedEntry => {
    const [head, text] = [read(title), body === null ? '' : read(body)];
    return {
      id: tag(origin, `${home.slice(1)}/${hash(JSON.stringify([when, title, body]))}`),
      title: head,
      text,
      link: origin + (href ?? home),
      at: atDay(when),
    };
  });
  return feed({ title: { key: 'disclosure.feeds.body', args: { name } }, home, entries }, place);
}

function feed(
  { title, home, entries }: { title: Text; home: string; entries: readonly FeedEntry[] },
  { origin, self, language, read }: FeedPlace,
): Feed {
  return {
    title: read(title),
    home: origin + home,
    self: origin + self,
    language,
    author: read({ key: 'common.site.owner' }),
    entries,
  };
}
