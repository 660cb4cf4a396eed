import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EligibilityService } from '../../eligibility/eligibility.service.js';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { extensionsOf } from '../rounds/extensions.queries.js';
import { Round } from '../rounds/round.entity.js';
import { type RoundDetail, roundByNumber } from '../rounds/rounds.queries.js';
import { Application } from './application.entity.js';
import { commonAnswers } from './application.rules.js';
import { findingsAgainstOpening, roundUnsealed } from './opening.rules.js';
import { ApplicationSeal, RoundOpening } from './seal.entity.js';
import { openedText, type SealedContent } from './sealing.rules.js';
import { openingOf, type ToOpen, toOpen } from './seals.queries.js';
import { Seals, sha256 } from './seals.service.js';
import { perHeadOf } from './submission.rules.js';

/** What an opening did. */
export interface Opened {
  readonly applications: number;
  readonly digest: string;
  /** Numbers of those that no longer are what was handed in: they stay sealed, and everybody is told. */
  readonly broken: readonly string[];
}

/** The opening of a round: one person proposes it, another does it, and the ledger says what was opened. (E7) */
@Injectable()
export class OpeningsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly seals: Seals,
    private readonly eligibility: EligibilityService,
  ) {}

  /** The first of two: nothing is opened by it. */
  propose(viewer: SignedIn, roundNumber: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const findings = await this.findings(tx, round, { by: viewer.accountId, act: 'propose' });
      if (findings.length > 0) return refused<null>(findings);
      await tx.insert(RoundOpening, {
        roundId: round.id,
        proposedBy: viewer.accountId,
        proposedAt: this.clock.now(),
        confirmedBy: null,
        confirmedAt: null,
        applications: null,
        digest: null,
        ledgerSeq: null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'round-opening-proposed',
        subject: ['round', roundNumber],
      });
      return accepted(null);
    });
  }

  /** The second of two: every application is opened and compared with its hash; what differs stays closed, by name. */
  confirm(viewer: SignedIn, roundNumber: string): Promise<Outcome<Opened>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const findings = await this.findings(tx, round, { by: viewer.accountId, act: 'confirm' });
      if (findings.length > 0) return refused<Opened>(findings);
      const now = this.clock.now();
      const done = await tx.update(
        Round,
        { id: round.id, version: round.version },
        { openedAt: now, version: round.version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      const good: ToOpen[] = [];
      const broken: string[] = [];
      for (const one of await toOpen(tx, round.id))
        if (await this.opened(tx, round.id, one)) good.push(one);
        else broken.push(one.number);
      await this.eligibility.unseal(
        tx,
        'application',
        good.map(({ number }) => number),
      );
      const digest = sha256(openedText(good));
      const opened = { applications: good.length, digest, broken };
      const { proposedBy } = found(await openingOf(tx, round.id));
      const { seq } = await this.ledger.append(
        tx,
        roundUnsealed(viewer, { roundNumber, proposedBy, ...opened }),
      );
      await tx.update(
        RoundOpening,
        { roundId: round.id },
        {
          confirmedBy: viewer.accountId,
          confirmedAt: now,
          applications: good.length,
          digest,
          ledgerSeq: seq,
        },
      );
      await this.audit.record(tx, {
        viewer,
        action: 'round-opened',
        subject: ['round', roundNumber],
        after: opened,
      });
      return accepted(opened);
    });
  }

  /**
   * Mends a seal that an opening found broken, from the file that the organization downloaded: taken only if it is,
   * to the byte, what the receipt's hash covers.
   */
  mend(viewer: SignedIn, roundNumber: string, text: string): Promise<Outcome<string>> {
    const contentHash = sha256(text);
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const one = (await toOpen(tx, round.id)).find(
        (candidate) => candidate.contentHash === contentHash && candidate.openedAt === null,
      );
      if (round.openedAt === null || one === undefined)
        return refused<string>([{ code: 'opening-file-of-none', field: 'file' }]);
      await this.write(tx, one, JSON.parse(text) as SealedContent);
      await this.eligibility.unseal(tx, 'application', [one.number]);
      await this.audit.record(tx, {
        viewer,
        action: 'application-seal-mended',
        subject: ['application', one.number],
        after: { contentHash },
      });
      return accepted(one.number);
    });
  }

  private async findings(
    tx: EntityManager,
    round: RoundDetail,
    { by, act }: { by: string; act: 'propose' | 'confirm' },
  ): Promise<Finding[]> {
    const opening = await openingOf(tx, round.id);
    const extensions = await extensionsOf(tx, round.id);
    return findingsAgainstOpening({ round, extensions, opening, now: this.clock.now() }, { by, act });
  }

  /** Whether it is what was handed in; then it is readable from now on. */
  private async opened(tx: EntityManager, roundId: string, one: ToOpen): Promise<boolean> {
    // From before there were seals: it lies open, and its hash is of another form.
    if (one.sealed === null) return true;
    const text = await this.read(tx, roundId, { ...one, sealed: one.sealed });
    if (text === null || sha256(text) !== one.contentHash) {
      await tx.update(ApplicationSeal, { applicationId: one.id }, { brokenAt: this.clock.now() });
      return false;
    }
    await this.write(tx, one, JSON.parse(text) as SealedContent);
    return true;
  }

  private async write(tx: EntityManager, one: ToOpen, content: SealedContent): Promise<void> {
    const columns = await this.seals.restore(tx, one.id, content);
    const done = await tx.update(
      Application,
      { id: one.id, version: one.version },
      {
        ...columns,
        content: columns.content as never,
        perHeadFen: perHeadOf(content.askedFen, commonAnswers(content.content).beneficiaries),
        version: one.version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    await tx.update(ApplicationSeal, { applicationId: one.id }, { openedAt: this.clock.now() });
  }

  /** Whatever is wrong with a seal is found by reading it: the key, the place, or a single changed byte. */
  private async read(
    tx: EntityManager,
    roundId: string,
    { id, number, sealed }: { id: string; number: string; sealed: string },
  ): Promise<string | null> {
    try {
      return await this.seals.textOf(tx, roundId, { applicationId: id, number, sealed });
    } catch {
      return null;
    }
  }
}
