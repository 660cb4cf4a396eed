import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationByCode } from '../../organizations/organizations.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type StoredFile } from '../../platform/files/file-store.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { CreditFile } from './record.entity.js';
import {
  type CreditEntry,
  fieldsOfEntry,
  findingsInCreditEntry,
  isCategory,
  type RecordFields,
} from './record-fields.rules.js';
import {
  CREDIT_LIFE,
  type CreditCategory,
  type CreditClass,
  type CreditDecision,
  creditRecorded,
  creditWithdrawn,
  entryDueOn,
  needsReason,
} from './record.rules.js';
import { RecordBook, type RecordPatch } from './record-book.service.js';
import { recordById, type RecordLine, recordsPastTheirDay } from './records.queries.js';
import { findingsAgainstRepair } from './repair.rules.js';
import { publicationWindow, waysToApprove } from './repair-terms.rules.js';

/** Credit records: entry, approval by another person, and the end of publication. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly book: RecordBook,
  ) {}

  /** Enters a record; late entry is possible and stays visible. (R-CR-05) */
  enter(viewer: SignedIn, entry: CreditEntry): Promise<Outcome<string>> {
    return this.work.write((tx) => this.enterWithin(tx, viewer, entry));
  }

  /**
   * Enters a record inside the caller's transaction, so that an act and its credit information stand or fall
   * together; `viewer` null for what the system records. Answers the record's id. (R-CR-01, R-CR-05)
   */
  async enterWithin(
    tx: EntityManager,
    viewer: SignedIn | null,
    entry: CreditEntry,
  ): Promise<Outcome<string>> {
    const known = (await organizationByCode(tx, entry.creditCode)) !== null;
    const findings = findingsInCreditEntry(entry, this.clock.today());
    if (!known || findings.length > 0)
      return refused<string>([...(known ? [] : [UNKNOWN_BODY]), ...findings]);
    const opened = await this.open(tx, viewer, entry, 'RECORDED');
    if (!opened.ok) return opened;
    const { creditCode, category, summary, formedOn } = entry;
    await this.ledger.append(tx, creditRecorded(viewer, { id: opened.value, creditCode, summary }));
    await this.audit.record(tx, {
      viewer,
      action: 'credit-recorded',
      subject: ['credit-record', opened.value],
      after: { category, summary, formedOn },
    });
    return opened;
  }

  /** Keeps what was entered so far; only its body, day, category and summary have to be there. */
  draft(viewer: SignedIn, entry: CreditEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const opened = await this.open(tx, viewer, entry, 'DRAFT');
      if (opened.ok)
        await this.audit.record(tx, {
          viewer,
          action: 'credit-drafted',
          subject: ['credit-record', opened.value],
        });
      return opened;
    });
  }

  /** Changes one's own draft, and records it where asked to. */
  continueDraft(
    viewer: SignedIn,
    id: string,
    { entry, version, record }: { entry: CreditEntry; version: number; record: boolean },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const draft = fresh(await recordById(tx, id), version);
      if (draft.status !== 'DRAFT' || draft.enteredBy !== viewer.accountId) throw new Problem('not-found');
      const findings = record ? findingsInCreditEntry(entry, this.clock.today()) : [];
      if (findings.length > 0) return refused<null>(findings);
      const { day: dueOn } = entryDueOn(await workingDays(tx), entry.formedOn);
      const patch: RecordPatch = {
        ...entered(draft.category, entry),
        dueOn,
        ...(record ? { status: 'RECORDED', recordedAt: this.clock.now() } : {}),
      };
      const act = record ? 'credit-recorded' : 'credit-drafted';
      await this.book.change(tx, draft, patch, { viewer, act });
      const { creditCode } = draft;
      if (record)
        await this.ledger.append(tx, creditRecorded(viewer, { id, creditCode, summary: entry.summary }));
      await this.audit.record(tx, { viewer, action: act, subject: ['credit-record', id] });
      return accepted(null);
    });
  }

  /** Throws away one's own draft; nothing of it was ever shown. */
  discard(viewer: SignedIn, id: string, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const draft = fresh(await recordById(tx, id), version);
      if (draft.enteredBy !== viewer.accountId) throw new Problem('not-found');
      const next = follow(CREDIT_LIFE, draft.status, 'discard');
      if (!next.ok) return next;
      await this.book.change(tx, draft, { status: next.value }, { viewer, act: 'credit-discarded' });
      await this.audit.record(tx, { viewer, action: 'credit-discarded', subject: ['credit-record', id] });
      return accepted(null);
    });
  }

  /** Keeps the source document of a record. */
  attach(viewer: SignedIn, id: string, file: StoredFile & { readonly name: string }): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const record = found(await recordById(tx, id));
      if (record.status !== 'DRAFT' && record.status !== 'RECORDED')
        return refused<null>([{ code: 'credit-source-too-late', field: 'file' }]);
      await tx.insert(CreditFile, {
        id: randomUUID(),
        subjectType: 'record',
        subjectId: id,
        kind: 'SOURCE',
        ...file,
        addedBy: viewer.accountId,
        addedAt: this.clock.now(),
      });
      await this.audit.record(tx, {
        viewer,
        action: 'credit-source-attached',
        subject: ['credit-record', id],
        after: { sha256: file.sha256 },
      });
      return accepted(null);
    });
  }

  /** Publishes, holds, repairs or withdraws a record; whoever entered it may not. (domain.md 6.4) */
  decide(
    viewer: SignedIn,
    id: string,
    action: CreditDecision,
    { version, reason }: { version: number; reason?: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const record = fresh(await recordById(tx, id), version);
      if (record.enteredBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
      const findings = this.findingsAgainst(record, action, reason);
      if (findings.length > 0) return refused<null>(findings);
      return this.move(tx, record, action, { viewer, act: DONE[action], reason });
    });
  }

  /** One decided step with its version, its line in the ledger where one is due, and its line in the trail. */
  async move(
    tx: EntityManager,
    record: RecordLine,
    action: CreditDecision,
    by: { viewer: SignedIn; act: string; reason?: string | undefined },
  ): Promise<Outcome<null>> {
    const next = follow(CREDIT_LIFE, record.status, action);
    if (!next.ok) return next;
    const today = this.clock.today();
    const published =
      action === 'publish'
        ? { publishedOn: today, unpublishOn: publicationWindow(record.recordClass, today).unpublishOn }
        : {};
    await this.book.change(
      tx,
      record,
      { status: next.value, approvedBy: by.viewer.accountId, ...published },
      by,
    );
    if (action === 'repair') await this.ledger.forget(tx, 'record', record.id);
    if (action === 'withdraw') await this.ledger.append(tx, creditWithdrawn(by.viewer, named(record)));
    await this.audit.record(tx, {
      viewer: by.viewer,
      action: by.act,
      subject: ['credit-record', record.id],
      before: { status: record.status },
      after: { status: next.value, reason: by.reason ?? null },
    });
    return accepted(null);
  }

  /**
   * Takes down what has reached the last day of its publication; again on the same day it finds nothing. Answers
   * how many. (R-CR-24)
   */
  archiveDue(): Promise<number> {
    return this.work.write(async (tx) => {
      const due = await recordsPastTheirDay(tx, this.clock.today());
      for (const record of due) {
        await this.book.change(
          tx,
          record,
          { status: 'ARCHIVED' },
          { viewer: null, act: 'credit-archived', reason: record.unpublishOn ?? undefined },
        );
        await this.audit.record(tx, {
          viewer: null,
          action: 'credit-archived',
          subject: ['credit-record', record.id],
          before: { status: record.status },
          after: { status: 'ARCHIVED' },
        });
      }
      return due.length;
    });
  }

  private findingsAgainst(record: RecordLine, action: CreditDecision, reason?: string): Finding[] {
    const step = follow(CREDIT_LIFE, record.status, action);
    if (!step.ok) return [...step.findings];
    if (needsReason(record.status, action) && reason === undefined)
      return [{ code: 'credit-reason-needed', field: 'reason' }];
    const today = this.clock.today();
    if (action === 'repair')
      return findingsAgainstRepair({ ...record, fields: JSON.parse(record.fields) as RecordFields }, today);
    if (action === 'withdraw' || waysToApprove(record.recordClass, today).includes(action)) return [];
    return [{ code: action === 'publish' ? 'credit-not-to-publish' : 'credit-not-to-hold' }];
  }

  private async open(
    tx: EntityManager,
    viewer: SignedIn | null,
    entry: CreditEntry,
    status: 'DRAFT' | 'RECORDED',
  ): Promise<Outcome<string>> {
    const organization = await organizationByCode(tx, entry.creditCode);
    if (organization === null || !isCategory(entry.category)) return refused<string>([UNKNOWN_BODY]);
    const { day: dueOn } = entryDueOn(await workingDays(tx), entry.formedOn);
    const id = randomUUID();
    const record = {
      id,
      organizationId: organization.id,
      category: entry.category,
      ...entered(entry.category, entry),
      status,
      dueOn,
      recordedAt: this.clock.now(),
      enteredBy: viewer?.accountId ?? 'system',
      approvedBy: null,
      publishedOn: null,
      unpublishOn: null,
    };
    const act = status === 'DRAFT' ? 'credit-drafted' : 'credit-recorded';
    await this.book.open(tx, record, { viewer, act });
    return accepted(id);
  }
}

const UNKNOWN_BODY: Finding = { code: 'credit-organization-unknown', field: 'creditCode' };

const DONE: Readonly<Record<CreditDecision, string>> = {
  publish: 'credit-published',
  hold: 'credit-held',
  repair: 'credit-repaired',
  withdraw: 'credit-withdrawn',
};

/** The record as its page showed it, or the answer that it has changed since. */
function fresh(record: RecordLine | null, version: number): RecordLine {
  if (found(record).version !== version) throw new Problem('changed-meanwhile');
  return found(record);
}

function named({ id, creditCode, summary }: RecordLine): { id: string; creditCode: string; summary: string } {
  return { id, creditCode, summary };
}

function entered(
  category: CreditCategory,
  entry: CreditEntry,
): {
  summary: string;
  formedOn: string;
  recordClass: CreditClass | null;
  repairBar: string | null;
  fields: RecordFields;
} {
  return {
    summary: entry.summary,
    formedOn: entry.formedOn,
    recordClass: (entry.recordClass ?? null) as CreditClass | null,
    repairBar: entry.repairBar ?? null,
    fields: fieldsOfEntry(category, entry),
  };
}
