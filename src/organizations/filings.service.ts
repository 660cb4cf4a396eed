import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type CalendarDay, shanghaiDayOf } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { joined, run, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { dutiesOf, type Duty, type DutyKind, FILED_HERE_WITH, reportYears } from './duty.rules.js';
import { AnnualFiling } from './filing.entity.js';
import {
  figuresAsked,
  type FilingConclusion,
  type FilingDecision,
  type FilingEntry,
  type FilingFigures,
  FILING_LIFE,
  filingNumber,
  filingText,
  findingsAgainstSubmission,
  findingsInDecision,
} from './filing.rules.js';
import { type FilingBody, filingBody, filingById, filingOf, lastFilingSequence } from './filings.queries.js';

/** A decided filing, for whoever makes a credit record of it. */
export interface ConcludedFiling {
  readonly id: string;
  readonly number: string | null;
  readonly organizationId: string;
  readonly creditCode: string;
  readonly year: number;
  readonly kind: DutyKind;
  readonly status: 'ACCEPTED' | 'RETURNED';
  readonly conclusion: FilingConclusion | null;
  readonly firstSubmittedOn: CalendarDay | null;
  readonly decidedOn: CalendarDay;
}

/** A filing of an earlier year that was kept elsewhere until now. */
export interface EarlierFiling extends Duty {
  readonly organizationId: string;
  readonly submittedAt: string;
  readonly decidedAt: string;
  readonly conclusion: FilingConclusion | null;
  readonly figures: FilingFigures;
  readonly summary: string;
}

const PORTION = 300;

/** The yearly reports: drafted and handed in by the body, decided by the bureau. */
@Injectable()
export class FilingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Keeps a draft as far as it goes; refused once it is handed in. */
  saveDraft(
    viewer: SignedIn,
    asked: { readonly year: number; readonly kind: string },
    entry: FilingEntry,
    version: number,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const { body, duty } = await this.dutyOf(tx, viewer, asked);
      const before = await filingOf(tx, body.id, duty);
      if (before && before.status !== 'DRAFT' && before.status !== 'RETURNED')
        return refused<null>([{ code: 'filing-not-open' }]);
      const values = {
        figures: figuresOf(duty.kind, entry),
        summary: entry.summary ?? '',
        unitCheckedOn: entry.unitCheckedOn ?? null,
      };
      if (before) {
        const done = await tx.update(
          AnnualFiling,
          { id: before.id, version },
          { ...values, version: version + 1 },
        );
        if (done.affected === 0) throw new Problem('changed-meanwhile');
      } else await tx.insert(AnnualFiling, { ...blankFiling(body.id, duty), ...values });
      await this.audit.record(tx, {
        viewer,
        action: 'filing-saved',
        subject: ['organization', body.id],
        after: { year: duty.year, kind: duty.kind },
      });
      return accepted(null);
    });
  }

  /** Hands the draft in: judged whole, numbered, and with the time that decides whether it came in time. */
  submit(
    viewer: SignedIn,
    asked: { readonly year: number; readonly kind: string },
    version: number,
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const { body, duty } = await this.dutyOf(tx, viewer, asked);
      const draft = found(await filingOf(tx, body.id, duty));
      const next = follow(FILING_LIFE, draft.status, 'submit');
      if (!next.ok) return next;
      const facts = { hasSupervisingUnit: body.hasSupervisingUnit, today: this.clock.today() };
      const { unitCheckedOn, ...entry } = {
        ...draft.figures,
        summary: draft.summary,
        unitCheckedOn: draft.unitCheckedOn,
      };
      const findings = findingsAgainstSubmission(
        duty,
        unitCheckedOn === null ? entry : { ...entry, unitCheckedOn },
        facts,
      );
      if (findings.length > 0) return refused<string>(findings);
      const now = this.clock.now();
      const number = draft.number ?? filingNumber(duty.year, (await lastFilingSequence(tx, duty.year)) + 1);
      const done = await tx.update(
        AnnualFiling,
        { id: draft.id, version },
        {
          number,
          status: next.value,
          firstSubmittedAt: draft.firstSubmittedAt ?? now,
          submittedAt: now,
          submittedBy: viewer.accountId,
          contentHash: hashOf({ ...draft, number, submittedAt: now }),
          mendBy: null,
          version: version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'filing-submitted',
        subject: ['organization', body.id],
        after: { number, year: duty.year, kind: duty.kind },
      });
      return accepted(number);
    });
  }

  /**
   * Accepts a filing, with the conclusion of the yearly inspection where it has one, or returns it with reason and
   * day, inside the caller's transaction, so that a credit record can be made of it at once. (domain.md 1.5)
   */
  async conclude(
    tx: EntityManager,
    viewer: SignedIn,
    id: string,
    decision: FilingDecision,
  ): Promise<Outcome<ConcludedFiling>> {
    const filing = found(await filingById(tx, id));
    const next = follow(FILING_LIFE, filing.status, decision.action);
    if (!next.ok) return next;
    const today = this.clock.today();
    const findings = findingsInDecision(filing.kind, decision, today);
    if (findings.length > 0) return refused(findings);
    const isReturn = decision.action === 'return';
    const conclusion = isReturn ? null : (decision.conclusion ?? null);
    const done = await tx.update(
      AnnualFiling,
      { id, version: decision.version },
      {
        status: next.value,
        conclusion,
        reason: decision.reason ?? null,
        mendBy: isReturn ? (decision.mendBy ?? null) : null,
        decidedBy: viewer.accountId,
        decidedAt: this.clock.now(),
        version: decision.version + 1,
      },
    );
    if (done.affected === 0) throw new Problem('changed-meanwhile');
    await this.audit.record(tx, {
      viewer,
      action: isReturn ? 'filing-returned' : 'filing-accepted',
      subject: ['filing', id],
      after: { number: filing.number, conclusion, reason: decision.reason ?? null },
    });
    return accepted({
      id,
      number: filing.number,
      organizationId: filing.organizationId,
      creditCode: filing.code,
      year: filing.year,
      kind: filing.kind,
      status: isReturn ? 'RETURNED' : 'ACCEPTED',
      conclusion,
      firstSubmittedOn: filing.firstSubmittedAt === null ? null : shanghaiDayOf(filing.firstSubmittedAt),
      decidedOn: today,
    });
  }

  /** Takes over filings of earlier years that were decided before they were kept here; they stand as accepted. */
  takeOver(viewer: SignedIn | null, list: readonly EarlierFiling[]): Promise<number> {
    return this.work.write(async (tx) => {
      const sequences = new Map<number, number>();
      for (const year of new Set(list.map((one) => one.year)))
        sequences.set(year, await lastFilingSequence(tx, year));
      const numberOf = (year: number): string => {
        const sequence = (sequences.get(year) ?? 0) + 1;
        sequences.set(year, sequence);
        return filingNumber(year, sequence);
      };
      for (let i = 0; i < list.length; i += PORTION) {
        const values = list.slice(i, i + PORTION).map((one) => {
          const number = numberOf(one.year);
          const hash = hashOf({ ...one, number, unitCheckedOn: null });
          return sql`(${randomUUID()}, ${number}, ${one.organizationId}, ${one.year}, ${one.kind}, ${one.dueOn}, 'ACCEPTED',
              ${JSON.stringify(one.figures)}, ${one.summary}, ${one.submittedAt}, ${one.submittedAt}, ${hash}, ${one.conclusion}, ${one.decidedAt}, 1)`;
        });
        await run(
          tx,
          sql`INSERT INTO annual_filing (id, number, organization_id, year, kind, due_on, status, figures, summary, first_submitted_at, submitted_at,
                content_hash, conclusion, decided_at, version) VALUES ${joined(values, ', ')}`,
        );
      }
      await this.audit.record(tx, {
        viewer,
        action: 'filings-taken-over',
        subject: ['register', 'annual-filing'],
        after: { count: list.length },
      });
      return list.length;
    });
  }

  /** The viewer's own body and the duty asked for; "not found" where it owes no such thing here. */
  private async dutyOf(
    tx: EntityManager,
    viewer: SignedIn,
    asked: { readonly year: number; readonly kind: string },
  ): Promise<{ body: FilingBody; duty: Duty }> {
    const body = found(await filingBody(tx, found(viewer.organizationId)));
    const years = body.authorityCode === FILED_HERE_WITH ? reportYears(this.clock.today()) : [];
    if (!years.includes(asked.year)) throw new Problem('not-found');
    return { body, duty: found(dutiesOf(body, asked.year).find(({ kind }) => kind === asked.kind)) };
  }
}

function hashOf(filing: Parameters<typeof filingText>[0]): string {
  return createHash('sha256').update(filingText(filing)).digest('hex');
}

function blankFiling(organizationId: string, duty: Duty): Omit<AnnualFiling, 'organization'> {
  return {
    id: randomUUID(),
    number: null,
    organizationId,
    year: duty.year,
    kind: duty.kind,
    dueOn: duty.dueOn,
    status: 'DRAFT',
    figures: {},
    summary: '',
    unitCheckedOn: null,
    firstSubmittedAt: null,
    submittedAt: null,
    submittedBy: null,
    contentHash: null,
    mendBy: null,
    conclusion: null,
    decidedBy: null,
    decidedAt: null,
    reason: null,
    version: 1,
  };
}

function figuresOf(kind: DutyKind, entry: FilingEntry): FilingFigures {
  const pairs = figuresAsked(kind).map((name) => [name, entry[name]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as FilingFigures;
}
