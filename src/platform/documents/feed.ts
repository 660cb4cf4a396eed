/** Something that happened, as feeds tell it; `id` never changes, whatever happens to the text. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly link: string;
  /** The instant or the day it happened on, as `2026-11-24T00:00:00+08:00`. */
  readonly at: string;
}

export interface Feed {
  readonly title: string;
  /** Address of the page the feed belongs to. */
  readonly home: string;
  /** Address of the feed itself. */
  readonly self: string;
  readonly language: string;
  readonly author: string;
  readonly entries: readonly FeedEntry[];
}

/** What stands for "never" in a feed without entries: the day of Order 60. */
const NEVER = '2018-01-24T00:00:00+08:00';

/** Atom 1.0. Its time is that of its newest entry, so that an empty or shortened feed tells nothing of what is gone. */
export function atomText({ title, home, self, language, author, entries }: Feed): string {
  const lines = entries.map(
    (one) =>
      `<entry><id>${escaped(one.id)}</id><title>${escaped(one.title)}</title><updated>${one.at}</updated>` +
      `<link href="${escaped(one.link)}"/><summary>${escaped(one.text)}</summary></entry>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>${escaped(self)}</id><title>${escaped(title)}</title><updated>${newest(entries)}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(self)}"/><link href="${escaped(home)}"/>`,
    `<author><name>${escaped(author)}</name></author>`,
    ...lines,
    '</feed>',
    '',
  ].join('\n');
}

/** JSON Feed 1.1 of the same entries. */
export function jsonFeedText({ title, home, self, language, author, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    language,
    authors: [{ name: author }],
    items: entries.map(({ id, title: head, text, link, at }) => ({
      id,
      title: head,
      content_text: text,
      url: link,
      date_published: at,
    })),
  });
}

function newest(entries: readonly FeedEntry[]): string {
  return entries.reduce((last, { at }) => (at > last ? at : last), NEVER);
}

/** Text in XML; what XML 1.0 cannot hold at all is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
