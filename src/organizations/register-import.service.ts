import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate as breath } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, type Finding, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { changed, joined, rows as select, run, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { readRows } from '../platform/documents/sheet.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { initialsOf } from '../platform/search/pinyin.js';
import { allDivisions } from '../reference/reference.queries.js';
import { addressesTaken } from './merges.queries.js';
import { succeed } from './officers.service.js';
import { type OrganizationEntry, registerImported, statusAction } from './organization.rules.js';
import { organizationRow } from './organizations.service.js';
import {
  DryRun,
  headingsOf,
  type ImportFacts,
  type ImportRow,
  type RowFinding,
} from './register-import.rules.js';
import { ends } from './registration.rules.js';

type RegisteredRow = ReturnType<typeof organizationRow>;

/** What a file would do: rows to add and change, rows that say nothing new, and every complaint. */
export interface ImportPlan {
  readonly sha256: string;
  readonly total: number;
  readonly added: readonly RegisteredRow[];
  readonly changed: readonly {
    readonly id: string;
    readonly version: number;
    readonly entry: OrganizationEntry;
    readonly before: Before;
  }[];
  readonly unchanged: number;
  readonly refusedRows: number;
  readonly findings: readonly RowFinding[];
}

/** What a change leaves behind in the history. */
type Before = Pick<KnownRow, 'name' | 'legalRepresentative' | 'status'>;

export interface ImportResult {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refusedRows: number;
}

export type Progress = (done: number, total: number) => void;

const PORTION = 400;

interface KnownRow {
  readonly id: string;
  readonly version: number;
  readonly creditCode: string;
  readonly name: string;
  readonly type: OrganizationEntry['type'];
  readonly status: OrganizationEntry['status'];
  readonly divisionCode: string;
  readonly legalRepresentative: string;
  readonly establishedOn: string;
  readonly address: string;
  readonly supervisingUnit: string | null;
  readonly capitalFen: number | string | null;
  readonly businessScope: string;
}

/**
 * Imports a register file: first a dry run with a report row by row, then the good rows all or nothing. Pinyin and
 * comparison happen before the transaction, whose inserts take some tenths of a second for 6,000 rows.
 */
@Injectable()
export class RegisterImportService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** Reads and judges a file; changes nothing. Refused when the file as a whole cannot be read. */
  async plan(path: string, name: string, progress: Progress = () => undefined): Promise<Outcome<ImportPlan>> {
    const read = await readRows(path, name);
    if (!read.ok) return read;
    const [first = [], ...body] = read.value;
    const { headings, findings } = headingsOf(first);
    if (headings === null)
      return refused(findings.map(({ finding }): Finding => ({ ...finding, field: 'file' })));
    if (body.every((cells) => cells.every((cell) => cell.trim() === '')))
      return refused([{ code: 'import-no-rows', field: 'file' }]);
    const known = await knownRows(this.work.reader);
    const facts = await this.facts(known);
    const judge = new DryRun(headings, facts);
    for (let i = 0; i < body.length; i += PORTION) {
      judge.judge(body.slice(i, i + PORTION));
      progress(Math.min(i + PORTION, body.length), body.length);
      await breath();
    }
    const judged = judge.verdict();
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const sorted = await this.sort(judged.good, known);
    return accepted({
      ...sorted,
      sha256,
      total: body.length,
      refusedRows: judged.refusedRows,
      findings: judged.findings,
    });
  }

  /**
   * Stores the good rows of a plan, all or nothing.
   * @throws Problem `changed-meanwhile` when a row of the plan was registered or changed since the file was checked.
   */
  async carryOut(
    viewer: SignedIn | null,
    plan: ImportPlan,
    progress: Progress = () => undefined,
  ): Promise<ImportResult> {
    const counts = { added: plan.added.length, changed: plan.changed.length, sha256: plan.sha256 };
    await this.work.write(async (tx) => {
      const all = plan.added.length + plan.changed.length;
      for (let i = 0; i < plan.added.length; i += PORTION) {
        await insertAll(tx, plan.added.slice(i, i + PORTION));
        progress(Math.min(i + PORTION, plan.added.length), all);
        await breath();
      }
      for (const [i, change] of plan.changed.entries()) {
        await this.update(tx, change);
        if (i % PORTION === 0) progress(plan.added.length + i, all);
      }
      if (counts.added + counts.changed === 0) return;
      await this.ledger.append(tx, registerImported(viewer === null ? 'system' : actorOf(viewer), counts));
      await this.audit.record(tx, {
        viewer,
        action: 'register-imported',
        subject: ['register', plan.sha256.slice(0, 16)],
        after: counts,
      });
    });
    return {
      added: counts.added,
      changed: counts.changed,
      unchanged: plan.unchanged,
      refusedRows: plan.refusedRows,
    };
  }

  private async facts(known: ReadonlyMap<string, KnownRow>): Promise<ImportFacts> {
    const today = this.clock.today();
    const divisions = await allDivisions(this.work.reader);
    const valid = divisions.filter(
      ({ validFrom, validTo }) =>
        (validFrom === null || validFrom <= today) && (validTo === null || validTo > today),
    );
    const retired = divisions.filter(({ validTo }) => validTo !== null && validTo <= today);
    return {
      today,
      known,
      merged: await addressesTaken(this.work.reader),
      validDivisions: new Set(valid.map(({ code }) => code)),
      retiredDivisions: new Set(retired.map(({ code }) => code)),
    };
  }

  private async sort(
    good: readonly ImportRow[],
    known: ReadonlyMap<string, KnownRow>,
  ): Promise<Pick<ImportPlan, 'added' | 'changed' | 'unchanged'>> {
    const added: RegisteredRow[] = [];
    const changed: ImportPlan['changed'][number][] = [];
    let unchanged = 0;
    const now = this.clock.now();
    for (const [i, { entry }] of good.entries()) {
      if (i % PORTION === 0) await breath();
      const before = known.get(entry.creditCode);
      if (before === undefined) added.push(organizationRow(entry, now));
      else if (isSame(before, entry)) unchanged += 1;
      else
        changed.push({
          id: before.id,
          version: before.version,
          entry,
          before,
        });
    }
    return { added, changed, unchanged };
  }

  private async update(
    tx: EntityManager,
    { id, version, entry: e, before }: ImportPlan['changed'][number],
  ): Promise<void> {
    const today = this.clock.today();
    const action = statusAction(before.status, e.status);
    const ended = action !== null && ends(action) ? today : null;
    const updated = await changed(
      tx,
      sql`UPDATE organization SET name = ${e.name}, initials = ${initialsOf(e.name)}, status = ${e.status}, division_code = ${e.divisionCode},
            legal_representative = ${e.legalRepresentative}, address = ${e.address}, supervising_unit = ${e.supervisingUnit ?? null},
            capital_fen = ${e.capitalFen ?? null}, business_scope = ${e.businessScope ?? ''}, ended_on = coalesce(ended_on, ${ended}), version = version + 1 WHERE id = ${id} AND version = ${version} RETURNING id`,
    );
    if (updated.length === 0) throw new Problem('changed-meanwhile');
    if (before.name !== e.name)
      await run(
        tx,
        sql`INSERT INTO organization_name (id, organization_id, name, initials, valid_from, valid_to)
            SELECT ${randomUUID()}, o.id, ${before.name}, ${initialsOf(before.name)},
              coalesce((SELECT max(n.valid_to) FROM organization_name n WHERE n.organization_id = o.id), o.established_on), ${today}
            FROM organization o WHERE o.id = ${id}`,
      );
    const now = this.clock.now();
    if (before.legalRepresentative !== e.legalRepresentative) {
      const entry = {
        role: 'LEGAL_REPRESENTATIVE',
        name: e.legalRepresentative,
        fromOn: today,
        basis: null,
      } as const;
      await succeed(tx, id, entry, now);
    }
    if (action !== null)
      await run(
        tx,
        sql`INSERT INTO registration_act (id, organization_id, action, from_status, to_status, decided_on, recorded_at)
            VALUES (${randomUUID()}, ${id}, ${action}, ${before.status}, ${e.status}, ${today}, ${now})`,
      );
  }
}

async function knownRows(db: EntityManager): Promise<Map<string, KnownRow>> {
  const list = await select<KnownRow>(
    db,
    sql`SELECT id, version, credit_code AS "creditCode", name, type, status, division_code AS "divisionCode", legal_representative AS "legalRepresentative",
               established_on AS "establishedOn", address, supervising_unit AS "supervisingUnit", capital_fen AS "capitalFen", business_scope AS "businessScope"
        FROM organization WHERE credit_code IS NOT NULL`,
  );
  return new Map(list.map((one) => [one.creditCode, one]));
}

function isSame(before: KnownRow, entry: OrganizationEntry): boolean {
  const capital = before.capitalFen === null ? null : Number(before.capitalFen);
  return (
    before.name === entry.name &&
    before.status === entry.status &&
    before.divisionCode === entry.divisionCode &&
    before.legalRepresentative === entry.legalRepresentative &&
    before.address === entry.address &&
    before.supervisingUnit === (entry.supervisingUnit ?? null) &&
    capital === (entry.capitalFen ?? null) &&
    before.businessScope === (entry.businessScope ?? '')
  );
}

/** Rows and their legal representatives, some hundred at a time. */
async function insertAll(tx: EntityManager, list: readonly RegisteredRow[]): Promise<void> {
  const values = list.map(
    (
      o,
    ) => sql`(${o.id}, ${o.creditCode}, ${o.legalStatus}, ${o.name}, ${o.type}, ${o.status}, ${o.authorityCode}, ${o.divisionCode}, ${o.legalRepresentative}, ${o.establishedOn},
      ${o.address}, ${o.supervisingUnit}, ${o.capitalFen}, ${o.businessScope}, ${o.initials}, ${o.recordedAt}, ${o.version})`,
  );
  const inserted = await changed(
    tx,
    sql`INSERT INTO organization (id, credit_code, legal_status, name, type, status, authority_code, division_code, legal_representative, established_on,
        address, supervising_unit, capital_fen, business_scope, initials, recorded_at, version) VALUES ${joined(values, ', ')}
        ON CONFLICT (credit_code) DO NOTHING RETURNING id`,
  );
  if (inserted.length < list.length) throw new Problem('changed-meanwhile');
  const heads = list.map(
    (o) =>
      sql`(${randomUUID()}, ${o.id}, 'LEGAL_REPRESENTATIVE', ${o.legalRepresentative}, ${o.establishedOn}, ${o.recordedAt})`,
  );
  await run(
    tx,
    sql`INSERT INTO officer (id, organization_id, role, name, from_on, recorded_at) VALUES ${joined(heads, ', ')}`,
  );
}
