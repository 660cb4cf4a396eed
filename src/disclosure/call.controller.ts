import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { found } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { calendarText } from '../platform/documents/calendar.js';
import { readable } from '../platform/i18n/translator.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page, plain } from '../platform/web/answer.js';
import { type PortalRequest } from '../platform/web/request.js';
import { workingDays } from '../reference/reference.queries.js';
import { awardsOfRound } from '../ventures/awards/awards.queries.js';
import { versionsOfRound, versionText } from '../ventures/rounds/amendments.queries.js';
import { answeredCount } from '../ventures/rounds/questions.queries.js';
import { frozenTextOf, publicRound } from '../ventures/rounds/rounds.queries.js';
import { blankFormPage } from './blank-form.pages.js';
import { callCalendar } from './call-calendar.pages.js';
import { callPage, roundFact } from './call.pages.js';

const CALENDAR = 'text/calendar; charset=utf-8';

/** One public call: what it is about, its days for a calendar, its form on paper. */
@Public()
@Controller('rounds/:number')
export class CallController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await publicRound(db, number));
    const facts = {
      round,
      awards: await awardsOfRound(db, number),
      workdays: await workingDays(db),
      answered: await answeredCount(db, round.id),
      versions: await versionsOfRound(db, round.id),
      now: this.clock.now(),
      today: this.clock.today(),
    };
    return page('disclosure/round', callPage(facts), roundFact(round));
  }

  /** The call as it read in an earlier version. */
  @Get('versions/:version')
  async version(@Param('number') number: string, @Param('version') version: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await publicRound(db, number));
    const text = /^[1-9]\d{0,3}$/.test(version) ? await versionText(db, round.id, Number(version)) : null;
    const facts = {
      round: { ...round, ...found(text) },
      awards: [],
      workdays: await workingDays(db),
      answered: await answeredCount(db, round.id),
      versions: await versionsOfRound(db, round.id),
      now: this.clock.now(),
      today: this.clock.today(),
      version: Number(version),
    };
    return page('disclosure/round', callPage(facts), roundFact(facts.round));
  }

  @Get('form')
  async form(@Param('number') number: string): Promise<Answer> {
    return page('disclosure/blank-form', blankFormPage(found(await publicRound(this.work.reader, number))));
  }

  /** The exact bytes that the hash of the call covers: `sha256sum` of this file is what the ledger has. */
  @Get('rules.txt')
  async frozen(@Param('number') number: string): Promise<Answer> {
    return plain('text/plain; charset=utf-8', found(await frozenTextOf(this.work.reader, number)));
  }

  @Get('calendar.ics')
  async calendar(@Param('number') number: string, @Req() request: PortalRequest): Promise<Answer> {
    const round = found(await publicRound(this.work.reader, number));
    const { locale } = request.display;
    const place = {
      origin: this.config.publicOrigin,
      read: (text: Parameters<typeof readable>[1]) => readable(locale, text),
    };
    return plain(CALENDAR, calendarText(callCalendar(round, place)));
  }
}
