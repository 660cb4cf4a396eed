import { Controller, Get, Param, Query } from '@nestjs/common';
import { shanghaiInstant } from '../kernel/calendar.js';
import { found, Problem } from '../kernel/outcome.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { workingDays } from '../reference/reference.queries.js';
import { applicationByNumber } from '../ventures/applications/applications.queries.js';
import { awardsOfRound, projectByNumber, projectsPage } from '../ventures/awards/awards.queries.js';
import { publicRounds, type RoundDetail, roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { ListQuery } from './disclosure.forms.js';
import { projectPage, projectsPublicPage, roundPublicPage, roundsPublicPage } from './grants.pages.js';

/** The public side of the grants: calls, funded projects. */
@Public()
@Controller()
export class GrantsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get('rounds')
  async rounds(): Promise<Answer> {
    const rounds = await publicRounds(this.work.reader);
    const items = rounds.map(roundFact);
    return page(
      'disclosure/rounds',
      roundsPublicPage(rounds),
      listFacts({ items, total: items.length, page: 1, pageSize: Math.max(1, items.length) }, '/rounds'),
    );
  }

  @Get('rounds/:number')
  async round(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    if (round.status === 'DRAFT') throw new Problem('not-found');
    const awards = await awardsOfRound(db, number);
    return page(
      'disclosure/round',
      roundPublicPage(round, awards, await workingDays(db), this.clock.today()),
      roundFact(round),
    );
  }

  @Get('projects')
  async projects(@Query(FormPipe(ListQuery)) query: Form<ListQuery>): Promise<Answer> {
    const { page: number = 1, pageSize = 20, q, field, round } = query.value ?? {};
    const list = await projectsPage(this.work.reader, {
      page: number,
      pageSize,
      ...(q ? { q } : {}),
      ...(field ? { field } : {}),
      ...(round ? { round } : {}),
    });
    const items = list.items.map(
      ({ projectNumber, title, creditCode, organizationName, field: area, roundNumber, amountFen }) => ({
        number: projectNumber,
        title,
        organization: { creditCode, name: organizationName },
        field: area,
        round: roundNumber,
        amountFen,
      }),
    );
    return page(
      'disclosure/projects',
      projectsPublicPage(list, { q, field, round }),
      listFacts({ ...list, items }, '/projects', { q, field, round, pageSize: query.value?.pageSize }),
    );
  }

  @Get('projects/:number')
  async project(@Param('number') number: string): Promise<Answer> {
    const award = found(await projectByNumber(this.work.reader, number));
    const application = await applicationByNumber(this.work.reader, award.applicationNumber);
    const facts = {
      number,
      title: award.title,
      organization: { creditCode: award.creditCode, name: award.organizationName },
      field: award.field,
      round: award.roundNumber,
      amountFen: award.amountFen,
    };
    return page('disclosure/project', projectPage(award, application), facts);
  }
}

/** The contract's shape of a round. */
function roundFact(round: RoundDetail): object {
  return {
    number: round.number,
    name: round.nameZh,
    nameEn: round.nameEn,
    stage: round.status,
    opensAt: shanghaiInstant(round.opensAt),
    closesAt: shanghaiInstant(round.closesAt),
    graceMinutes: round.graceMinutes,
    pot: round.potFen,
    criteria: round.rules.criteria.map(({ code, nameZh, nameEn, points }) => ({
      code,
      nameZh,
      nameEn,
      points,
    })),
    tieRule: round.rules.tieRule.zh,
    rulesHash: round.rulesHash,
    awards: round.awards,
  };
}
