import { Controller, Get, Param, Query } from '@nestjs/common';
import { entryShares } from '../credit/records/records.queries.js';
import {
  agreementsOf,
  allStages,
  boardOn,
  functionByCode,
  stagesOf,
} from '../functions/functions.queries.js';
import { centresOn } from '../incubation/incubation.queries.js';
import { addMonths, type CalendarDay } from '../kernel/calendar.js';
import { found } from '../kernel/outcome.js';
import { runningNotices } from '../notices/notices.queries.js';
import { registeredBy, registeredCount } from '../organizations/organizations.queries.js';
import { Clock } from '../platform/clock.js';
import { openDataPage } from './open-data.pages.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listFacts, pageBase } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { divisionsOn, populationNear, populationSeries } from '../reference/reference.queries.js';
import { fundedUntil } from '../ventures/awards/awards.queries.js';
import { publicRounds } from '../ventures/rounds/rounds.queries.js';
import { creditFigures } from './credit-figures.pages.js';
import { listedByGround, objectionsToRecords } from './credit-figures.queries.js';
import { BoardQuery, DayQuery } from './disclosure.forms.js';
import {
  centrePage,
  centresPage,
  functionPage,
  functionsPage,
  type HomeFigures,
  homePage,
  statisticsPage,
} from './figures.pages.js';

const CITY = '320800';
/** The day of the city's published figures, which the home page shows with date and source. */
const PUBLISHED_ON: CalendarDay = '2019-07-11';

/** Home, functions, centres, figures, open data. */
@Public()
@Controller()
export class FiguresController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get()
  async home(): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const now = {
      board: await boardOn(db, today),
      rounds: await publicRounds(db),
      notices: await runningNotices(db, today),
      today,
    };
    return page('disclosure/home', homePage(await this.figures(PUBLISHED_ON), now));
  }

  @Get('functions')
  async functions(@Query(FormPipe(BoardQuery)) query: Form<BoardQuery>): Promise<Answer> {
    const on = query.value?.on ?? this.clock.today();
    const board = await boardOn(this.work.reader, on);
    const items = board.map(({ code, nameZh, nameEn, department, stage, takenOn, responsible }) => ({
      code,
      nameZh,
      nameEn,
      department: department.zh,
      stage,
      takenOn,
      responsible: {
        kind: responsible.kind,
        ...(responsible.creditCode === null ? {} : { creditCode: responsible.creditCode }),
        name: responsible.name,
        since: responsible.since,
        until: responsible.until,
      },
    }));
    const facts = {
      on,
      published: board.length,
      takenOn: items.filter((one) => one.takenOn).length,
      ...listFacts(
        { items, total: items.length, page: 1, pageSize: Math.max(1, items.length) },
        '/functions',
        { on },
      ),
    };
    return page(
      'disclosure/functions',
      functionsPage(board, await allStages(this.work.reader, on), on),
      facts,
    );
  }

  @Get('functions/:code')
  async function(@Param('code') code: string): Promise<Answer> {
    const db = this.work.reader;
    const item = found((await boardOn(db, this.clock.today())).find((one) => one.code === code));
    const [agreements, stages] = [await agreementsOf(db, code), await stagesOf(db, code)];
    const facts = {
      ...item,
      history: stages.map(({ status, fromOn, reason }) => ({ status, from: fromOn, reason })),
    };
    return page(
      'disclosure/function',
      functionPage(item, found(await functionByCode(db, code)), {
        agreements: agreements.filter(({ status }) => status !== 'DRAFT'),
        stages,
      }),
      facts,
    );
  }

  @Get('centres')
  async centres(): Promise<Answer> {
    const db = this.work.reader;
    const today = this.clock.today();
    const centres = await centresOn(db, today);
    const areas = (await divisionsOn(db, today)).filter(({ level }) => level === 3);
    const items = centres.map(
      ({ code, nameZh, nameEn, level, operator, seats, divisionCode, services, opening }) => ({
        code,
        nameZh,
        nameEn,
        level,
        operator,
        seats,
        divisionCode,
        services,
        opening,
      }),
    );
    return page(
      'disclosure/centres',
      centresPage(centres, areas),
      listFacts({ items, total: items.length, page: 1, pageSize: Math.max(1, items.length) }, '/centres'),
    );
  }

  @Get('centres/:code')
  async centre(@Param('code') code: string): Promise<Answer> {
    const one = found(
      (await centresOn(this.work.reader, this.clock.today())).find((centre) => centre.code === code),
    );
    return page('disclosure/centre', centrePage(one), one);
  }

  @Get('statistics')
  async statistics(@Query(FormPipe(DayQuery)) query: Form<DayQuery>): Promise<Answer> {
    const db = this.work.reader;
    const figures = await this.figures(query.value?.on ?? PUBLISHED_ON);
    const creditOn = query.value?.on ?? this.clock.today();
    const counts = await listedByGround(db, creditOn);
    const shares = await entryShares(db, addMonths(creditOn, -12));
    const objections = await objectionsToRecords(db);
    const facts = {
      on: figures.on,
      organizations: figures.organizations,
      population: figures.population,
      projects: figures.projects,
      awardedFen: figures.awardedFen,
      functions: {
        published: figures.board.length,
        takenOn: figures.board.filter(({ takenOn }) => takenOn).length,
      },
      centres: figures.centres.length,
      credit: { on: creditOn, listed: counts, entered: shares, objections },
    };
    const model = statisticsPage(figures, await registeredBy(db, 'type'), await populationSeries(db, CITY));
    return page(
      'disclosure/statistics',
      { ...model, credit: creditFigures({ counts, shares, objections }, creditOn) },
      facts,
    );
  }

  /** The divisions valid on a day, as data; townships 104 on 2017-10-31, 57 on 2019-10-31. (R-DIV-01) */
  @Get('open-data/divisions')
  async divisions(@Query(FormPipe(DayQuery)) query: Form<DayQuery>): Promise<Answer> {
    const on = query.value?.on ?? this.clock.today();
    const levels: Readonly<Record<number, string>> = { 2: 'prefecture', 3: 'county', 4: 'township' };
    const list = await divisionsOn(this.work.reader, on);
    const items = list.map(({ code, name, level, kind, parentCode, validFrom, validTo }) => ({
      code,
      name,
      level: levels[level] ?? String(level),
      kind,
      parentCode,
      validFrom,
      validTo,
    }));
    return page('disclosure/open-data', openDataPage(), {
      on,
      ...listFacts(
        { items, total: items.length, page: 1, pageSize: Math.max(1, items.length) },
        '/open-data/divisions',
        { on },
      ),
    });
  }

  @Get('accessibility')
  accessibility(): Answer {
    return page('disclosure/accessibility', pageBase({ key: 'common.nav.accessibility' }));
  }

  private async figures(on: CalendarDay): Promise<HomeFigures> {
    const db = this.work.reader;
    const { projects, fen } = await fundedUntil(db, on);
    return {
      on,
      organizations: await registeredCount(db, on),
      population: await populationNear(db, CITY, on),
      projects,
      awardedFen: fen,
      board: await boardOn(db, on),
      centres: await centresOn(db, on),
    };
  }
}
