import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay } from '../../kernel/calendar.js';
import { accepted, found, type Outcome, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ListingLetter } from './case.entity.js';
import { findingsInLetter, type LetterOutcome } from './case.rules.js';
import { caseByNumber, lettersOf } from './cases.queries.js';
import { termsOn } from './terms.rules.js';

/** Letters to the registered address: two unsigned ones show that a body cannot be reached. (R-CR-08 G6) */
@Injectable()
export class LettersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** A letter to the registered address was posted. */
  sendLetter(
    viewer: SignedIn,
    number: string,
    letter: { sentOn: CalendarDay; tracking: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await caseByNumber(tx, number));
      const letters = await lettersOf(tx, one.id);
      const today = this.clock.today();
      const findings = [
        ...(one.status === 'FOUND' ? [] : [{ code: 'action-not-possible' }]),
        ...findingsInLetter(letters, letter.sentOn, { today, foundOn: one.foundOn, terms: termsOn(today) }),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const position = letters.length + 1;
      await tx.insert(ListingLetter, {
        id: randomUUID(),
        caseId: one.id,
        position,
        sentOn: letter.sentOn,
        tracking: letter.tracking,
        outcome: null,
        outcomeOn: null,
      });
      await this.record(tx, viewer, 'listing-letter-sent', [number, { position, sentOn: letter.sentOn }]);
      return accepted(null);
    });
  }

  /** What became of a letter: signed for, or returned unsigned. */
  letterCameBack(
    viewer: SignedIn,
    number: string,
    position: number,
    { outcome, outcomeOn }: { outcome: LetterOutcome; outcomeOn: CalendarDay },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = found(await caseByNumber(tx, number));
      const letter = found((await lettersOf(tx, one.id)).find((each) => each.position === position));
      if (letter.outcome !== null || one.status !== 'FOUND')
        return refused<null>([{ code: 'action-not-possible' }]);
      if (outcomeOn > this.clock.today())
        return refused<null>([{ code: 'credit-day-in-future', field: 'outcomeOn' }]);
      if (outcomeOn < letter.sentOn)
        return refused<null>([
          { code: 'lists-before-found', field: 'outcomeOn', args: { day: letter.sentOn } },
        ]);
      await tx.update(ListingLetter, { caseId: one.id, position }, { outcome, outcomeOn });
      await this.record(tx, viewer, 'listing-letter-came-back', [number, { position, outcome, outcomeOn }]);
      return accepted(null);
    });
  }

  private record(
    tx: EntityManager,
    viewer: SignedIn,
    action: string,
    [number, after]: readonly [string, object],
  ): Promise<void> {
    return this.audit.record(tx, { viewer, action, subject: ['listing-case', number], after });
  }
}
