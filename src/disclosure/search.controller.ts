import { Controller, Get, Query, Req } from '@nestjs/common';
import { type BoardItem, boardOn } from '../functions/functions.queries.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Locale } from '../platform/i18n/locale.js';
import { messages } from '../platform/i18n/translator.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { type PortalRequest } from '../platform/web/request.js';
import { projectsPage } from '../ventures/awards/awards.queries.js';
import { SearchQuery } from './disclosure.forms.js';
import { GUIDE_SLUGS, type GuideSlug } from './guides.pages.js';
import { type Asked, type Found, SEARCH_KINDS, searchPage } from './search.pages.js';
import { searchBodies, searchNotices } from './search.queries.js';

const PAGE_SIZE = 20;
/** So many of each kind where all kinds stand together. */
const FIRST = 5;

/** One box over bodies, projects, functions, notices and guides. It knows no credit records. (R-CR-25) */
@Public()
@Controller('search')
export class SearchController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get()
  async search(
    @Query(FormPipe(SearchQuery)) query: Form<SearchQuery>,
    @Req() request: PortalRequest,
  ): Promise<Answer> {
    const { q = '', kind, page: number = 1 } = query.value ?? {};
    const one = SEARCH_KINDS.find((name) => name === kind) ?? null;
    const asked: Asked = {
      q,
      kind: one,
      page: one === null ? 1 : number,
      pageSize: one === null ? FIRST : PAGE_SIZE,
      on: this.clock.today(),
    };
    const found = q === '' ? null : await this.find(asked, request.display.locale);
    const counts = Object.fromEntries(SEARCH_KINDS.map((name) => [name, found?.[name].total ?? 0]));
    return page('disclosure/search', searchPage(asked, found), { q, counts });
  }

  private async find(asked: Asked, locale: Locale): Promise<Found> {
    const db = this.work.reader;
    const { q, on } = asked;
    const projects = await projectsPage(db, { q, page: asked.page, pageSize: asked.pageSize });
    return {
      organizations: await searchBodies(db, q, asked),
      projects,
      functions: part(
        (await boardOn(db, on)).filter((item) => isAbout(item, q)),
        asked,
      ),
      notices: await searchNotices(db, q, asked),
      guides: part(
        GUIDE_SLUGS.filter((slug) => guideSays(slug, q, locale)),
        asked,
      ),
    };
  }
}

function part<T>(
  all: readonly T[],
  { page: number, pageSize }: Asked,
): { items: readonly T[]; total: number } {
  return { items: all.slice((number - 1) * pageSize, number * pageSize), total: all.length };
}

function isAbout({ code, nameZh, nameEn }: BoardItem, q: string): boolean {
  const lower = q.toLowerCase();
  return nameZh.includes(q) || nameEn.toLowerCase().includes(lower) || code.toLowerCase() === lower;
}

function guideSays(slug: GuideSlug, q: string, locale: Locale): boolean {
  const lower = q.toLowerCase();
  return [...messages(locale)].some(
    ([key, text]) => key.startsWith(`guides.${slug}.`) && text.toLowerCase().includes(lower),
  );
}
