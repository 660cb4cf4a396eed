import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationByCode } from '../../organizations/organizations.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { creditRecorded } from '../records/record.rules.js';
import { type Ground, listOf } from './credit-list.rules.js';
import { CreditListEntry } from './list.entity.js';
import { listEntry, termsOf } from './lists.queries.js';
import { afterGround, type Exit, findingsAgainstExit, lawOf } from './listing.rules.js';

export interface ListingEntry {
  readonly creditCode: string;
  readonly ground: string;
  readonly listedOn: CalendarDay;
  readonly proposedBy: string;
}

/** The two lists: listing and leaving, each by two persons where the law wants it. */
@Injectable()
export class ListsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /**
   * A ground is confirmed: proposed by one person, confirmed by the one who acts. The body is listed, or, where it is
   * listed already, the term begins anew. (R-CR-10, R-CR-13)
   */
  list(viewer: SignedIn, entry: ListingEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const organization = await organizationByCode(tx, entry.creditCode);
      if (organization === null)
        return refused<string>([{ code: 'credit-organization-unknown', field: 'creditCode' }]);
      if (entry.listedOn > this.clock.today())
        return refused<string>([{ code: 'credit-day-in-future', field: 'listedOn' }]);
      if (entry.proposedBy === viewer.accountId) return refused<string>([{ code: 'credit-own-entry' }]);
      return accepted(await this.enterGround(tx, viewer, organization, entry));
    });
  }

  /**
   * Takes a body off a list, or over to the serious one; the clock and the law decide whether it may, a person
   * confirms that it does. (R-CR-11, R-CR-12, R-CR-14, R-CR-15)
   */
  leave(
    viewer: SignedIn,
    id: string,
    step: { exit: Exit; reason: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const listed = found(await listEntry(tx, id));
      const today = this.clock.today();
      const findings = findingsAgainstExit(listed, step.exit, listed.status, today);
      // A move is a new listing: it takes somebody else than the one who proposed the first. (domain.md 6.4)
      if (step.exit === 'MOVED' && listed.proposedBy === viewer.accountId)
        findings.push({ code: 'credit-own-entry' });
      if (findings.length > 0) return refused<null>(findings);
      const law = lawOf(step.exit, listed.list);
      const done = await tx.update(
        CreditListEntry,
        { id, version: step.version, removedOn: IsNull() },
        {
          removedOn: today,
          removalReason: `${step.exit} ${law.rule}: ${step.reason}`.slice(0, 200),
          version: step.version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      const { creditCode, ground } = listed;
      await this.ledger.append(
        tx,
        creditRecorded(viewer, { id, creditCode, summary: `${listed.list} ${ground} ${step.exit} ${today}` }),
      );
      await this.audit.record(tx, {
        viewer,
        action: 'credit-list-left',
        subject: ['credit-list-entry', id],
        after: { exit: step.exit, rule: law.rule, article: law.article, reason: step.reason },
      });
      if (step.exit === 'MOVED') {
        const organization = found(await organizationByCode(tx, creditCode));
        await this.enterGround(tx, viewer, organization, {
          creditCode,
          ground: 'B1',
          listedOn: today,
          proposedBy: listed.proposedBy,
        });
      }
      return accepted(null);
    });
  }

  private async enterGround(
    tx: EntityManager,
    viewer: SignedIn,
    organization: { id: string },
    entry: ListingEntry,
  ): Promise<string> {
    const ground = entry.ground as Ground;
    const effect = afterGround(await termsOf(tx, organization.id), ground, entry.listedOn);
    const id = effect.kind === 'restarted' ? effect.stay.id : randomUUID();
    if (effect.kind === 'restarted')
      await tx.update(
        CreditListEntry,
        { id },
        { termFrom: effect.termFrom, ground: effect.ground, version: () => 'version + 1' },
      );
    else
      await tx.insert(CreditListEntry, {
        id,
        organizationId: organization.id,
        list: listOf(ground),
        ground,
        listedOn: entry.listedOn,
        termFrom: entry.listedOn,
        removedOn: null,
        removalReason: null,
        proposedBy: entry.proposedBy,
        confirmedBy: viewer.accountId,
        version: 1,
      });
    await this.ledger.append(
      tx,
      creditRecorded(viewer, { id, creditCode: entry.creditCode, summary: `${listOf(ground)} ${ground}` }),
    );
    await this.audit.record(tx, {
      viewer,
      action: effect.kind === 'listed' ? 'credit-listed' : 'credit-term-restarted',
      subject: ['organization', organization.id],
      after: { ground, listedOn: entry.listedOn },
    });
    return id;
  }
}
