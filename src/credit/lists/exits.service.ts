import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addWorkingDays } from '../../kernel/calendar.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { workingDays } from '../../reference/reference.queries.js';
import { ListEvidence, ListExit } from './case.entity.js';
import { EXIT_LIFE } from './case.rules.js';
import { exitByNumber, hasOpenExit, nextNumber } from './cases.queries.js';
import { type NamedFile } from './cases.service.js';
import { listEntry } from './lists.queries.js';
import { ListsService } from './lists.service.js';
import { termsOn } from './terms.rules.js';

/** Leaving a list on application: duties done or repair, verified by one person and carried out by another. */
@Injectable()
export class ExitsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly lists: ListsService,
    private readonly audit: Audit,
  ) {}

  /**
   * An application about a stay, by the body itself or entered by the bureau from paper; free of charge. Refused before
   * its day with the day. Answers its number. (R-CR-11, R-CR-14, R-CR-24)
   */
  apply(
    viewer: SignedIn,
    entryId: string,
    application: { exit: 'DUTIES_DONE' | 'REPAIRED'; statement: string; files: readonly NamedFile[] },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const entry = found(await listEntry(tx, entryId));
      if (viewer.organizationId !== null && viewer.organizationId !== entry.organizationId)
        throw new Problem('not-found');
      const findings: Finding[] = this.lists.against(entry, application.exit);
      if (findings.length === 0 && (await hasOpenExit(tx, entryId)))
        findings.push({ code: 'lists-exit-open' });
      if (findings.length > 0) return refused<string>(findings);
      const today = this.clock.today();
      const number = await nextNumber(tx, 'TC', today.slice(0, 4));
      const due = addWorkingDays(await workingDays(tx), today, termsOn(today).verificationWorkingDays);
      const id = randomUUID();
      const submittedAt = this.clock.now();
      await tx.insert(ListExit, {
        id,
        number,
        entryId,
        exit: application.exit,
        statement: application.statement,
        submittedAt,
        submittedBy: viewer.accountId,
        status: 'SUBMITTED',
        checkDueOn: due.day,
        isProvisional: due.provisional ? 1 : 0,
        version: 1,
      });
      for (const { name, sha256, size, type } of application.files)
        await tx.insert(ListEvidence, {
          id: randomUUID(),
          subjectType: 'exit',
          subjectId: id,
          side: viewer.organizationId === null ? 'bureau' : 'body',
          name: name.slice(0, 150),
          sha256,
          size,
          type,
          addedAt: submittedAt,
        });
      await this.audit.record(tx, {
        viewer,
        action: 'list-exit-applied',
        subject: ['list-exit', number],
        after: { exit: application.exit },
      });
      return accepted(number);
    });
  }

  /** What the check found; once verified, removal is due within five working days. (R-CR-11, R-CR-14) */
  check(
    viewer: SignedIn,
    number: string,
    result: { action: 'verify' | 'refuse'; finding: string; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await exitByNumber(tx, number));
      const next = follow(EXIT_LIFE, one.status, result.action);
      if (!next.ok) return next;
      const entry = found(await listEntry(tx, one.entryId));
      const findings = result.action === 'verify' ? this.lists.against(entry, one.exit) : [];
      if (findings.length > 0) return refused<null>(findings);
      const today = this.clock.today();
      const removal = addWorkingDays(await workingDays(tx), today, termsOn(today).removalWorkingDays);
      const done = await tx.update(
        ListExit,
        { id: one.id, version: result.version },
        {
          status: next.value,
          finding: result.finding,
          checkedOn: today,
          checkedBy: viewer.accountId,
          removalDueOn: result.action === 'verify' ? removal.day : null,
          isProvisional: removal.provisional ? 1 : 0,
          version: result.version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: `list-exit-${result.action === 'verify' ? 'verified' : 'refused'}`,
        subject: ['list-exit', number],
        after: { finding: result.finding },
      });
      return accepted(null);
    });
  }

  /** Takes the body off the list, by another person than the one who verified. (domain.md 6.4) */
  remove(viewer: SignedIn, number: string, { version }: { version: number }): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await exitByNumber(tx, number));
      const next = follow(EXIT_LIFE, one.status, 'remove');
      if (!next.ok) return next;
      const entry = found(await listEntry(tx, one.entryId));
      const findings = this.lists.against(entry, one.exit);
      if (one.checkedBy === viewer.accountId) findings.push({ code: 'credit-own-entry' });
      if (findings.length > 0) return refused<null>(findings);
      const done = await tx.update(
        ListExit,
        { id: one.id, version },
        { status: next.value, removedBy: viewer.accountId, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.lists.leaveWithin(tx, viewer, entry, { exit: one.exit, reason: one.finding ?? one.number });
      return accepted(null);
    });
  }
}
