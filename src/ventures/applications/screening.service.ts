import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import {
  type Ahead,
  type Answer,
  type Check,
  EligibilityService,
} from '../../eligibility/eligibility.service.js';
import { type Outcome3 } from '../../eligibility/criterion.rules.js';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { grantInquiries } from './applicant.queries.js';
import { Application } from './application.entity.js';
import { APPLICATION_LIFE } from './application.rules.js';
import { type ApplicationLine, applicationByNumber, applicationsOfRound } from './applications.queries.js';
import {
  entriesOfPassing,
  findingsAgainstEligible,
  findingsAgainstExclusion,
  findingsAgainstSecond,
  findingsInJudgements,
  type JudgementEntry,
  newEntries,
  passesAll,
  type Standing,
  standingsOf,
  unitsIn,
} from './judgement.rules.js';
import { ScreeningDecision, ScreeningJudgement } from './screening.entity.js';
import { judgementCount, judgementsOf } from './screening.queries.js';
import { appealUntil, applicationScreened } from './screening.rules.js';

const AHEAD: Ahead = { type: 'application', moment: 'AWARD' };

/** One application of the first check: how each rule stands, and what changed since it was handed in. */
export interface Screened {
  readonly application: ApplicationLine;
  readonly check: Check;
  readonly standings: readonly Standing[];
}

export interface ScreeningEntry {
  readonly eligible: boolean;
  /** For an exclusion: the rule it rests on, and the words the organization reads. */
  readonly rule: string | null;
  readonly reason: string | null;
}

/** A judgement with what the engine said on the page it was made on. */
export type SeenEntry = JudgementEntry & { readonly engine: Outcome3 };

/** The first check by the bureau: every rule judged with its evidence, then the result. (domain.md 3.3) */
@Injectable()
export class ScreeningService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly eligibility: EligibilityService,
  ) {}

  /** Several applications of one round as they stand today; the number of statements does not grow with them. */
  async screened(
    db: EntityManager,
    round: RoundDetail,
    applications: readonly ApplicationLine[],
  ): Promise<readonly Screened[]> {
    const inquiries = await grantInquiries(
      db,
      round,
      applications.map((application) => ({ organizationId: application.organizationId, application })),
    );
    const checks = await this.eligibility.checks(
      db,
      AHEAD,
      applications.map(({ number }, i) => ({ ...found(inquiries[i]), subjectId: number ?? '' })),
    );
    const judgements = await judgementsOf(
      db,
      applications.map(({ id }) => id),
    );
    return applications.map((application, i) => {
      const check = found(checks[i]);
      const standings = standingsOf(unitsIn(check.verdict.proof), judgements.get(application.id) ?? []);
      return { application, check, standings };
    });
  }

  /** The verdict of today on an application with its smallest fix; stores nothing. */
  async answer(db: EntityManager, round: RoundDetail, application: ApplicationLine): Promise<Answer> {
    const { organizationId } = application;
    const [inquiry] = await grantInquiries(db, round, [{ organizationId, application }]);
    return this.eligibility.answer(db, found(inquiry));
  }

  /** Records what an officer says of rules; each beside what the engine says of it today. */
  judge(viewer: SignedIn, number: string, entries: readonly SeenEntry[]): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = await this.waiting(tx, number);
      const units = one.standings.map(({ unit }) => unit);
      if (entries.some(({ key, engine }) => units.some((unit) => unit.key === key && unit.engine !== engine)))
        throw new Problem('changed-meanwhile');
      const findings = findingsInJudgements(units, entries);
      if (findings.length > 0) return refused<null>(findings);
      await this.record(tx, viewer, one, newEntries(one.standings, entries));
      return accepted(null);
    });
  }

  /** Confirms in one act all rules that the engine lets pass; what it leaves to a person stays open. */
  confirmPassing(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = await this.waiting(tx, number);
      const entries = entriesOfPassing(one.standings);
      if (entries.length === 0) return refused<null>([{ code: 'judgement-none' }]);
      await this.record(tx, viewer, one, entries);
      return accepted(null);
    });
  }

  /** A second person agrees that a rule the engine found failed is let pass. */
  second(viewer: SignedIn, number: string, judgementId: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { application, standings } = await this.waiting(tx, number);
      const findings = findingsAgainstSecond(standings, { judgementId, by: viewer.accountId });
      if (findings.length > 0) return refused<null>(findings);
      const { judgement } = found(standings.find((one) => one.judgement?.id === judgementId));
      const { key, engine, officer } = found(judgement);
      const before = await judgementCount(tx, application.id);
      await tx.insert(ScreeningJudgement, {
        id: randomUUID(),
        applicationId: application.id,
        key,
        engine,
        officer,
        reason: null,
        judgedBy: viewer.accountId,
        judgedAt: this.clock.now(),
        confirms: judgementId,
        ordinal: before + 1,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'judgement-confirmed',
        subject: ['application', number],
        after: { rule: key },
      });
      return accepted(null);
    });
  }

  /** The result of the first check: eligible by all rules, or excluded by one of them, with words. (R-EL) */
  decide(viewer: SignedIn, number: string, entry: ScreeningEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = await this.waiting(tx, number);
      const { rule: key, reason } = entry;
      const findings = entry.eligible
        ? findingsAgainstEligible(one.standings)
        : findingsAgainstExclusion(one.standings, { key, reason });
      if (findings.length > 0) return refused<null>(findings);
      return this.result(tx, viewer, one, entry);
    });
  }

  /**
   * Confirms applications that pass everything, together: those that no longer do are left as they are. Answers how many
   * were confirmed and how many were left.
   */
  confirmAll(
    viewer: SignedIn,
    roundNumber: string,
    numbers: readonly string[],
  ): Promise<Outcome<{ confirmed: number; left: number }>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const list = (await applicationsOfRound(tx, roundNumber)).filter(
        ({ number, status }) => status === 'SUBMITTED' && number !== null && numbers.includes(number),
      );
      const ready = (await this.screened(tx, round, list)).filter(({ standings }) => passesAll(standings));
      if (ready.length === 0)
        return refused<{ confirmed: number; left: number }>([{ code: 'screening-none-passes' }]);
      for (const one of ready) {
        await this.record(tx, viewer, one, entriesOfPassing(one.standings));
        const done = await this.result(tx, viewer, one, { eligible: true, rule: null, reason: null });
        if (!done.ok) throw new Problem('changed-meanwhile');
      }
      return accepted({ confirmed: ready.length, left: numbers.length - ready.length });
    });
  }

  private async result(
    tx: EntityManager,
    viewer: SignedIn,
    { application }: Screened,
    { eligible, rule: key, reason }: ScreeningEntry,
  ): Promise<Outcome<null>> {
    const next = follow(APPLICATION_LIFE, application.status, eligible ? 'accept' : 'exclude');
    if (!next.ok) return next;
    const { id, number, roundNumber, version } = application;
    const round = found(await roundByNumber(tx, roundNumber));
    const decidedAt = this.clock.now();
    const until = eligible ? null : appealUntil(round, shanghaiDayOf(decidedAt), await workingDays(tx));
    const told = { number: found(number), round: roundNumber, rule: eligible ? null : key };
    const result = eligible ? 'ELIGIBLE' : 'INELIGIBLE';
    const done = await tx.update(
      Application,
      { id, version },
      {
        status: next.value,
        statusReason: eligible ? null : reason,
        changedAt: decidedAt,
        version: version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    const { seq } = await this.ledger.append(tx, applicationScreened(viewer, { ...told, result }));
    await tx.insert(ScreeningDecision, {
      id: randomUUID(),
      applicationId: id,
      result,
      key: told.rule,
      reason: eligible ? null : reason,
      decidedBy: viewer.accountId,
      decidedAt,
      appealUntil: until?.day ?? null,
      isProvisional: until?.provisional === true ? 1 : 0,
      appealNumber: null,
      ledgerSeq: seq,
    });
    await this.audit.record(tx, {
      viewer,
      action: 'application-screened',
      subject: ['application', told.number],
      after: { status: next.value, rule: told.rule, reason: eligible ? null : reason },
    });
    return accepted(null);
  }

  private async record(
    tx: EntityManager,
    viewer: SignedIn,
    { application, standings }: Screened,
    entries: readonly JudgementEntry[],
  ): Promise<void> {
    if (entries.length === 0) return;
    const judgedAt = this.clock.now();
    const before = await judgementCount(tx, application.id);
    await tx.insert(
      ScreeningJudgement,
      entries.map(({ key, officer, reason }, i) => ({
        id: randomUUID(),
        applicationId: application.id,
        key,
        engine: found(standings.find(({ unit }) => unit.key === key)).unit.engine,
        officer,
        reason,
        judgedBy: viewer.accountId,
        judgedAt,
        confirms: null,
        ordinal: before + i + 1,
      })),
    );
    await this.audit.record(tx, {
      viewer,
      action: 'rules-judged',
      subject: ['application', application.number ?? ''],
      after: { rules: entries.map(({ key, officer }) => `${key}=${officer}`).join(' ') },
    });
  }

  /** An application whose first check is going on; one that has its result is judged no more. */
  private async waiting(tx: EntityManager, number: string): Promise<Screened> {
    const application = found(await applicationByNumber(tx, number));
    if (application.status !== 'SUBMITTED') throw new Problem('not-possible');
    const round = found(await roundByNumber(tx, application.roundNumber));
    return found((await this.screened(tx, round, [application]))[0]);
  }
}
