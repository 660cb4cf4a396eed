import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { row, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { creditRecorded } from '../records/record.rules.js';
import { type Ground } from './credit-list.rules.js';
import {
  after,
  groundConfirmed,
  groundFallen,
  leadingGround,
  leaving,
  type ListEvent,
  replay,
  type Stay,
} from './events.rules.js';
import { CreditListEntry, CreditListEvent } from './list.entity.js';
import { eventsOf, holdBody, listEntry, type ListedLine } from './lists.queries.js';
import { type Exit, findingsAgainstExit, isVoid } from './listing.rules.js';
import { termsOn } from './terms.rules.js';

/** The exits that somebody applies for; the others a clock or a court proposes. */
const APPLIED_FOR: readonly Exit[] = ['DUTIES_DONE', 'REPAIRED'];

export interface ConfirmedListing {
  readonly organization: { readonly id: string; readonly creditCode: string };
  readonly ground: Ground;
  /** The penalty record or the case. */
  readonly basisRef: string;
  readonly caseId: string;
  readonly recordId: string | null;
  readonly arose: CalendarDay;
  readonly proposedBy: string;
  readonly reason: string;
}

interface Acting {
  readonly viewer: SignedIn;
  readonly organization: { readonly id: string; readonly creditCode: string };
  readonly proposedBy: string;
  readonly reason: string;
  readonly caseId: string | null;
  readonly recordId: string | null;
}

/** The moves on the two lists: each one event for good, from which the stays follow. */
@Injectable()
export class ListsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /**
   * A ground that was found, heard and decided: the body is listed, or, where it is listed already, the term begins
   * anew. In the caller's transaction; answers the stay. (R-CR-08, R-CR-10, R-CR-12, R-CR-13)
   */
  async confirmGround(tx: EntityManager, viewer: SignedIn, listing: ConfirmedListing): Promise<string> {
    const { organization, ground, basisRef, arose } = listing;
    const stays = await this.held(tx, organization.id);
    const today = this.clock.today();
    const event = groundConfirmed(stays, { ground, basisRef, arose, today, newId: randomUUID() });
    await this.carryOut(tx, stays, [event], { viewer, ...listing });
    return event.entryId;
  }

  /**
   * What a clock proposes, confirmed by a person: the term is full, the body moves on, or is deregistered. A move is a
   * new listing: it takes somebody else than the one who proposed the first. (R-CR-11, R-CR-12, R-CR-14)
   */
  leave(
    viewer: SignedIn,
    id: string,
    step: { exit: Exit; reason: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const entry = found(await listEntry(tx, id));
      const findings: Finding[] = APPLIED_FOR.includes(step.exit)
        ? [{ code: 'lists-apply-first' }]
        : this.against(entry, step.exit);
      if (step.exit === 'MOVED' && entry.proposedBy === viewer.accountId)
        findings.push({ code: 'credit-own-entry' });
      if (findings.length > 0) return refused<null>(findings);
      if (entry.version !== step.version) throw new Problem('changed-meanwhile');
      await this.leaveWithin(tx, viewer, entry, step);
      return accepted(null);
    });
  }

  /** What stands against leaving today, by the rules in force today. */
  against(entry: ListedLine, exit: Exit): Finding[] {
    const today = this.clock.today();
    return findingsAgainstExit(entry, exit, { status: entry.status, today, terms: termsOn(today) });
  }

  /** Leaves in the caller's transaction; a repair takes what the ledger hid with it. (R-CR-25) */
  async leaveWithin(
    tx: EntityManager,
    viewer: SignedIn,
    entry: ListedLine,
    { exit, reason }: { exit: Exit; reason: string },
  ): Promise<void> {
    const stays = await this.held(tx, entry.organizationId);
    const stay = found(stays.find(({ id }) => id === entry.id));
    const events = leaving(stays, stay, { exit, today: this.clock.today(), newId: randomUUID() });
    await this.carryOut(tx, stays, events, actingOn(viewer, entry, reason));
  }

  /**
   * The penalty, court listing or finding behind a ground was cancelled: the ground goes as if it had never held, and
   * what rested on it alone goes with it. (Order 60, art. 18; R-CR-15)
   */
  correct(
    viewer: SignedIn,
    id: string,
    correction: { basisRef: string; reason: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const entry = found(await listEntry(tx, id));
      const stays = await this.held(tx, entry.organizationId);
      const stay = found(stays.find((one) => one.id === id));
      const fallen = stay.grounds.find(({ basisRef }) => basisRef === correction.basisRef);
      const findings = this.against(entry, 'BASIS_FELL');
      if (fallen === undefined) findings.push({ code: 'lists-ground-unknown', field: 'basisRef' });
      if (fallen === undefined || findings.length > 0) return refused<null>(findings);
      if (entry.version !== correction.version) throw new Problem('changed-meanwhile');
      const events = groundFallen(stays, stay, { ...fallen, today: this.clock.today() });
      await this.carryOut(tx, stays, events, actingOn(viewer, entry, correction.reason));
      return accepted(null);
    });
  }

  private async held(tx: EntityManager, organizationId: string): Promise<Stay[]> {
    await holdBody(tx, organizationId);
    return replay(await eventsOf(tx, organizationId));
  }

  /** Each event changes its stay, and both are written; then one line each in the ledger and the audit trail. */
  private async carryOut(
    tx: EntityManager,
    before: readonly Stay[],
    events: readonly ListEvent[],
    acting: Acting,
  ): Promise<void> {
    let stays = before;
    let seq = (await eventsOf(tx, acting.organization.id)).length;
    for (const event of events) {
      stays = after(stays, event);
      const stay = found(stays.find(({ id }) => id === event.entryId));
      await (event.kind === 'LISTED' ? this.begin(tx, stay, acting) : this.change(tx, stay, acting));
      seq += 1;
      await tx.insert(CreditListEvent, {
        id: randomUUID(),
        organizationId: acting.organization.id,
        seq,
        ...event,
        person: acting.viewer.accountId,
        reason: acting.reason.slice(0, 500),
        recordedAt: this.clock.now(),
      });
    }
    for (const { entryId, list, ground, kind, exit, onDay } of events) {
      const summary = [list, ground, kind, exit, onDay].filter(Boolean).join(' ');
      const { creditCode } = acting.organization;
      await this.ledger.append(tx, creditRecorded(acting.viewer, { id: entryId, creditCode, summary }));
    }
    // What counts no more can be shown by nobody, not even from the ledger's own memory.
    for (const stay of stays) if (isVoid(stay)) await this.ledger.forget(tx, 'record', stay.id);
    for (const { entryId, kind, ground, exit, onDay, rule, article } of events)
      await this.audit.record(tx, {
        viewer: acting.viewer,
        action: `credit-list-${kind.toLowerCase().replace('_', '-')}`,
        subject: ['credit-list-entry', entryId],
        after: { ground, exit, onDay, rule, article, reason: acting.reason },
      });
  }

  private async begin(tx: EntityManager, stay: Stay, acting: Acting): Promise<void> {
    const { id, list, ground, listedOn, termFrom } = stay;
    // Whoever moves on was proposed by the clock: the first proposer stays answerable.
    const moved = ground === 'B1';
    await tx.insert(CreditListEntry, {
      id,
      organizationId: acting.organization.id,
      list,
      ground,
      listedOn,
      termFrom,
      removedOn: null,
      removalReason: null,
      proposedBy: acting.proposedBy,
      confirmedBy: acting.viewer.accountId,
      version: 1,
      exit: null,
      caseId: moved ? null : acting.caseId,
      recordId: moved ? null : acting.recordId,
    });
  }

  private async change(tx: EntityManager, stay: Stay, acting: Acting): Promise<void> {
    const { list, ground, listedOn, termFrom, removedOn, exit } = stay;
    const over = removedOn === null ? {} : { removalReason: acting.reason.slice(0, 200) };
    // A stay whose last ground fell keeps what it was listed by; there is nothing left that it could rest on.
    const basis = exit === 'BASIS_FELL' ? {} : await this.basisOf(tx, stay);
    const leading = exit === 'BASIS_FELL' ? {} : { list, ground, listedOn, termFrom };
    await tx.update(
      CreditListEntry,
      { id: stay.id },
      { ...leading, ...basis, ...over, removedOn, exit, version: () => 'version + 1' },
    );
  }

  /** The case or record of the ground that leads now. */
  private async basisOf(
    tx: EntityManager,
    { grounds }: Stay,
  ): Promise<{ caseId: string | null; recordId: string | null }> {
    const { ground, basisRef } = leadingGround(grounds);
    if (ground === 'B1') return { caseId: null, recordId: null };
    const one = await row<{ id: string; recordId: string | null }>(
      tx,
      sql`SELECT id, record_id AS "recordId" FROM listing_case WHERE id = ${basisRef} OR record_id = ${basisRef} ORDER BY found_on DESC, number DESC LIMIT 1`,
    );
    return { caseId: one?.id ?? null, recordId: one?.recordId ?? null };
  }
}

function actingOn(viewer: SignedIn, entry: ListedLine, reason: string): Acting {
  const { organizationId, creditCode, proposedBy } = entry;
  return {
    viewer,
    organization: { id: organizationId, creditCode },
    proposedBy,
    reason,
    caseId: null,
    recordId: null,
  };
}
