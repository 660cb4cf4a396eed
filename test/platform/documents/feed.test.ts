import { expect, test } from '@jest/globals';
import { atomText, escaped, type Feed, jsonFeedText } from '../../../src/platform/documents/feed.js';

const entry = {
  id: 'tag:a,2018:1',
  title: '列入 <名录> & "其他"',
  text: 'x\u0000y',
  link: 'https://a/?b=1&c=2',
  at: '2026-11-24T00:00:00+08:00',
};
const feed = (entries: Feed['entries']): Feed => ({
  title: '变动',
  home: 'https://a/',
  self: 'https://a/feed.atom',
  language: 'zh-CN',
  author: '民政局',
  entries,
});

test('nothing in an entry breaks out of its place', () => {
  const text = atomText(feed([entry]));
  expect(text).toContain('<title>列入 &lt;名录&gt; &amp; &quot;其他&quot;</title>');
  expect(text).toContain('<link href="https://a/?b=1&amp;c=2"/><summary>xy</summary>');
  expect(escaped('a\u{1F600}\uFFFEb\tc')).toBe('a\u{1F600}b\tc');
});

test('a feed is as old as its newest entry, and an empty one says nothing of what was there', () => {
  const older = { ...entry, at: '2026-01-01T00:00:00+08:00' };
  expect(atomText(feed([older, entry]))).toContain(
    '<updated>2026-11-24T00:00:00+08:00</updated>\n<link rel="self"',
  );
  expect(atomText(feed([]))).toContain('<updated>2018-01-24T00:00:00+08:00</updated>');
});

test('the JSON feed tells the same', () => {
  expect(JSON.parse(jsonFeedText(feed([entry])))).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: entry.id, title: entry.title, url: entry.link, date_published: entry.at }],
  });
});
