import { Controller, Get, Query } from '@nestjs/common';
import { type ListKind } from '../credit/lists/credit-list.rules.js';
import { listedOn, standingsOf } from '../credit/lists/lists.queries.js';
import { shanghaiInstant } from '../kernel/calendar.js';
import { creditCodeFinding, readCreditCode } from '../kernel/credit-code.js';
import { organizationsByCodes, organizationsPage } from '../organizations/organizations.queries.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { listFacts } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { DayQuery, ListQuery, LookupQuery } from './disclosure.forms.js';
import { creditListPage, type LookupAnswer, lookupPage, organizationListPage } from './register.pages.js';

const MOST_CODES = 50;

/** The public register and credit look-up. */
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

  @Get('credit')
  async lookup(@Query(FormPipe(LookupQuery)) query: Form<LookupQuery>): Promise<Answer> {
    const now = this.clock.now();
    const text = query.value?.q ?? query.value?.codes?.replaceAll(',', '\n') ?? '';
    const asked = text
      .split(/[\n,，;；]+/)
      .map((one) => one.trim())
      .filter(Boolean)
      .slice(0, MOST_CODES);
    const facts = await this.factsOf(asked, now);
    const answers = asked.length === 0 ? null : await this.answersTo(asked, facts);
    return page(
      'disclosure/credit',
      lookupPage(text, answers, now),
      listFacts({ items: facts, total: facts.length, page: 1, pageSize: MOST_CODES }, '/credit'),
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
    const facts = items.map(({ creditCode, name, ground, listedOn: since }) => ({
      creditCode,
      name,
      ground,
      listedOn: since,
    }));
    const path = list === 'ABNORMAL' ? '/credit/abnormal' : '/credit/serious';
    return page('disclosure/credit-list', creditListPage(list, items, on), {
      on,
      ...listFacts({ items: facts, total: facts.length, page: 1, pageSize: Math.max(1, facts.length) }, path),
    });
  }

  /** The contract's shape: one item for each code asked. */
  private async factsOf(asked: readonly string[], now: string): Promise<CreditFact[]> {
    const db = this.work.reader;
    const readings = asked.map((text) => readCreditCode(text));
    const known = await organizationsByCodes(
      db,
      readings.map(({ code }) => code),
    );
    const standings = await standingsOf(
      db,
      known.map(({ id }) => id),
      this.clock.today(),
    );
    return readings.map((reading) => {
      const one = known.find(({ creditCode }) => creditCode === reading.code);
      const standing = one && standings.get(one.id);
      return {
        code: reading.code,
        wellFormed: reading.ok,
        reason: reading.ok ? null : reading.reason,
        organization: one ? { creditCode: one.creditCode, name: one.name, status: one.status } : null,
        abnormal: standing ? standing.abnormalSince !== null : null,
        serious: standing ? standing.seriousSince !== null : null,
        abnormalSince: standing?.abnormalSince ?? null,
        seriousSince: standing?.seriousSince ?? null,
        asOf: shanghaiInstant(now),
      };
    });
  }

  /** One sentence for each thing asked; what is no code is looked up as a name. */
  private async answersTo(asked: readonly string[], facts: readonly CreditFact[]): Promise<LookupAnswer[]> {
    const answers: LookupAnswer[] = [];
    for (const [i, text] of asked.entries()) {
      const fact = facts[i];
      if (/[\u4e00-\u9fff]/.test(text)) {
        const found = await organizationsPage(this.work.reader, {
          q: text,
          on: this.clock.today(),
          page: 1,
          pageSize: 5,
        });
        const named = await this.factsOf(
          found.items.map(({ creditCode }) => creditCode),
          this.clock.now(),
        );
        answers.push(...named.map((one) => answerOf(text, one)));
        if (named.length === 0)
          answers.push({ asked: text, answer: { key: 'organizations.list.empty' }, href: null });
      } else if (fact) answers.push(answerOf(text, fact));
    }
    return answers;
  }
}

interface CreditFact {
  readonly code: string;
  readonly wellFormed: boolean;
  readonly reason: string | null;
  readonly organization: {
    readonly creditCode: string;
    readonly name: string;
    readonly status: string;
  } | null;
  readonly abnormal: boolean | null;
  readonly serious: boolean | null;
  readonly abnormalSince: string | null;
  readonly seriousSince: string | null;
  readonly asOf: string;
}

function answerOf(asked: string, fact: CreditFact): LookupAnswer {
  const finding = creditCodeFinding(fact.code);
  if (finding) return { asked, answer: { finding }, href: null };
  if (fact.organization === null) return { asked, answer: { key: 'credit.lookup.unknown' }, href: null };
  const { name, creditCode } = fact.organization;
  const kind = fact.seriousSince !== null ? 'serious' : fact.abnormalSince !== null ? 'abnormal' : 'clean';
  return {
    asked,
    answer: { key: `credit.lookup.${kind}`, args: { name, since: fact.seriousSince ?? fact.abnormalSince } },
    href: `/organizations/${creditCode}`,
  };
}
