import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { count, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RoundAmendment } from './amendment.entity.js';
import { openAmendment } from './amendments.queries.js';
import { type RoundSetup } from './readiness.rules.js';
import { Round } from './round.entity.js';
import { type RoundDetail } from './rounds.queries.js';
import { changedParts, columnsOf, findingsInDraft } from './setup.rules.js';
import { roundInSetup, timetableRules } from './setup.queries.js';
import { copiedSetup, type RoundStart, standardSetup } from './standard-setup.rules.js';

/** Sets a round up: begun with proposals or as a copy, then changed part by part until it is published. */
@Injectable()
export class SetupService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** A new draft from the standard set-up, or from that of an earlier round. Answers its number. (B12) */
  create(viewer: SignedIn, start: RoundStart, copyOf: string | null = null): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const setup =
        copyOf === null
          ? standardSetup(start, await timetableRules(tx))
          : await roundInSetup(tx, copyOf).then((one) => copiedSetup(one.setup, start, one.calendar));
      const number = await nextNumber(tx, start.opensOn.slice(0, 4));
      await tx.insert(Round, {
        id: randomUUID(),
        number,
        status: 'DRAFT',
        awardedFen: 0,
        rulesHash: null,
        drawSeed: null,
        publishedAt: null,
        ledgerSeq: null,
        isLegacy: 0,
        lastNumber: 0,
        copyOf,
        version: 1,
        ...columnsOf(setup),
      });
      await this.audit.record(tx, {
        viewer,
        action: 'round-created',
        subject: ['round', number],
        after: { potFen: setup.potFen, ...(copyOf === null ? {} : { copyOf }) },
      });
      return accepted(number);
    });
  }

  /** The one way in which a page writes a draft: `change` makes the new set-up of the one that `version` shows. */
  change(
    viewer: SignedIn,
    number: string,
    version: number,
    change: (setup: RoundSetup) => RoundSetup,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, setup } = await roundInSetup(tx, number);
      if (round.status !== 'DRAFT') return this.changeWorkingCopy(tx, viewer, round, [version, change]);
      if (round.version !== version) throw new Problem('changed-meanwhile');
      const after = change(setup);
      const findings = findingsInDraft(after);
      if (findings.length > 0) return refused<null>(findings);
      const done = await tx.update(
        Round,
        { id: round.id, version },
        { ...columnsOf(after), version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'round-changed',
        subject: ['round', number],
        after: { parts: changedParts(setup, after) },
      });
      return accepted(null);
    });
  }

  /** The same for an open call: what changes is the working copy of the amendment in preparation. (B10) */
  private async changeWorkingCopy(
    tx: EntityManager,
    viewer: SignedIn,
    round: RoundDetail,
    [version, change]: readonly [version: number, change: (setup: RoundSetup) => RoundSetup],
  ): Promise<Outcome<null>> {
    const one = round.status === 'OPEN' ? await openAmendment(tx, round.id) : null;
    if (one?.status !== 'PREPARING') return refused<null>([{ code: 'round-is-published' }]);
    if (one.version !== version) throw new Problem('changed-meanwhile');
    const after = change(one.setup);
    const findings = findingsInDraft(after);
    if (findings.length > 0) return refused<null>(findings);
    const done = await tx.update(
      RoundAmendment,
      { id: one.id, version },
      { setup: after as never, version: version + 1 },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    await this.audit.record(tx, {
      viewer,
      action: 'amendment-changed',
      subject: ['round', round.number],
      after: { parts: changedParts(one.setup, after) },
    });
    return accepted(null);
  }
}

/** 2019-01, 2019-02 …: the year of opening and a running number; unique by constraint. */
async function nextNumber(tx: EntityManager, year: string): Promise<string> {
  const last = await count(
    tx,
    sql`SELECT coalesce(max(CAST(substr(number, 6) AS integer)), 0) AS n FROM grant_round WHERE number LIKE ${`${year}-%`}`,
  );
  return `${year}-${String(last + 1).padStart(2, '0')}`;
}
