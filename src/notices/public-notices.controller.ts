import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { shanghaiDayOf, shanghaiInstant } from '../kernel/calendar.js';
import { found } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { atomText, type Feed, jsonFeedText } from '../platform/documents/feed.js';
import { translate } from '../platform/i18n/translator.js';
import { ledgerSize, nodeReader } from '../platform/ledger/ledger-reader.js';
import { rootOf } from '../platform/ledger/merkle.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page, plain } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { workingDays } from '../reference/reference.queries.js';
import { NoticeListQuery, NoticeQuery } from './notices.forms.js';
import { isAsPublished, noticeByNumber, noticesPage, versionsOf } from './notices.queries.js';
import { objectionResults } from './objections.queries.js';
import { noticePage, noticesPublicPage } from './public-notices.pages.js';

const FEED_ITEMS = 50;

/** Notices as everybody reads them: 公示 apart from 公告, every version, what became of objections, feeds. */
@Public()
@Controller('notices')
export class PublicNoticesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(@Query(FormPipe(NoticeListQuery)) query: Form<NoticeListQuery>): Promise<Answer> {
    const { page: at = 1, pageSize, kind, state, subject } = query.value ?? {};
    const filter = { kind, state, subject };
    const today = this.clock.today();
    const list = await noticesPage(this.work.reader, filter, { today, page: at, pageSize: pageSize ?? 20 });
    const items = list.items.map((one) => ({ ...one, publishedAt: shanghaiInstant(one.publishedAt) }));
    return page(
      'notices/list',
      noticesPublicPage(list, filter, today),
      listFacts({ ...list, items }, '/notices', { ...filter, pageSize }),
    );
  }

  @Get('feed.atom')
  async atom(): Promise<Answer> {
    return plain('application/atom+xml; charset=utf-8', atomText(await this.feed('/notices/feed.atom')));
  }

  @Get('feed.json')
  async json(): Promise<Answer> {
    return plain('application/feed+json; charset=utf-8', jsonFeedText(await this.feed('/notices/feed.json')));
  }

  @Get(':number')
  async show(
    @Param('number') number: string,
    @Query(FormPipe(NoticeQuery)) query: Form<NoticeQuery>,
  ): Promise<Answer> {
    const db = this.work.reader;
    const notice = found(await noticeByNumber(db, number, query.value?.version));
    const now = this.clock.now();
    const today = shanghaiDayOf(now);
    const over = notice.windowTo !== null && notice.windowTo < today;
    const facts = {
      notice,
      previous: notice.version === 1 ? null : await noticeByNumber(db, number, notice.version - 1),
      versions: await versionsOf(db, number),
      asPublished: await isAsPublished(db, notice),
      results: over ? await objectionResults(db, number) : [],
      workdays: await workingDays(db),
      now,
      today,
      tree: query.value?.print === 1 ? await this.tree() : null,
    };
    const { versions, asPublished, results } = facts;
    return page('notices/notice', noticePage(facts), {
      ...notice,
      publishedAt: shanghaiInstant(notice.publishedAt),
      windowEndsAt: notice.windowTo === null ? null : `${notice.windowTo}T23:59:59.999+08:00`,
      versions: versions.map((one) => ({ ...one, publishedAt: shanghaiInstant(one.publishedAt) })),
      asPublished,
      objections: results,
    });
  }

  private async tree(): Promise<{ size: number; root: string }> {
    const size = await ledgerSize(this.work.reader);
    return { size, root: (await rootOf(size, nodeReader(this.work.reader))).toString('hex') };
  }

  /** A version is an item of its own, so that a reader is told of every change. */
  private async feed(self: string): Promise<Feed> {
    const list = await noticesPage(
      this.work.reader,
      {},
      { today: this.clock.today(), page: 1, pageSize: FEED_ITEMS },
    );
    const origin = this.config.publicOrigin;
    return {
      title: translate('zh-CN', 'notices.title', {}),
      home: `${origin}/notices`,
      self: `${origin}${self}`,
      language: 'zh-CN',
      author: translate('zh-CN', 'common.site.owner', {}),
      entries: list.items.map(({ number, version, kind, titleZh, publishedAt, windowTo }) => ({
        id: `tag:${new URL(origin).hostname},${publishedAt.slice(0, 10)}:notice:${number}:${version}`,
        link: `${origin}/notices/${number}`,
        title: titleZh,
        text: translate('zh-CN', windowTo === null ? 'notices.feed-final' : 'notices.feed-open', {
          number,
          kind: translate('zh-CN', `notices.kinds.${kind}`, {}),
          to: windowTo ?? '',
        }),
        at: shanghaiInstant(publishedAt),
      })),
    };
  }
}
