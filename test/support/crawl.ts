import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSheet } from 'read-excel-file/node';
import { Page } from './html.js';

export interface CrawlOptions {
  /** Where to begin, beside the home page and the sitemap. */
  readonly also?: readonly string[];
  /** Addresses that are not followed. */
  readonly skip?: RegExp;
  /** Of addresses that match a pattern only so many are visited, the first in order; those in `also` always are. */
  readonly most?: readonly (readonly [pattern: RegExp, most: number])[];
}

/** Switches of the display: the same page again. */
const SWITCHES = ['lang', 'mode', 'theme', 'print'];

/**
 * Everything a visitor can reach: from the home page, the sitemap and `also`, over every link, feed and download, and
 * of each page its JSON twin. Answers address → status and bytes, in the order of the addresses.
 */
export async function crawl(
  app: NestFastifyApplication,
  { also = [], skip, most = [] }: CrawlOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  const counts = most.map(() => 0);
  const waiting = ['/', '/sitemap.xml', '/robots.txt', ...also];
  const mayVisit = (address: string): boolean => {
    if (seen.has(address) || skip?.test(address) === true) return false;
    const at = most.findIndex(([pattern]) => pattern.test(address));
    if (at < 0 || also.includes(address)) return true;
    counts[at] = (counts[at] ?? 0) + 1;
    return (counts[at] ?? 0) <= (most[at]?.[1] ?? 0);
  };
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (!mayVisit(address)) continue;
    const reply = await app.inject({ method: 'GET', url: address });
    const type = String(reply.headers['content-type'] ?? '');
    const text = await textOf(type, reply.rawPayload);
    seen.set(address, `${reply.statusCode} ${type}\n${text}`);
    waiting.push(...linksIn(address, type, text));
  }
  return new Map([...seen].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A workbook carries the time of its making, so its cells are what counts, and a form a token of its own; everything
 * else is taken byte by byte.
 */
async function textOf(type: string, bytes: Buffer): Promise<string> {
  if (type.includes('spreadsheetml')) return JSON.stringify(await readSheet(bytes));
  const text = bytes.toString(type.includes('pdf') ? 'latin1' : 'utf8');
  return text.replace(/(name="_csrf" value=")[^"]*/g, '$1');
}

function linksIn(address: string, type: string, text: string): string[] {
  const found = type.includes('html')
    ? [...new Page(text).links(), twinOf(address)]
    : type.includes('xml')
      ? [...text.matchAll(/<loc>([^<]+)<\/loc>|href="([^"]+)"/g)].map(([, loc, href]) => loc ?? href ?? '')
      : type.includes('json')
        ? [...text.matchAll(/"(?:next|url|home_page_url)":"([^"]+)"/g)].map(([, next]) => next ?? '')
        : [];
  return found.flatMap((href) => normal(href.replaceAll('&amp;', '&'), address) ?? []);
}

/** The JSON twin of a page. */
function twinOf(address: string): string {
  const [path = '/', query] = address.split(/\?(.*)/s);
  if (path === '/') return '/';
  return `${path}.json${query === undefined ? '' : `?${query}`}`;
}

/** The address within the portal without fragment and display switches; null for the outside. */
function normal(href: string, from: string): string | null {
  const url = new URL(href, `http://127.0.0.1:3000${from}`);
  if (url.host !== '127.0.0.1:3000' || !/^https?:$/.test(url.protocol)) return null;
  for (const name of SWITCHES) url.searchParams.delete(name);
  return url.pathname + url.search;
}

/** The addresses whose answers differ, those that came and those that went. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const all = [...new Set([...before.keys(), ...after.keys()])];
  return all.filter((address) => before.get(address) !== after.get(address)).sort();
}
