import { Controller, Get, Query } from '@nestjs/common';
import { publicStaysOf } from '../credit/lists/public-stays.queries.js';
import { publicRecordsOf } from '../credit/records/records.queries.js';
import { type Finding, found } from '../kernel/outcome.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Public } from '../platform/web/access.js';
import { type Answer as Reply, page } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { type EligibilityFacts, type Purpose } from './criterion.rules.js';
import { PrecheckQuery } from './eligibility.forms.js';
import { factsOf } from './eligibility.queries.js';
import { type Answer, answerFrom } from './eligibility.service.js';
import { precheckPage } from './precheck.pages.js';
import { factsFromAnswers, precheckFacts, publicCriteria, publicFacts } from './precheck.rules.js';

interface Known {
  readonly facts: EligibilityFacts;
  readonly organization: { readonly creditCode: string; readonly name: string } | null;
}

/** "Could we qualify?" for anybody: the engine of the real check on public facts and plain answers. Reads only. (C1) */
@Public()
@Controller()
export class PrecheckController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Get('eligibility')
  async check(@Query(FormPipe(PrecheckQuery)) query: Form<PrecheckQuery>): Promise<Reply> {
    if (!query.ok) return refusal(query.values, findingsIn(query));
    const { purpose } = query.value;
    if (purpose === undefined)
      return page('eligibility/precheck', precheckPage(query.values, [], null), { purpose: null });
    const known = await this.known(query.value);
    if ('finding' in known) return refusal(query.values, [known.finding]);
    const on = this.clock.today();
    const set = publicCriteria(purpose as Purpose, on, query.value);
    const answer: Answer = answerFrom(set, known.facts, on);
    const name = known.organization?.name ?? null;
    return page(
      'eligibility/precheck',
      precheckPage(query.values, [], { answer, name }),
      precheckFacts(answer, known.organization),
    );
  }

  /** By code what is public of the body, else what was answered. */
  private async known(query: PrecheckQuery): Promise<Known | { readonly finding: Finding }> {
    const today = this.clock.today();
    if (query.code === undefined)
      return query.registered === undefined
        ? { finding: { code: 'precheck-nothing-asked', field: 'code' } }
        : { facts: factsFromAnswers(query, today), organization: null };
    const db = this.work.reader;
    const one = await organizationByCode(db, query.code);
    // A body in preparation is not on the public register.
    if (one === null || one.status === 'PREPARING')
      return { finding: { code: 'precheck-unknown-code', field: 'code' } };
    const facts = found(await factsOf(db, one.id));
    const records = new Set((await publicRecordsOf(db, one.id, today)).map(({ id }) => id));
    const listed = await publicStaysOf(db, one.id, today);
    const stays = new Set(
      facts.stays
        .filter((stay) =>
          listed.some(({ list, listedOn }) => list === stay.list && listedOn === stay.listedOn),
        )
        .map(({ id }) => id),
    );
    return {
      facts: publicFacts(facts, { records, stays }, query),
      organization: { creditCode: query.code, name: one.name },
    };
  }
}

function refusal(values: Readonly<Record<string, unknown>>, findings: readonly Finding[]): Reply {
  return page('eligibility/precheck', precheckPage(values, findings, null), { findings });
}
