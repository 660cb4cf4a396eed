import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { correctedRecord, correctionOf, findingsInCorrection } from './correction.rules.js';
import { CreditCorrection } from './record.entity.js';
import { type CreditEntry, type RecordFields } from './record-fields.rules.js';
import { correctionDueOn, creditCorrected, CREDIT_LIFE, entryDueOn } from './record.rules.js';
import { RecordBook } from './record-book.service.js';
import {
  correctionById,
  type CorrectionLine,
  correctionsOf,
  recordById,
  type RecordLine,
} from './records.queries.js';

export interface CorrectionEntry {
  readonly content: Omit<CreditEntry, 'creditCode' | 'category'>;
  readonly reason: string;
  /** The objection that this correction answers. */
  readonly objection?: string | undefined;
}

export interface Verdict {
  readonly verdict: 'approve' | 'refuse';
  readonly reason: string;
  readonly version: number;
}

/** Corrections of records: proposed by one person, approved by another, kept as a new version. (R-CR-15, R-CR-17) */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly book: RecordBook,
  ) {}

  propose(viewer: SignedIn, recordId: string, entry: CorrectionEntry): Promise<Outcome<string>> {
    return this.work.write((tx) => this.proposeWithin(tx, viewer, recordId, entry));
  }

  /** A proposal inside the caller's transaction; answers its id. */
  async proposeWithin(
    tx: EntityManager,
    viewer: SignedIn,
    recordId: string,
    entry: CorrectionEntry,
  ): Promise<Outcome<string>> {
    const record = found(await recordById(tx, recordId));
    const today = this.clock.today();
    const before = { ...record, fields: JSON.parse(record.fields) as RecordFields };
    const open = (await correctionsOf(tx, recordId)).some(({ status }) => status === 'PROPOSED');
    const findings = [
      ...(open ? [{ code: 'credit-correction-open' }] : []),
      ...findingsInCorrection(before, entry.content, today),
    ];
    if (findings.length > 0) return refused<string>(findings);
    const id = randomUUID();
    await tx.insert(CreditCorrection, {
      id,
      recordId,
      baseVersion: record.version,
      changes: correctionOf(before, entry.content),
      reason: entry.reason,
      objectionNumber: entry.objection ?? null,
      status: 'PROPOSED',
      proposedBy: viewer.accountId,
      proposedAt: this.clock.now(),
      dueOn: correctionDueOn(await workingDays(tx), today).day,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      version: 1,
    });
    await this.audit.record(tx, {
      viewer,
      action: 'credit-correction-proposed',
      subject: ['credit-record', recordId],
      after: { correction: id },
    });
    return accepted(id);
  }

  decide(viewer: SignedIn, id: string, verdict: Verdict): Promise<Outcome<null>> {
    return this.work.write((tx) => this.decideWithin(tx, viewer, id, verdict));
  }

  /** Approves or refuses a proposal; whoever proposed it may not. Approved, the record has a new version. */
  async decideWithin(
    tx: EntityManager,
    viewer: SignedIn,
    id: string,
    { verdict, reason, version }: Verdict,
  ): Promise<Outcome<null>> {
    const proposal = found(await correctionById(tx, id));
    const record = found(await recordById(tx, proposal.recordId));
    if (proposal.proposedBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
    if (proposal.status !== 'PROPOSED') return refused<null>([{ code: 'action-not-possible' }]);
    const approved = verdict === 'approve';
    if (approved && !fits(proposal, record)) return refused<null>([{ code: 'credit-correction-stale' }]);
    const next = follow(CREDIT_LIFE, record.status, 'correct');
    if (approved && !next.ok) return next;
    const done = await tx.update(
      CreditCorrection,
      { id, version, status: 'PROPOSED' },
      {
        status: approved ? 'APPROVED' : 'REFUSED',
        decidedBy: viewer.accountId,
        decidedAt: this.clock.now(),
        decisionReason: reason,
        version: version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    if (approved) await this.apply(tx, viewer, record, proposal);
    await this.audit.record(tx, {
      viewer,
      action: approved ? 'credit-corrected' : 'credit-correction-refused',
      subject: ['credit-record', record.id],
      after: { correction: id, reason },
    });
    return accepted(null);
  }

  private async apply(
    tx: EntityManager,
    viewer: SignedIn,
    record: RecordLine,
    proposal: CorrectionLine,
  ): Promise<void> {
    const before = { ...record, fields: JSON.parse(record.fields) as RecordFields };
    const after = correctedRecord(before, proposal.changes);
    const { day: dueOn } = entryDueOn(await workingDays(tx), after.formedOn);
    await this.book.change(
      tx,
      record,
      { ...after, dueOn, status: 'CORRECTED' },
      { viewer, act: 'credit-corrected', reason: proposal.reason },
    );
    await this.ledger.append(
      tx,
      creditCorrected(viewer, { id: record.id, creditCode: record.creditCode, summary: after.summary }),
    );
  }
}

/** Whether the record is still what the proposal was drawn up on, an objection's arrival aside: that changes no content. */
function fits({ changes }: CorrectionLine, record: RecordLine): boolean {
  const now: Readonly<Record<string, unknown>> = {
    ...record,
    ...(JSON.parse(record.fields) as RecordFields),
  };
  return changes.every(({ field, from }) => (now[field] ?? null) === from);
}
