import { Controller, Get, Param, Query } from '@nestjs/common';
import { shanghaiInstant } from '../kernel/calendar.js';
import { found, Problem } from '../kernel/outcome.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { applicationByNumber } from '../ventures/applications/applications.queries.js';
import { projectByNumber, projectsPage } from '../ventures/awards/awards.queries.js';
import { movesOfRound, type RoundMove } from '../ventures/applications/supplements.queries.js';
import { publicRounds, roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { roundFact } from './call.pages.js';
import { ListQuery } from './disclosure.forms.js';
import { movesPage } from './moves.pages.js';
import { projectPage, projectsPublicPage, roundsPublicPage } from './grants.pages.js';

/** The public side of the grants: calls, funded projects. */
@Public()
@Controller()
export class GrantsController {
  constructor(private readonly work: UnitOfWork) {}

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

  /** What happened to applications after the call was closed, by number alone. */
  @Get('rounds/:number/moves')
  async moves(@Param('number') number: string): Promise<Answer> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    if (round.status === 'DRAFT') throw new Problem('not-found');
    const moves = await movesOfRound(db, number);
    return page('disclosure/moves', movesPage(round, moves), moves.map(moveFact));
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

/** A move with its instant at +08:00. */
function moveFact({ at, number, move, ledgerSeq }: RoundMove): object {
  return { at: shanghaiInstant(at), number, move, ledgerSeq };
}
