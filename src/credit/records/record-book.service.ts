import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Problem } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { CreditRecord, CreditRecordVersion } from './record.entity.js';
import { changesBetween, contentOf, type FieldChange, type RecordFields } from './record-fields.rules.js';
import { type RecordLine } from './records.queries.js';

/** Who changes a record, why, and on top of which version. */
export interface RecordAct {
  readonly viewer: SignedIn | null;
  /** kebab-case, past tense. */
  readonly act: string;
  readonly reason?: string | undefined;
}

export type RecordPatch = Partial<
  Pick<
    CreditRecord,
    | 'status'
    | 'summary'
    | 'fields'
    | 'recordClass'
    | 'repairBar'
    | 'formedOn'
    | 'dueOn'
    | 'recordedAt'
    | 'approvedBy'
    | 'publishedOn'
    | 'unpublishOn'
  >
>;

/** The one place that writes a credit record: no change without its version. (domain.md 2.2) */
@Injectable()
export class RecordBook {
  constructor(private readonly clock: Clock) {}

  /** Opens a record with its first version. */
  async open(
    tx: EntityManager,
    record: Omit<CreditRecord, 'organization' | 'version'>,
    by: RecordAct,
  ): Promise<void> {
    await tx.insert(CreditRecord, { ...record, version: 1 });
    const shown = { ...visible(record), status: record.status };
    await this.version(tx, { recordId: record.id, number: 1, changes: changesBetween({}, shown) }, by);
  }

  /** Changes a record that still has the version it was read with, and keeps old and new values as its next version. */
  async change(tx: EntityManager, record: RecordLine, patch: RecordPatch, by: RecordAct): Promise<void> {
    const number = record.version + 1;
    const done = await tx.update(
      CreditRecord,
      { id: record.id, version: record.version },
      { ...patch, version: number },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    const before = { ...record, fields: JSON.parse(record.fields) as RecordFields };
    const changes = changesBetween(
      { ...visible(before), status: record.status },
      { ...visible({ ...before, ...patch }), status: patch.status ?? record.status },
    );
    await this.version(tx, { recordId: record.id, number, changes }, by);
  }

  private async version(
    tx: EntityManager,
    entry: { recordId: string; number: number; changes: FieldChange[] },
    { viewer, act, reason }: RecordAct,
  ): Promise<void> {
    await tx.insert(CreditRecordVersion, {
      id: randomUUID(),
      ...entry,
      act,
      reason: reason ?? null,
      changedBy: viewer?.accountId ?? 'system',
      changedAt: this.clock.now(),
    });
  }
}

/** What a version remembers of a record beside its status. */
function visible(
  record: Parameters<typeof contentOf>[0] & {
    readonly publishedOn: string | null;
    readonly unpublishOn: string | null;
  },
): Readonly<Record<string, unknown>> {
  const { publishedOn, unpublishOn } = record;
  return { ...contentOf(record), publishedOn, unpublishOn };
}
