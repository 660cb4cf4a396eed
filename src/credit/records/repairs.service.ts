import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { count, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type StoredFile } from '../../platform/files/file-store.js';
import { workingDays } from '../../reference/reference.queries.js';
import { type Verdict } from './corrections.service.js';
import { CreditFile, CreditRepair } from './record.entity.js';
import { type RecordFields } from './record-fields.rules.js';
import { RecordsService } from './records.service.js';
import {
  filesOf,
  ownRecord,
  recordById,
  type RecordLine,
  repairByNumber,
  type RepairLine,
  repairsOf,
} from './records.queries.js';
import {
  findingsAgainstRepair,
  findingsInRepair,
  papersFor,
  REPAIR_LIFE,
  type RepairAction,
  repairDueOn,
} from './repair.rules.js';

/** Credit repair: applied for by the organization with its papers, decided by the bureau. (R-CR-24, R-CR-25) */
@Injectable()
export class RepairsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly records: RecordsService,
  ) {}

  /** Begins an application; before its earliest day it is refused with that day. Answers its number. */
  begin(viewer: SignedIn, recordId: string): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const record = found(await ownRecord(tx, found(viewer.organizationId), recordId));
      const findings = this.findingsAgainst(record);
      const pending = (await repairsOf(tx, recordId)).some(
        ({ status }) => status === 'DRAFT' || status === 'SUBMITTED',
      );
      if (pending) findings.push({ code: 'repair-pending' });
      if (findings.length > 0) return refused<string>(findings);
      const start = `XF-${this.clock.today().slice(0, 4)}-`;
      const taken = await count(
        tx,
        sql`SELECT count(*) AS n FROM credit_repair WHERE number LIKE ${`${start}%`}`,
      );
      const number = `${start}${String(taken + 1).padStart(3, '0')}`;
      await tx.insert(CreditRepair, {
        id: randomUUID(),
        number,
        recordId,
        status: 'DRAFT',
        duties: '',
        promise: 0,
        appliedBy: viewer.accountId,
        startedAt: this.clock.now(),
        submittedAt: null,
        dueOn: null,
        decidedBy: null,
        decidedAt: null,
        decisionReason: null,
        version: 1,
      });
      await this.audit.record(tx, { viewer, action: 'repair-begun', subject: ['credit-repair', number] });
      return accepted(number);
    });
  }

  /** Keeps what was written so far. */
  save(
    viewer: SignedIn,
    number: string,
    entry: { duties: string; promise: boolean; version: number },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { id } = await this.ownDraft(tx, viewer, number);
      const done = await tx.update(
        CreditRepair,
        { id, version: entry.version },
        { duties: entry.duties, promise: entry.promise ? 1 : 0, version: entry.version + 1 },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, { viewer, action: 'repair-saved', subject: ['credit-repair', number] });
      return accepted(null);
    });
  }

  /** Adds a paper to one's own draft. */
  addPaper(
    viewer: SignedIn,
    number: string,
    kind: string,
    file: StoredFile & { readonly name: string },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { id } = await this.ownDraft(tx, viewer, number);
      await tx.insert(CreditFile, {
        id: randomUUID(),
        subjectType: 'repair',
        subjectId: id,
        kind,
        ...file,
        addedBy: viewer.accountId,
        addedAt: this.clock.now(),
      });
      await this.audit.record(tx, {
        viewer,
        action: 'repair-paper-added',
        subject: ['credit-repair', number],
        after: { kind, sha256: file.sha256 },
      });
      return accepted(null);
    });
  }

  /** Hands it in once nothing is missing; the handling clock begins. */
  submit(viewer: SignedIn, number: string, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const repair = await this.ownDraft(tx, viewer, number);
      const record = found(await recordById(tx, repair.recordId));
      const today = this.clock.today();
      const papers = (await filesOf(tx, 'repair', repair.id)).map(({ kind }) => kind);
      const findings = [
        ...this.findingsAgainst(record),
        ...findingsInRepair(
          { duties: repair.duties, promise: repair.promise === 1, papers },
          papersFor(record.recordClass, today),
        ),
      ];
      if (findings.length > 0) return refused<null>(findings);
      const dueOn = repairDueOn(await workingDays(tx), today).day;
      return this.move(tx, repair, 'submit', { viewer, version, submittedAt: this.clock.now(), dueOn });
    });
  }

  /** Takes one's own application back while nobody has decided it. */
  withdraw(viewer: SignedIn, number: string, version: number): Promise<Outcome<null>> {
    return this.work.write(async (tx) =>
      this.move(tx, await this.own(tx, viewer, number), 'withdraw', { viewer, version }),
    );
  }

  /** Approves, which ends the publication at once and leaves no trace, or refuses with a reason. (R-CR-24, R-CR-25) */
  decide(viewer: SignedIn, number: string, { verdict, reason, version }: Verdict): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const repair = found(await repairByNumber(tx, number));
      const record = found(await recordById(tx, repair.recordId));
      if (record.enteredBy === viewer.accountId) return refused<null>([{ code: 'credit-own-entry' }]);
      const findings = verdict === 'approve' ? this.findingsAgainst(record) : [];
      if (findings.length > 0) return refused<null>(findings);
      const moved = await this.move(tx, repair, verdict, {
        viewer,
        version,
        decidedBy: viewer.accountId,
        decidedAt: this.clock.now(),
        decisionReason: reason,
      });
      if (!moved.ok || verdict === 'refuse') return moved;
      return this.records.move(tx, record, 'repair', { viewer, act: 'credit-repaired', reason });
    });
  }

  private findingsAgainst(record: RecordLine): Finding[] {
    const facts = { ...record, fields: JSON.parse(record.fields) as RecordFields };
    return findingsAgainstRepair(facts, this.clock.today());
  }

  private async own(tx: EntityManager, viewer: SignedIn, number: string): Promise<RepairLine> {
    const repair = found(await repairByNumber(tx, number));
    if (repair.organizationId !== viewer.organizationId) throw new Problem('not-found');
    return repair;
  }

  private async ownDraft(tx: EntityManager, viewer: SignedIn, number: string): Promise<RepairLine> {
    const repair = await this.own(tx, viewer, number);
    if (repair.status !== 'DRAFT') throw new Problem('changed-meanwhile');
    return repair;
  }

  private async move(
    tx: EntityManager,
    repair: RepairLine,
    action: RepairAction,
    {
      viewer,
      version,
      ...patch
    }: { viewer: SignedIn; version: number } & Partial<
      Pick<CreditRepair, 'submittedAt' | 'dueOn' | 'decidedBy' | 'decidedAt' | 'decisionReason'>
    >,
  ): Promise<Outcome<null>> {
    const next = follow(REPAIR_LIFE, repair.status, action);
    if (!next.ok) return next;
    const done = await tx.update(
      CreditRepair,
      { id: repair.id, version },
      { status: next.value, version: version + 1, ...patch },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    await this.audit.record(tx, {
      viewer,
      action: `repair-${next.value.toLowerCase()}`,
      subject: ['credit-repair', repair.number],
      after: { reason: patch.decisionReason ?? null },
    });
    return accepted(null);
  }
}
