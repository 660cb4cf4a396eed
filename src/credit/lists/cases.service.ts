import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationByCode } from '../../organizations/organizations.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type StoredFile } from '../../platform/files/file-store.js';
import { workingDays } from '../../reference/reference.queries.js';
import { ListEvidence, ListingCase } from './case.entity.js';
import {
  CASE_LIFE,
  type CaseAction,
  type CaseStatus,
  type Delivery,
  findingsAgainstCase,
  findingsAgainstDecision,
  findingsAgainstNotice,
  findingsAgainstStatement,
  findingsAgainstVerification,
  statementPeriod,
  verificationDueOn,
} from './case.rules.js';
import { caseByNumber, type CaseDetail, lettersOf, nextNumber } from './cases.queries.js';
import { type Ground } from './credit-list.rules.js';
import { penaltyGround } from './desk.queries.js';
import { ListsService } from './lists.service.js';
import { termsOn } from './terms.rules.js';

export interface CaseEntry {
  readonly creditCode: string;
  readonly ground: Ground;
  readonly foundOn: CalendarDay;
  readonly facts: string;
  readonly basis: string;
  readonly recordId?: string;
}

export interface NamedFile extends StoredFile {
  readonly name: string;
}

/** Where a case stands for whoever acts on it: read in the transaction, changed only from this version. */
interface Step {
  readonly number: string;
  readonly version: number;
}

/** The procedure before a listing: nobody is listed unheard, and nobody decides what he found himself. (R-CR-07) */
@Injectable()
export class CasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly lists: ListsService,
    private readonly audit: Audit,
  ) {}

  /** Opens a case; a penalty's ground is the one that the penalties themselves give. Answers the case's number. */
  open(viewer: SignedIn, entry: CaseEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const today = this.clock.today();
      const recordId = entry.recordId ?? null;
      const organization = await organizationByCode(tx, entry.creditCode);
      const findings: Finding[] = [
        ...(organization === null ? [{ code: 'credit-organization-unknown', field: 'creditCode' }] : []),
        ...findingsAgainstCase({ ...entry, recordId }, today),
        ...(recordId === null ? [] : await this.findingsAgainstRecord(tx, { ...entry, recordId })),
      ];
      if (organization === null || findings.length > 0) return refused<string>(findings);
      const number = await nextNumber(tx, 'LC', today.slice(0, 4));
      await tx.insert(ListingCase, {
        id: randomUUID(),
        number,
        organizationId: organization.id,
        ground: entry.ground,
        facts: entry.facts,
        basis: entry.basis,
        recordId,
        foundOn: entry.foundOn,
        foundBy: viewer.accountId,
        status: 'FOUND',
        isProvisional: 0,
        points: [],
        answers: [],
        version: 1,
      });
      await this.record(tx, viewer, 'listing-case-opened', number, { ground: entry.ground });
      return accepted(number);
    });
  }

  /** Tells the body of facts, reasons, basis and rights; from the day of service its period runs. (R-CR-07) */
  notify(
    viewer: SignedIn,
    step: Step,
    notice: { delivery: Delivery; servedOn: CalendarDay },
  ): Promise<Outcome<null>> {
    return this.move(step, 'notify', async (tx, one) => {
      const today = this.clock.today();
      const terms = termsOn(today);
      const sent = { delivery: notice.delivery, on: notice.servedOn };
      const findings = findingsAgainstNotice(one, sent, {
        letters: await lettersOf(tx, one.id),
        terms,
        today,
      });
      if (findings.length > 0) return refused(findings);
      const table = await workingDays(tx);
      const period = statementPeriod(table, sent, terms);
      const check = verificationDueOn(table, period.dueOn, terms);
      return accepted({
        values: {
          delivery: notice.delivery,
          notifiedOn: notice.servedOn,
          servedOn: period.servedOn,
          statementDueOn: period.dueOn,
          isProvisional: period.provisional || check.provisional ? 1 : 0,
          verifyDueOn: check.day,
        },
        after: () =>
          this.record(tx, viewer, 'listing-notice-sent', one.number, {
            ...notice,
            statementDueOn: period.dueOn,
          }),
      });
    });
  }

  /** The body states its case, point by point, with its files; the bureau's own clock begins. (R-CR-07) */
  state(
    viewer: SignedIn,
    step: Step,
    statement: { points: readonly string[]; files: readonly NamedFile[] },
  ): Promise<Outcome<null>> {
    return this.move(step, 'state', async (tx, one) => {
      this.ownOnly(viewer, one);
      const heard = await this.heard(tx, one);
      if (!heard.ok) return heard;
      for (const file of statement.files) await this.keepFile(tx, one.id, 'body', file);
      return accepted({
        values: {
          points: [...statement.points] as never,
          statementAt: this.clock.now(),
          heardBy: viewer.accountId,
          ...heard.value,
        },
        after: () =>
          this.record(tx, viewer, 'listing-statement-received', one.number, {
            points: statement.points.length,
          }),
      });
    });
  }

  /** The body gives up its statement, on its own word. */
  waive(viewer: SignedIn, step: Step): Promise<Outcome<null>> {
    return this.move(step, 'waive', async (tx, one) => {
      this.ownOnly(viewer, one);
      const heard = await this.heard(tx, one);
      if (!heard.ok) return heard;
      return accepted({
        values: { waivedAt: this.clock.now(), heardBy: viewer.accountId, ...heard.value },
        after: () => this.record(tx, viewer, 'listing-statement-waived', one.number, {}),
      });
    });
  }

  /** The bureau answers every point and says what it found; waits while the period runs unheard. (R-CR-07) */
  verify(
    viewer: SignedIn,
    step: Step,
    check: { answers: readonly string[]; verification: string },
  ): Promise<Outcome<null>> {
    return this.move(step, 'verify', (tx, one) => {
      const today = this.clock.today();
      const findings = [
        ...findingsAgainstVerification(one, today),
        ...one.points.flatMap((_, i) =>
          (check.answers[i] ?? '') === '' ? [{ code: 'lists-answer-needed', field: `answer${i + 1}` }] : [],
        ),
      ];
      if (findings.length > 0) return Promise.resolve(refused(findings));
      return Promise.resolve(
        accepted({
          values: {
            answers: check.answers.slice(0, one.points.length) as never,
            verification: check.verification,
            verifiedOn: today,
            verifiedBy: viewer.accountId,
          },
          after: () => this.record(tx, viewer, 'listing-case-verified', one.number, { verifiedOn: today }),
        }),
      );
    });
  }

  /** The second person lists, or lets it be with reason and, where there is one, the certificate. (R-CR-09) */
  decide(
    viewer: SignedIn,
    step: Step,
    decision: { action: 'list' | 'decline'; reason: string; certifiedBy?: string },
  ): Promise<Outcome<null>> {
    const { action, reason, certifiedBy } = decision;
    return this.move(step, action, async (tx, one) => {
      const today = this.clock.today();
      const person = viewer.accountId;
      const findings = [
        ...findingsAgainstDecision(one, { action, person, certified: certifiedBy !== undefined }),
        ...(action === 'list' && one.status === 'VERIFIED' ? findingsAgainstVerification(one, today) : []),
        ...(action === 'list' && one.recordId !== null
          ? await this.findingsAgainstRecord(tx, { ...one, recordId: one.recordId })
          : []),
      ];
      if (findings.length > 0) return refused(findings);
      const entryId = action === 'list' ? await this.list(tx, viewer, one, reason) : null;
      return accepted({
        values: {
          decision: reason,
          certifiedBy: action === 'decline' ? (certifiedBy ?? null) : null,
          decidedOn: today,
          decidedBy: person,
          entryId,
        },
        after: () =>
          this.record(tx, viewer, `listing-case-${action === 'list' ? 'listed' : 'declined'}`, one.number, {
            reason,
          }),
      });
    });
  }

  /** A file to the case: the bureau's proof, or one more of the body while it may still be heard. */
  addFile(
    viewer: SignedIn,
    number: string,
    side: 'bureau' | 'body',
    file: NamedFile,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await caseByNumber(tx, number));
      if (side === 'body') this.ownOnly(viewer, one);
      const open: readonly CaseStatus[] =
        side === 'body' ? ['STATEMENT_RECEIVED'] : ['FOUND', 'NOTICE_SENT', 'STATEMENT_RECEIVED', 'WAIVED'];
      if (!open.includes(one.status)) return refused<null>([{ code: 'action-not-possible' }]);
      await this.keepFile(tx, one.id, side, file);
      await this.record(tx, viewer, 'listing-evidence-added', number, { side, sha256: file.sha256 });
      return accepted(null);
    });
  }

  private async list(tx: EntityManager, viewer: SignedIn, one: CaseDetail, reason: string): Promise<string> {
    const penalty = one.recordId === null ? null : await penaltyGround(tx, one.recordId);
    return this.lists.confirmGround(tx, viewer, {
      organization: { id: one.organizationId, creditCode: one.creditCode },
      ground: one.ground,
      basisRef: one.recordId ?? one.id,
      caseId: one.id,
      recordId: one.recordId,
      arose: penalty?.penalty.decidedOn ?? this.clock.today(),
      proposedBy: one.foundBy,
      reason,
    });
  }

  /** The record has to be a penalty of this body, in force, and to give this very ground. (R-CR-08, R-CR-12) */
  private async findingsAgainstRecord(
    tx: EntityManager,
    { creditCode, ground, recordId }: { creditCode: string; ground: Ground; recordId: string },
  ): Promise<Finding[]> {
    const rests = await penaltyGround(tx, recordId);
    if (rests?.penalty.creditCode !== creditCode)
      return [{ code: 'lists-record-not-in-force', field: 'recordId' }];
    return rests.ground === ground
      ? []
      : [{ code: 'lists-ground-not-by-penalty', field: 'ground', args: { ground: rests.ground } }];
  }

  private async heard(
    tx: EntityManager,
    one: CaseDetail,
  ): Promise<Outcome<{ verifyDueOn: CalendarDay; isProvisional: number }>> {
    const today = this.clock.today();
    const findings = findingsAgainstStatement(one, today);
    if (findings.length > 0) return refused(findings);
    const { day, provisional } = verificationDueOn(await workingDays(tx), today, termsOn(today));
    return accepted({ verifyDueOn: day, isProvisional: provisional ? 1 : 0 });
  }

  private ownOnly(viewer: SignedIn, one: CaseDetail): void {
    if (viewer.organizationId !== one.organizationId || one.notifiedOn === null)
      throw new Problem('not-found');
  }

  private async keepFile(
    tx: EntityManager,
    caseId: string,
    side: 'bureau' | 'body',
    file: NamedFile,
  ): Promise<void> {
    const { name, sha256, size, type } = file;
    const at = {
      id: randomUUID(),
      subjectType: 'case' as const,
      subjectId: caseId,
      side,
      addedAt: this.clock.now(),
    };
    await tx.insert(ListEvidence, { ...at, name: name.slice(0, 150), sha256, size, type });
  }

  /** One step of the case by its table: judged, written from the version that was seen, and recorded. */
  private move(
    { number, version }: Step,
    action: CaseAction,
    judge: (
      tx: EntityManager,
      one: CaseDetail,
    ) => Promise<Outcome<{ values: Partial<Omit<ListingCase, 'organization'>>; after: () => Promise<void> }>>,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await caseByNumber(tx, number));
      const next = follow(CASE_LIFE, one.status, action);
      if (!next.ok) return next;
      const judged = await judge(tx, one);
      if (!judged.ok) return judged;
      const { values, after } = judged.value;
      const done = await tx.update(ListingCase, { id: one.id, version }, {
        ...values,
        status: next.value,
        version: version + 1,
      } as never);
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await after();
      return accepted(null);
    });
  }

  private record(
    tx: EntityManager,
    viewer: SignedIn,
    action: string,
    number: string,
    after: object,
  ): Promise<void> {
    return this.audit.record(tx, { viewer, action, subject: ['listing-case', number], after });
  }
}
