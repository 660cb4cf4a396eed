import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RecordsService } from '../../credit/records/records.service.js';
import { yuanText } from '../../kernel/money.js';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { NoticesService } from '../../notices/notices.service.js';
import { type NoticeTable } from '../../notices/publicity.rules.js';
import { standsStill } from '../../notices/objections.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { changed, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { PanelsService } from '../../review/panels.service.js';
import { candidatesOf, contestOf } from '../../review/review.queries.js';
import { Application } from '../applications/application.entity.js';
import { dossierSections } from '../applications/application.rules.js';
import { type ApplicationDetail, applicationsIn, budgetsOf } from '../applications/applications.queries.js';
import { ROUND_SUBJECT } from '../rounds/round.rules.js';
import { pendingAppeals } from '../applications/appeals.queries.js';
import { findingsAgainstClosing } from '../applications/screening.rules.js';
import { roundByNumber, type RoundDetail } from '../rounds/rounds.queries.js';
import { RoundsService } from '../rounds/rounds.service.js';
import { Award } from './award.entity.js';
import {
  awardConfirmed,
  awardDecided,
  findingsAgainstAward,
  grantRecord,
  proposalFrom,
} from './award.rules.js';
import { type AwardLine, awardsOfRound } from './awards.queries.js';
import { AwardChecks, type CheckedCandidate, findingsFrom } from './checks.service.js';

/** The desks an award touches besides its own. */
@Injectable()
export class AwardDesks {
  constructor(
    readonly rounds: RoundsService,
    readonly notices: NoticesService,
    readonly checks: AwardChecks,
    readonly records: RecordsService,
  ) {}
}

/** From screening to public notice: opens the panel, proposes awards down the ranking, confirms them by a second person. */
@Injectable()
export class AwardsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly panels: PanelsService,
    private readonly desks: AwardDesks,
  ) {}

  /** Hands the eligible applications to a panel as sealed dossiers, names apart. */
  startReview(viewer: SignedIn, roundNumber: string): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      if (round.openedAt === null) return refused<string>([{ code: 'round-not-opened' }]);
      const waiting = [
        ...(await applicationsIn(tx, roundNumber, 'SUBMITTED')),
        ...(await applicationsIn(tx, roundNumber, 'RETURNED_FOR_SUPPLEMENT')),
      ];
      const eligible = await applicationsIn(tx, roundNumber, 'ELIGIBLE');
      if (waiting.length > 0)
        return refused<string>([{ code: 'screening-not-finished', args: { count: waiting.length } }]);
      if (eligible.length === 0) return refused<string>([{ code: 'review-without-candidates' }]);
      const moved = await this.desks.rounds.advance(tx, roundNumber, 'review');
      if (!moved.ok) return moved;
      const budgets = await budgetsOf(
        tx,
        eligible.map(({ id }) => id),
      );
      const id = await this.panels.openContest(tx, {
        subject: [ROUND_SUBJECT, round.id],
        ref: roundNumber,
        nameZh: round.nameZh,
        nameEn: round.nameEn,
        criteria: round.rules.criteria,
        method: round.rules.method,
        candidates: eligible.map((one) => candidateOf(one, budgets.get(one.id) ?? [])),
      });
      await this.audit.record(tx, {
        viewer,
        action: 'review-started',
        subject: ['round', roundNumber],
        after: { candidates: eligible.length },
      });
      return accepted(id);
    });
  }

  /** Brings applications that were reinstated after the review had begun into the open panel. */
  joinReview(viewer: SignedIn, roundNumber: string): Promise<Outcome<number>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const contest = found(await contestOf(tx, ROUND_SUBJECT, round.id));
      const late = await lateFor(tx, roundNumber, contest.id);
      if (late.length === 0) return refused<number>([{ code: 'review-nobody-late' }]);
      const budgets = await budgetsOf(
        tx,
        late.map(({ id }) => id),
      );
      const joined = await this.panels.join(
        tx,
        contest.id,
        late.map((one) => candidateOf(one, budgets.get(one.id) ?? [])),
      );
      if (!joined.ok) return joined;
      await this.audit.record(tx, {
        viewer,
        action: 'review-joined',
        subject: ['round', roundNumber],
        after: { numbers: late.map(({ number }) => number).join(' ') },
      });
      return accepted(late.length);
    });
  }

  /** Closes the panel with the seed that was committed to when the round was published, and proposes awards. */
  async closePanel(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    const round = found(await roundByNumber(this.work.reader, roundNumber));
    const contest = found(await contestOf(this.work.reader, ROUND_SUBJECT, round.id));
    const late = await lateFor(this.work.reader, roundNumber, contest.id);
    const pending = await pendingAppeals(this.work.reader, round.id, this.clock.today());
    const findings = findingsAgainstClosing({ late: late.length, pending });
    if (findings.length > 0) return refused<null>(findings);
    const closed = await this.panels.close(viewer, contest.id, found(round.drawSeed));
    if (!closed.ok) return closed;
    return this.propose(viewer, roundNumber);
  }

  /** Money down the ranking within the pot. (R-SC-09) */
  propose(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const { ranking } = found(await contestOf(tx, ROUND_SUBJECT, round.id));
      if (ranking === null) return refused<null>([{ code: 'panel-still-open' }]);
      const applications = await applicationsIn(tx, roundNumber, 'ELIGIBLE');
      const asked = new Map(
        applications.map(({ number, askedFen, field }) => [number ?? '', { askedFen, field: field ?? '' }]),
      );
      const { potFen, terms } = round;
      for (const proposal of proposalFrom(ranking, asked, { potFen, lots: terms?.lots ?? [] })) {
        const application = found(applications.find(({ number }) => number === proposal.number));
        const { seq } = await this.ledger.append(
          tx,
          awardDecided(viewer, {
            number: proposal.number,
            organization: application.creditCode,
            amountFen: proposal.amountFen,
            rank: proposal.rank,
          }),
        );
        const { rank, score, askedFen, amountFen, status } = proposal;
        await tx.insert(Award, {
          id: randomUUID(),
          roundId: round.id,
          applicationId: application.id,
          projectNumber: null,
          status,
          rank,
          score,
          askedFen,
          amountFen,
          proposedBy: viewer.accountId,
          confirmedBy: null,
          confirmedAt: null,
          ledgerSeq: seq,
        });
        await this.move(tx, application, 'SCORED');
      }
      await this.audit.record(tx, {
        viewer,
        action: 'awards-proposed',
        subject: ['round', roundNumber],
        after: { count: applications.length },
      });
      return accepted(null);
    });
  }

  /**
   * Confirms the proposal as a whole, by another person: the pot's running total is guarded by a conditional update
   * and a CHECK, so that the last money cannot be given twice; notice and statuses change in the same transaction.
   */
  confirm(viewer: SignedIn, roundNumber: string): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const awards = await awardsOfRound(tx, roundNumber);
      const proposed = awards.filter(({ status }) => status === 'PROPOSED');
      if (proposed.length === 0) return refused<string>([{ code: 'award-nothing-proposed' }]);
      if (proposed.some(({ proposedBy }) => proposedBy === viewer.accountId))
        return refused<string>([{ code: 'award-own-proposal' }]);
      const totalFen = proposed.reduce((all, { amountFen }) => all + amountFen, 0);
      const subjects = proposed.map(({ applicationNumber }) => ['application', applicationNumber] as const);
      if (await standsStill(tx, ['round', roundNumber], ...subjects))
        return refused<string>([{ code: 'standstill-open' }]);
      const candidates = await this.desks.checks.of(tx, round, awards);
      const barred = candidates
        .filter(({ barredBy }) => barredBy.length > 0)
        .map(({ award }) => award.organizationName);
      const findings = [
        ...findingsAgainstAward({ barred, totalFen, potFen: round.potFen }),
        ...findingsFrom(candidates),
      ];
      if (findings.length > 0) return refused<string>(findings);
      const moved = await this.desks.rounds.advance(tx, roundNumber, 'award');
      if (!moved.ok) return moved;
      const guarded = await changed(
        tx,
        sql`UPDATE grant_round SET awarded_fen = awarded_fen + ${totalFen} WHERE id = ${round.id} AND awarded_fen + ${totalFen} <= pot_fen RETURNING id`,
      );
      if (guarded.length === 0) throw new Problem('changed-meanwhile');
      const confirmed = await this.settle(tx, viewer, { round, awards, candidates });
      const number = await this.desks.notices.publish(tx, viewer, noticeOf(round, confirmed));
      await this.audit.record(tx, {
        viewer,
        action: 'awards-confirmed',
        subject: ['round', roundNumber],
        after: { count: proposed.length, totalFen },
      });
      return accepted(number);
    });
  }

  private async settle(
    tx: EntityManager,
    viewer: SignedIn,
    {
      round,
      awards,
      candidates,
    }: { round: RoundDetail; awards: readonly AwardLine[]; candidates: readonly CheckedCandidate[] },
  ): Promise<AwardLine[]> {
    const confirmed: AwardLine[] = [];
    for (const award of awards) {
      const application = { id: award.applicationId, version: award.applicationVersion };
      if (award.status !== 'PROPOSED') {
        await this.move(tx, application, award.status === 'RESERVE' ? 'RESERVE' : 'REJECTED');
        continue;
      }
      const projectNumber = `GY${round.number}-${String(confirmed.length + 1).padStart(3, '0')}`;
      const act = {
        projectNumber,
        application: award.applicationNumber,
        organization: award.creditCode,
        amountFen: award.amountFen,
      };
      await this.desks.checks.freeze(tx, found(candidates.find((one) => one.award.id === award.id)));
      const { seq } = await this.ledger.append(tx, awardConfirmed(viewer, act));
      await tx.update(
        Award,
        { id: award.id, status: 'PROPOSED' },
        {
          status: 'CONFIRMED',
          projectNumber,
          confirmedBy: viewer.accountId,
          confirmedAt: this.clock.now(),
          ledgerSeq: seq,
        },
      );
      await this.move(tx, application, 'IN_PUBLICITY');
      // A grant is credit information, entered on the day it is formed. (domain.md 2.2, R-CR-05)
      const entry = grantRecord({ creditCode: award.creditCode, projectNumber }, this.clock.today());
      const entered = await this.desks.records.enterWithin(tx, viewer, entry);
      if (!entered.ok) throw new Problem('not-possible', JSON.stringify(entered.findings));
      confirmed.push({ ...award, projectNumber });
    }
    return confirmed;
  }

  private async move(
    tx: EntityManager,
    { id, version }: { id: string; version: number },
    status: Application['status'],
  ): Promise<void> {
    const done = await tx.update(
      Application,
      { id, version },
      { status, changedAt: this.clock.now(), version: version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}

/** Eligible applications that are not among the candidates of the panel: reinstated after it had begun. */
async function lateFor(
  db: EntityManager,
  roundNumber: string,
  contestId: string,
): Promise<readonly ApplicationDetail[]> {
  const known = new Set((await candidatesOf(db, contestId)).map(({ number }) => number));
  return (await applicationsIn(db, roundNumber, 'ELIGIBLE')).filter(({ number }) => !known.has(number ?? ''));
}

function candidateOf(
  one: ApplicationDetail,
  lines: readonly { item: string; totalFen: number; source: string }[],
): Parameters<PanelsService['openContest']>[1]['candidates'][number] {
  return {
    subjectId: one.id,
    number: one.number ?? '',
    title: one.title,
    organizationId: one.organizationId,
    organizationName: one.organizationName,
    dossier: {
      sections: dossierSections(one.form, one.content),
      budget: lines.map(({ item, totalFen, source }) => ({ item, fen: totalFen, source })),
      askedFen: one.askedFen,
    },
  };
}

function noticeOf(
  round: RoundDetail,
  awards: readonly AwardLine[],
): Parameters<NoticesService['publish']>[2] {
  const columns: NoticeTable['columns'] = [
    { zh: '名次', en: 'Rank', numeric: true },
    { zh: '项目编号', en: 'Project', numeric: false },
    { zh: '项目名称', en: 'Title', numeric: false },
    { zh: '申报组织', en: 'Organization', numeric: false },
    { zh: '得分', en: 'Score', numeric: true },
    { zh: '拟资助金额（元）', en: 'Amount (yuan)', numeric: true },
  ];
  const rows = awards.map((one) => [
    String(one.rank),
    one.projectNumber ?? '',
    one.title,
    one.organizationName,
    one.score ?? '',
    yuanText(one.amountFen),
  ]);
  const items = awards.map(({ applicationNumber, projectNumber, title }) => {
    const label = `${projectNumber ?? ''} ${title}`.trim();
    return { type: 'application', id: applicationNumber, zh: label, en: label };
  });
  const paragraphs = [
    {
      zh: `${round.nameZh}经资格审查和专家评审，按公布的规则由高分到低分在总额 ${yuanText(round.potFen)} 元内确定拟立项项目 ${awards.length} 个，现予公示。`,
      en: `After eligibility review and expert review, ${awards.length} projects of “${round.nameEn}” are proposed for award down the ranking within the pot of ${yuanText(round.potFen)} yuan, by the published rules.`,
    },
  ];
  return {
    kind: 'PUBLICITY',
    // By number, as the standstill of the database knows rounds and applications.
    subject: [ROUND_SUBJECT, round.number],
    titleZh: `${round.nameZh}拟立项项目公示`,
    titleEn: `Proposed awards of ${round.nameEn}`,
    body: { paragraphs, table: { columns, rows }, items },
    workingDays: round.rules.publicityWorkingDays,
  };
}
