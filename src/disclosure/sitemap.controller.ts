import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Problem } from '../kernel/outcome.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { escaped } from '../platform/documents/feed.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page, plain } from '../platform/web/answer.js';
import { GUIDE_SLUGS, guidePage, type GuideSlug } from './guides.pages.js';
import { otherPlaces, publicBodies, publicBodyCount, type SitePlace } from './sitemap.queries.js';

const PER_FILE = 10_000;
const XML = 'application/xml; charset=utf-8';
/** Pages that stand by themselves; lists lead to the rest. */
const PAGES = [
  '/',
  '/organizations',
  '/credit',
  '/credit/abnormal',
  '/credit/serious',
  '/functions',
  '/rounds',
  '/projects',
  '/notices',
  '/centres',
  '/statistics',
  '/search',
  '/open-data',
  '/ledger',
  '/verify',
  '/accessibility',
  ...GUIDE_SLUGS.map((slug) => `/guides/${slug}`),
];
/** Workspaces. NB: `/org` alone would shut out `/organizations` too. */
const CLOSED = [
  '/org/',
  '/org$',
  '/review',
  '/bureau',
  '/department',
  '/centre/',
  '/centre$',
  '/admin',
  '/account',
];

/** Service guides, and what search engines ask for: every public page by type, in both languages. (ux.md 3.3) */
@Public()
@Controller()
export class SitemapController {
  constructor(
    private readonly work: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('guides/:slug')
  guide(@Param('slug') slug: string): Answer {
    const known = GUIDE_SLUGS.find((one): one is GuideSlug => one === slug);
    if (known === undefined) throw new Problem('not-found');
    return page('disclosure/guide', guidePage(known));
  }

  @Get('robots.txt')
  robots(): Answer {
    const lines = ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`)];
    lines.push('', `Sitemap: ${this.config.publicOrigin}/sitemap.xml`, '');
    return plain('text/plain; charset=utf-8', lines.join('\n'));
  }

  @Get('sitemap.xml')
  async index(): Promise<Answer> {
    const files = Math.ceil((await publicBodyCount(this.work.reader)) / PER_FILE);
    const names = ['pages', ...Array.from({ length: files }, (_, i) => `organizations-${i + 1}`)];
    const lines = names.map(
      (name) => `<sitemap><loc>${this.config.publicOrigin}/sitemaps/${name}.xml</loc></sitemap>`,
    );
    return plain(XML, xml('sitemapindex', lines));
  }

  @Get('sitemaps/:name')
  async part(@Param('name') name: string): Promise<Answer> {
    const places = await this.placesIn(name);
    if (places.length === 0) throw new Problem('not-found');
    return plain(
      XML,
      xml(
        'urlset',
        places.map((place) => this.line(place)),
      ),
    );
  }

  private async placesIn(name: string): Promise<readonly SitePlace[]> {
    const db = this.work.reader;
    if (name === 'pages.xml')
      return [...PAGES.map((path) => ({ path, changedOn: null })), ...(await otherPlaces(db))];
    const file = Number(/^organizations-(\d{1,4})\.xml$/.exec(name)?.[1] ?? 0);
    return file === 0 ? [] : publicBodies(db, (file - 1) * PER_FILE, PER_FILE);
  }

  private line({ path, changedOn }: SitePlace): string {
    const address = escaped(this.config.publicOrigin + path);
    const other = (language: string, href: string): string =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="${href}"/>`;
    const changed = changedOn === null ? '' : `<lastmod>${changedOn}</lastmod>`;
    return `<url><loc>${address}</loc>${changed}${other('zh-CN', `${address}?lang=zh-CN`)}${other('en', `${address}?lang=en`)}</url>`;
  }
}

function xml(root: string, lines: readonly string[]): string {
  const spaces =
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<${root} ${spaces}>`, ...lines, `</${root}>`, ''].join(
    '\n',
  );
}
