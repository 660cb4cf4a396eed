import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { listChanges } from '../credit/lists/public-stays.queries.js';
import { found } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { atomText, type Feed, jsonFeedText } from '../platform/documents/feed.js';
import { readable } from '../platform/i18n/translator.js';
import { Public } from '../platform/web/access.js';
import { type Answer, plain } from '../platform/web/answer.js';
import { type PortalRequest } from '../platform/web/request.js';
import { bodyFeed, type FeedPlace, listFeed } from './feeds.pages.js';
import { publicProfile } from './profile.queries.js';

const MOST_CHANGES = 100;
const ATOM = 'application/atom+xml; charset=utf-8';
const JSON_FEED = 'application/feed+json; charset=utf-8';

/** What changed, for readers and machines: made of what is public now, so that nothing is told that is gone. */
@Public()
@Controller()
export class FeedsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('credit/feed.atom')
  async lists(@Req() request: PortalRequest): Promise<Answer> {
    return plain(ATOM, atomText(await this.ofLists(request)));
  }

  @Get('credit/feed.json')
  async listsAsJson(@Req() request: PortalRequest): Promise<Answer> {
    return plain(JSON_FEED, jsonFeedText(await this.ofLists(request)));
  }

  @Get('organizations/:creditCode/feed.atom')
  async body(@Param('creditCode') code: string, @Req() request: PortalRequest): Promise<Answer> {
    return plain(ATOM, atomText(await this.ofBody(code, request)));
  }

  @Get('organizations/:creditCode/feed.json')
  async bodyAsJson(@Param('creditCode') code: string, @Req() request: PortalRequest): Promise<Answer> {
    return plain(JSON_FEED, jsonFeedText(await this.ofBody(code, request)));
  }

  private async ofLists(request: PortalRequest): Promise<Feed> {
    const changes = await listChanges(this.work.reader, this.clock.today(), MOST_CHANGES);
    return listFeed(changes, this.place(request));
  }

  private async ofBody(code: string, request: PortalRequest): Promise<Feed> {
    const profile = found(await publicProfile(this.work.reader, code, this.clock.today()));
    return bodyFeed(profile, this.place(request));
  }

  private place(request: PortalRequest): FeedPlace {
    const { locale } = request.display;
    const [self = ''] = request.originalUrl.split('?');
    return {
      origin: this.config.publicOrigin,
      self,
      language: locale,
      read: (text) => readable(locale, text),
      hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    };
  }
}
