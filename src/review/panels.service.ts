import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, refused } from '../kernel/outcome.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import {
  Assignment,
  Contest,
  ContestCandidate,
  type Dossier,
  Expert,
  PanelMember,
} from './contest.entity.js';
import {
  findingsAgainstClosing,
  findingsInPair,
  findingsInPanel,
  panelClosed,
  reviewerAssigned,
  reviewerRecused,
} from './contest.rules.js';
import { type Criterion, rank, type RankedCandidate, type RankingMethod } from './ranking.rules.js';
import { assignmentsOf, candidatesOf, cardsOf, contestById, expertPool, panelOf } from './review.queries.js';

export interface NewContest {
  readonly subject: readonly [type: string, id: string];
  readonly ref: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly criteria: readonly Criterion[];
  readonly method: RankingMethod;
  readonly candidates: readonly {
    readonly subjectId: string;
    readonly number: string;
    readonly title: string;
    readonly organizationId: string;
    readonly organizationName: string;
    readonly dossier: Dossier;
  }[];
}

/** Panels: opened by an upper floor, staffed, assigned by hand, closed with a frozen ranking. */
@Injectable()
export class PanelsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Opens a contest inside the caller's transaction. */
  async openContest(tx: EntityManager, contest: NewContest): Promise<string> {
    const id = randomUUID();
    const { subject, ref, nameZh, nameEn, criteria, method, candidates } = contest;
    await tx.insert(Contest, {
      id,
      subjectType: subject[0],
      subjectId: subject[1],
      ref,
      nameZh,
      nameEn,
      criteria: criteria as never,
      method: method as never,
      status: 'OPEN',
      openedAt: this.clock.now(),
      closedAt: null,
      ranking: null,
      rankingHash: null,
    });
    await addCandidates(tx, id, candidates);
    return id;
  }

  /** Adds candidates to a panel that is still open, for a matter that was decided in favour late. */
  async join(
    tx: EntityManager,
    contestId: string,
    candidates: NewContest['candidates'],
  ): Promise<Outcome<null>> {
    const { status } = found(await contestById(tx, contestId));
    if (status !== 'OPEN') return refused<null>([{ code: 'panel-is-closed' }]);
    await addCandidates(tx, contestId, candidates);
    return accepted(null);
  }

  registerExpert(
    viewer: SignedIn | null,
    expert: { name: string; employer: string; fields: string; accountId: string | null },
  ): Promise<string> {
    return this.work.write(async (tx) => {
      const id = randomUUID();
      await tx.insert(Expert, { id, ...expert });
      await this.audit.record(tx, {
        viewer,
        action: 'expert-registered',
        subject: ['expert', id],
        after: { employer: expert.employer },
      });
      return id;
    });
  }

  /** Names the panel: exactly as many as the call says, an odd number. (R-SC-02) */
  appoint(viewer: SignedIn, contestId: string, expertIds: readonly string[]): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const contest = found(await contestById(tx, contestId));
      const pool = new Set((await expertPool(tx)).map(({ id }) => id));
      const chosen = [...new Set(expertIds)].filter((id) => pool.has(id));
      const assigned = await assignmentsOf(tx, contestId);
      const findings: Finding[] = [
        ...(assigned.length > 0 || contest.status !== 'OPEN' ? [{ code: 'panel-is-fixed' }] : []),
        ...findingsInPanel(chosen.length, contest.method.panelSize),
      ];
      if (findings.length > 0) return refused<null>(findings);
      await tx.delete(PanelMember, { contestId });
      await tx.insert(
        PanelMember,
        chosen.map((expertId) => ({ contestId, expertId })),
      );
      await this.audit.record(tx, {
        viewer,
        action: 'panel-appointed',
        subject: ['contest', contestId],
        after: { experts: chosen },
      });
      return accepted(null);
    });
  }

  /** Gives every candidate to every member whom nothing forbids; known ties are left out with their reason. (R-SC-03) */
  assignAll(viewer: SignedIn, contestId: string): Promise<Outcome<{ assigned: number; excluded: number }>> {
    return this.work.write(async (tx) => {
      const contest = found(await contestById(tx, contestId));
      const [candidates, panel, existing] = [
        await candidatesOf(tx, contestId),
        await panelOf(tx, contestId),
        await assignmentsOf(tx, contestId),
      ];
      const short = findingsInPanel(panel.length, contest.method.panelSize);
      if (short.length > 0) return refused<{ assigned: number; excluded: number }>(short);
      const rows: Partial<Assignment>[] = [];
      let excluded = 0;
      for (const { id: candidateId, organizationName } of candidates)
        for (const { id: expertId, employer } of panel) {
          const status =
            existing.find((one) => one.candidateId === candidateId && one.expertId === expertId)?.status ??
            null;
          const findings = findingsInPair({
            contestStatus: contest.status,
            employer,
            organizationName,
            status,
          });
          if (findings.some(({ code }) => code === 'expert-employed-there')) excluded += 1;
          if (findings.length === 0)
            rows.push({
              id: randomUUID(),
              candidateId,
              expertId,
              status: 'ASSIGNED',
              reason: null,
              conflictAnswer: null,
              declaredAt: null,
            });
        }
      for (let i = 0; i < rows.length; i += 100) await tx.insert(Assignment, rows.slice(i, i + 100));
      for (const { id } of panel) await this.ledger.append(tx, reviewerAssigned(viewer, contest.ref, id));
      await this.audit.record(tx, {
        viewer,
        action: 'reviewers-assigned',
        subject: ['contest', contestId],
        after: { assigned: rows.length, excluded },
      });
      return accepted({ assigned: rows.length, excluded });
    });
  }

  /** Assigns or takes back one pair by hand. */
  toggle(
    viewer: SignedIn,
    contestId: string,
    pair: { candidateId: string; expertId: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const contest = found(await contestById(tx, contestId));
      const candidate = found((await candidatesOf(tx, contestId)).find(({ id }) => id === pair.candidateId));
      const expert = found((await panelOf(tx, contestId)).find(({ id }) => id === pair.expertId));
      const existing = (await assignmentsOf(tx, contestId)).find(
        (one) => one.candidateId === candidate.id && one.expertId === expert.id,
      );
      if (existing?.status === 'ASSIGNED' && existing.conflictAnswer === null && contest.status === 'OPEN') {
        await tx.delete(Assignment, { id: existing.id });
        await this.audit.record(tx, {
          viewer,
          action: 'reviewer-unassigned',
          subject: ['contest', contestId],
          before: { number: candidate.number, expert: expert.id },
        });
        return accepted(null);
      }
      const findings = findingsInPair({
        contestStatus: contest.status,
        employer: expert.employer,
        organizationName: candidate.organizationName,
        status: existing?.status ?? null,
      });
      if (findings.length > 0) return refused<null>(findings);
      await tx.insert(Assignment, {
        id: randomUUID(),
        candidateId: candidate.id,
        expertId: expert.id,
        status: 'ASSIGNED',
        reason: null,
        conflictAnswer: null,
        declaredAt: null,
      });
      await this.ledger.append(tx, reviewerAssigned(viewer, candidate.number, expert.id));
      await this.audit.record(tx, {
        viewer,
        action: 'reviewer-assigned',
        subject: ['contest', contestId],
        after: { number: candidate.number, expert: expert.id },
      });
      return accepted(null);
    });
  }

  /** Takes an expert off a candidate after all; the pair never comes back and its card does not count. (R-SC-03) */
  async recuse(
    tx: EntityManager,
    by: SignedIn,
    assignment: { id: string; number: string; expertId: string },
    reason: string,
  ): Promise<void> {
    await tx.update(Assignment, { id: assignment.id }, { status: 'RECUSED', reason });
    await this.ledger.append(tx, reviewerRecused(actorOf(by), assignment.number, assignment.expertId));
  }

  /** Closes the panel and freezes the ranking: totals, ties, draw, with the version of the rules. (C11, R-SC-04 to 09) */
  close(viewer: SignedIn, contestId: string, drawSeed: string): Promise<Outcome<readonly RankedCandidate[]>> {
    return this.work.write(async (tx) => {
      const contest = found(await contestById(tx, contestId));
      if (contest.status !== 'OPEN')
        return refused<readonly RankedCandidate[]>([{ code: 'panel-is-closed' }]);
      const open = (await assignmentsOf(tx, contestId)).filter(({ status }) => status === 'ASSIGNED');
      const cards = await cardsOf(tx, contestId);
      const findings = findingsAgainstClosing({
        assignments: open.length,
        undeclared: open.filter(({ conflictAnswer }) => conflictAnswer === null).length,
        unscored: open.filter(({ conflictAnswer, sealedAt }) => conflictAnswer !== null && sealedAt === null)
          .length,
        candidatesWithoutCards: cards.filter((one) => one.cards.length < contest.method.leastCards).length,
      });
      if (findings.length > 0) return refused<readonly RankedCandidate[]>(findings);
      const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
      const ranking = rank(cards, contest.method, { seed: drawSeed, digest });
      const bytes = JSON.stringify(ranking);
      const rankingHash = digest(bytes);
      await tx.update(
        Contest,
        { id: contestId, status: 'OPEN' },
        { status: 'CLOSED', closedAt: this.clock.now(), ranking: bytes, rankingHash },
      );
      await this.ledger.append(tx, panelClosed(viewer, contest.ref, rankingHash, ranking));
      await this.audit.record(tx, {
        viewer,
        action: 'panel-closed',
        subject: ['contest', contestId],
        after: { rankingHash },
      });
      return accepted(ranking);
    });
  }
}

async function addCandidates(
  tx: EntityManager,
  contestId: string,
  candidates: NewContest['candidates'],
): Promise<void> {
  for (const candidate of candidates)
    await tx.insert(ContestCandidate, {
      id: randomUUID(),
      contestId,
      ...candidate,
      dossier: candidate.dossier as never,
    });
}
