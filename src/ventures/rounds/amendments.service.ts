import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { RoundAmendment, RoundVersion } from './amendment.entity.js';
import {
  type Amended,
  amended,
  AMENDMENT_LIFE,
  type AmendmentAction,
  findingsAgainstAmendment,
  roundAmended,
} from './amendment.rules.js';
import { type AmendmentDetail, openAmendment, versionsOfRound } from './amendments.queries.js';
import { CallMail } from './call-mail.service.js';
import { frozenText } from './frozen.rules.js';
import { frozenReadiness } from './readiness.rules.js';
import { Round } from './round.entity.js';
import { type RoundDetail } from './rounds.queries.js';
import { type RoundInSetup, roundInSetup } from './setup.queries.js';
import { columnsOf } from './setup.rules.js';

/** Amendments of an open call: a working copy, proposed by one person, published by another. (B10) */
@Injectable()
export class AmendmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly mail: CallMail,
  ) {}

  /** Begins a working copy of an open call; the set-up pages edit it from now on. */
  prepare(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { round, setup } = await roundInSetup(tx, number);
      if (round.status !== 'OPEN') return refused<null>([{ code: 'amendment-not-open' }]);
      if (round.terms === null) return refused<null>([{ code: 'amendment-without-terms' }]);
      if ((await openAmendment(tx, round.id)) !== null)
        return refused<null>([{ code: 'amendment-on-the-way' }]);
      await tx.insert(RoundAmendment, {
        id: randomUUID(),
        roundId: round.id,
        baseVersion: round.rulesVersion,
        setup,
        reason: null,
        status: 'PREPARING',
        preparedBy: viewer.accountId,
        preparedAt: this.clock.now(),
        proposedBy: null,
        proposedAt: null,
        decidedBy: null,
        decidedAt: null,
        version: 1,
      });
      await this.audit.record(tx, { viewer, action: 'amendment-prepared', subject: ['round', number] });
      return accepted(null);
    });
  }

  /** Hands the working copy to a second person, with the reason that will be public. */
  propose(viewer: SignedIn, number: string, reason: string, version: number): Promise<Outcome<null>> {
    return this.step(viewer, [number, version], 'propose', (_, { one, inSetup }) => {
      const findings = this.findings(inSetup, one);
      const proposal = { reason, proposedBy: viewer.accountId, proposedAt: this.clock.now() };
      return Promise.resolve(findings.length > 0 ? refused(findings) : accepted(proposal));
    });
  }

  /** Back to the one who prepares it, or away with it. */
  turn(
    viewer: SignedIn,
    number: string,
    version: number,
    action: 'takeBack' | 'discard',
  ): Promise<Outcome<null>> {
    return this.step(viewer, [number, version], action, () =>
      Promise.resolve(
        accepted(action === 'discard' ? { decidedBy: viewer.accountId, decidedAt: this.clock.now() } : {}),
      ),
    );
  }

  /**
   * Publishes: the call is what the working copy says, under a new hash in the ledger; it closes later where the rule
   * asks; the version before stays beside it; everybody who has begun to apply is told. (B10)
   */
  publish(viewer: SignedIn, number: string, version: number): Promise<Outcome<null>> {
    return this.step(viewer, [number, version], 'publish', async (tx, { one, inSetup }) => {
      const { round, setup, calendar } = inSetup;
      const findings = [
        ...(one.proposedBy === viewer.accountId ? [{ code: 'amendment-own' }] : []),
        ...this.findings(inSetup, one),
      ];
      if (findings.length > 0) return refused(findings);
      if (one.baseVersion !== round.rulesVersion) throw new Problem('changed-meanwhile');
      const outcome = amended(setup, one.setup, { today: this.clock.today(), calendar });
      await this.publishVersion(tx, viewer, inSetup, { outcome, reason: one.reason });
      await this.mail.amended(tx, { ...round, id: round.id });
      return accepted({ decidedBy: viewer.accountId, decidedAt: this.clock.now() });
    });
  }

  private async publishVersion(
    tx: EntityManager,
    viewer: SignedIn,
    { round, calendar }: RoundInSetup,
    { outcome, reason }: { readonly outcome: Amended; readonly reason: string | null },
  ): Promise<void> {
    if ((await versionsOfRound(tx, round.id)).length === 0) await this.keepFirst(tx, round);
    const now = this.clock.now();
    const columns = columnsOf(outcome.setup);
    const rulesHash = createHash('sha256').update(frozenText(columns)).digest('hex');
    const next = round.rulesVersion + 1;
    const { potFen, closesAt, nameZh, nameEn, rules, terms } = columns;
    const { isExtended } = outcome;
    const { seq: ledgerSeq } = await this.ledger.append(
      tx,
      roundAmended(viewer, round.number, { version: next, rulesHash, potFen, closesAt, isExtended }),
    );
    await tx.insert(RoundVersion, {
      id: randomUUID(),
      roundId: round.id,
      version: next,
      nameZh,
      nameEn,
      potFen,
      closesAt,
      rules,
      terms,
      rulesHash,
      ledgerSeq,
      publishedAt: now,
      reason,
      changes: outcome.changes as never,
      isExtended: isExtended ? 1 : 0,
      isProvisional: outcome.provisional ? 1 : 0,
    });
    const done = await tx.update(
      Round,
      { id: round.id, version: round.version },
      {
        ...columns,
        readiness: JSON.stringify(frozenReadiness(outcome.setup, calendar, now)),
        rulesHash,
        rulesVersion: next,
        ledgerSeq,
        version: round.version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }

  /** The call as it was first published, kept when it is amended for the first time. */
  private async keepFirst(tx: EntityManager, round: RoundDetail): Promise<void> {
    const { rules, terms } = found(await tx.findOneBy(Round, { id: round.id }));
    await tx.insert(RoundVersion, {
      id: randomUUID(),
      roundId: round.id,
      version: round.rulesVersion,
      nameZh: round.nameZh,
      nameEn: round.nameEn,
      potFen: round.potFen,
      closesAt: round.closesAt,
      rules,
      terms: found(terms),
      rulesHash: found(round.rulesHash),
      ledgerSeq: found(round.ledgerSeq),
      publishedAt: found(round.publishedAt),
      reason: null,
      changes: [] as never,
      isExtended: 0,
      isProvisional: 0,
    });
  }

  private findings(
    { round, setup, calendar }: RoundInSetup,
    one: AmendmentDetail,
  ): ReturnType<typeof findingsAgainstAmendment> {
    const at = { now: this.clock.now(), today: this.clock.today(), calendar };
    return findingsAgainstAmendment(round, [setup, one.setup], at);
  }

  /** One step of the amendment on the way: what `act` answers is written with it. */
  private step(
    viewer: SignedIn,
    [number, version]: readonly [number: string, version: number],
    action: AmendmentAction,
    act: (
      tx: EntityManager,
      view: { readonly one: AmendmentDetail; readonly inSetup: RoundInSetup },
    ) => Promise<Outcome<Partial<RoundAmendment>>>,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const inSetup = await roundInSetup(tx, number);
      const one = found(await openAmendment(tx, inSetup.round.id));
      if (one.version !== version) throw new Problem('changed-meanwhile');
      const next = follow(AMENDMENT_LIFE, one.status, action);
      if (!next.ok) return next;
      const outcome = await act(tx, { one, inSetup });
      if (!outcome.ok) return outcome;
      const done = await tx.update(
        RoundAmendment,
        { id: one.id, version },
        { ...outcome.value, setup: undefined, status: next.value, version: version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: `amendment-${PAST[action]}`,
        subject: ['round', number],
        after: { status: next.value },
      });
      return accepted(null);
    });
  }
}

const PAST: Readonly<Record<AmendmentAction, string>> = {
  propose: 'proposed',
  takeBack: 'taken-back',
  publish: 'published',
  discard: 'discarded',
};
