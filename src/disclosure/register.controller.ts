import { Controller, Get, Query } from '@nestjs/common';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { leftBetween, type ListedLine, listedOn } from '../credit/lists/lists.queries.js';
import { addYears } from '../kernel/calendar.js';
import { organizationsPage } from '../organizations/organizations.queries.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { DayQuery, ListQuery } from './disclosure.forms.js';
import { creditListPage, organizationListPage } from './register.pages.js';

/** The public register and the two lists. */
@Public()
@Controller()
export class RegisterController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get('organizations')
  async organizations(@Query(FormPipe(ListQuery)) query: Form<ListQuery>): Promise<Answer> {
    const { page: number = 1, pageSize = 20, q, type, status, grade, division } = query.value ?? {};
    const filter = {
      publicOnly: true,
      on: this.clock.today(),
      page: number,
      pageSize,
      ...(q ? { q } : {}),
      ...(type ? { type } : {}),
      ...(status ? { status } : {}),
      ...(grade ? { grade } : {}),
      ...(division ? { division } : {}),
    };
    const list = await organizationsPage(this.work.reader, filter);
    const items = list.items.map(
      ({ creditCode, name, type: kind, status: state, divisionCode, establishedOn, grade: level }) => ({
        creditCode,
        name,
        type: kind,
        status: state,
        divisionCode,
        establishedOn,
        grade: level,
      }),
    );
    return page(
      'disclosure/organizations',
      organizationListPage(list, query.values),
      listFacts({ ...list, items }, '/organizations', {
        q,
        type,
        status,
        grade,
        division,
        pageSize: query.value?.pageSize,
      }),
    );
  }

  @Get('credit/abnormal')
  abnormal(@Query(FormPipe(DayQuery)) query: Form<DayQuery>): Promise<Answer> {
    return this.list('ABNORMAL', query.value?.on);
  }

  @Get('credit/serious')
  serious(@Query(FormPipe(DayQuery)) query: Form<DayQuery>): Promise<Answer> {
    return this.list('SERIOUS', query.value?.on);
  }

  private async list(list: ListKind, asked: string | undefined): Promise<Answer> {
    const on = asked ?? this.clock.today();
    const items = await listedOn(this.work.reader, list, on);
    const left = await leftBetween(this.work.reader, list, [addYears(on, -1), on]);
    const facts = items.map(entryFact);
    const path = list === 'ABNORMAL' ? '/credit/abnormal' : '/credit/serious';
    return page('disclosure/credit-list', creditListPage(list, { items, left }, on), {
      on,
      left: left.map(entryFact),
      ...listFacts({ items: facts, total: facts.length, page: 1, pageSize: Math.max(1, facts.length) }, path),
    });
  }
}

/** A stay as anybody may read it: day and reason in, and out. */
function entryFact({ creditCode, name, ground, listedOn: since, removedOn, exit }: ListedLine): object {
  return { creditCode, name, ground, listedOn: since, removedOn, exit };
}
