import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { standingsOf } from '../credit/lists/lists.queries.js';
import { RecordsService } from '../credit/records/records.service.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { standsStill } from '../notices/objections.queries.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { count, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { AgreementChecks } from './agreement-checks.service.js';
import {
  FunctionItem,
  FunctionResponsibility,
  FunctionStage,
  UndertakingAgreement,
} from './function.entity.js';
import { agreementByNumber, functionByCode, holderBetween, stagesOf } from './functions.queries.js';
import {
  type AgreementEntry,
  findingsInAgreement,
  functionRecord,
  functionReturned,
  functionTransferred,
  type ItemStatus,
} from './transfer.rules.js';

export type CatalogueItem = FunctionItem;

/** The catalogue, its agreements, and who answers for an item from which day on. */
@Injectable()
export class FunctionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly checks: AgreementChecks,
    private readonly records: RecordsService,
  ) {}

  /** Imports the catalogue; each item begins PUBLISHED with its department answering for it. Again: changes nothing. */
  importCatalogue(items: readonly CatalogueItem[]): Promise<number> {
    return this.work.write(async (tx) => {
      let added = 0;
      for (const item of items) {
        if ((await functionByCode(tx, item.code)) !== null) continue;
        added += 1;
        await tx.insert(FunctionItem, item);
        await this.stage(tx, item.code, 'PUBLISHED', item.publishedOn);
        await tx.insert(FunctionResponsibility, {
          itemCode: item.code,
          fromOn: item.publishedOn,
          agreementId: null,
        });
      }
      await this.audit.record(tx, {
        viewer: null,
        action: 'catalogue-imported',
        subject: ['functions', 'catalogue'],
        after: { added },
      });
      return added;
    });
  }

  /** A department enters an agreement for its own item; the bureau confirms it. (security.md T32) */
  record(viewer: SignedIn, code: string, entry: AgreementEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const item = found(await functionByCode(tx, code));
      if (item.departmentCode !== viewer.departmentCode)
        return refused<string>([{ code: 'function-not-yours' }]);
      const drawnUp = await this.insertAgreement(tx, viewer, code, entry);
      if (drawnUp.ok) await this.checks.start(tx, drawnUp.value);
      return drawnUp;
    });
  }

  /** The second side: from its first day on the organization answers for the item; not while the law bars it. (R-CR-21) */
  confirm(viewer: SignedIn, number: string): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const agreement = found(await agreementByNumber(tx, number));
      if (agreement.status !== 'DRAFT') return refused<null>([{ code: 'action-not-possible' }]);
      if (agreement.recordedBy === viewer.accountId) return refused<null>([{ code: 'agreement-own' }]);
      if (await standsStill(tx, ['function', agreement.itemCode], ['agreement', number]))
        return refused<null>([{ code: 'standstill-open' }]);
      const findings = await this.checks.findings(tx, agreement);
      if (findings.length > 0) return refused<null>(findings);
      await this.checks.freeze(tx, agreement);
      await this.takeEffect(tx, agreement, {
        by: actorOf(viewer),
        confirmedBy: viewer.accountId,
        legacy: false,
      });
      // A function taken on is credit information, entered on the day it is formed. (domain.md 2.2, R-CR-05)
      const entered = await this.records.enterWithin(
        tx,
        viewer,
        functionRecord(agreement, this.clock.today()),
      );
      if (!entered.ok) throw new Problem('not-possible', JSON.stringify(entered.findings));
      await this.audit.record(tx, {
        viewer,
        action: 'agreement-confirmed',
        subject: ['function', agreement.itemCode],
        after: { number },
      });
      return accepted(null);
    });
  }

  /** History from before the portal's clocks: an agreement as it was, without two sides. */
  recordLegacy(code: string, entry: AgreementEntry): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const outcome = await this.insertAgreement(tx, null, code, entry);
      if (!outcome.ok) return outcome;
      await this.takeEffect(tx, found(await agreementByNumber(tx, outcome.value)), {
        by: 'system',
        confirmedBy: null,
        legacy: true,
      });
      return outcome;
    });
  }

  /** Ends the holding on a day: the department answers again, and the item moves to the stage named. */
  end(
    viewer: SignedIn | null,
    code: string,
    entry: {
      on: CalendarDay;
      status: Extract<ItemStatus, 'SUSPENDED' | 'TAKEN_BACK' | 'WITHDRAWN'>;
      reason: string;
    },
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const current = await tx.findOne(UndertakingAgreement, {
        where: { itemCode: code, status: 'EFFECTIVE' },
        order: { fromOn: 'DESC' },
      });
      if (current === null) return refused<null>([{ code: 'action-not-possible' }]);
      await tx.update(
        UndertakingAgreement,
        { id: current.id },
        { status: 'ENDED', endedOn: entry.on, endReason: entry.reason },
      );
      await tx.insert(FunctionResponsibility, { itemCode: code, fromOn: entry.on, agreementId: null });
      await this.stage(tx, code, entry.status, entry.on, entry.reason);
      const { creditCode } = found(await agreementByNumber(tx, current.number));
      await this.ledger.append(
        tx,
        functionReturned(viewer === null ? 'system' : actorOf(viewer), code, {
          organization: creditCode,
          on: entry.on,
          status: entry.status,
        }),
      );
      await this.audit.record(tx, {
        viewer,
        action: 'function-returned',
        subject: ['function', code],
        after: entry,
      });
      return accepted(null);
    });
  }

  /** Moves an item to another stage without a change of hands: a competition begins. */
  moveTo(viewer: SignedIn | null, code: string, status: ItemStatus, on: CalendarDay): Promise<void> {
    return this.work.write(async (tx) => {
      await this.stage(tx, code, status, on);
      await this.audit.record(tx, {
        viewer,
        action: 'function-stage-changed',
        subject: ['function', code],
        after: { status, on },
      });
    });
  }

  private async insertAgreement(
    tx: EntityManager,
    viewer: SignedIn | null,
    code: string,
    entry: AgreementEntry,
  ): Promise<Outcome<string>> {
    const organization = await organizationByCode(tx, entry.creditCode);
    const standing =
      organization && (await standingsOf(tx, [organization.id], entry.fromOn)).get(organization.id);
    const facts = {
      registered: organization?.status === 'REGISTERED',
      serious: (standing?.seriousSince ?? null) !== null,
      overlapping: await holderBetween(tx, code, entry.fromOn, entry.untilOn),
    };
    const findings = findingsInAgreement(entry, facts);
    if (organization === null || findings.length > 0) return refused<string>(findings);
    const year = entry.fromOn.slice(0, 4);
    const taken = await count(
      tx,
      sql`SELECT count(*) AS n FROM undertaking_agreement WHERE number LIKE ${`CJ${year}-%`}`,
    );
    const number = `CJ${year}-${String(taken + 1).padStart(3, '0')}`;
    const { fromOn, untilOn, documentNumber } = entry;
    await tx.insert(UndertakingAgreement, {
      id: randomUUID(),
      number,
      itemCode: code,
      organizationId: organization.id,
      status: 'DRAFT',
      fromOn,
      untilOn,
      endedOn: null,
      endReason: null,
      documentNumber,
      recordedBy: viewer?.accountId ?? null,
      confirmedBy: null,
      isLegacy: viewer === null ? 1 : 0,
      ledgerSeq: null,
    });
    await this.audit.record(tx, {
      viewer,
      action: 'agreement-recorded',
      subject: ['function', code],
      after: { number, organization: entry.creditCode },
    });
    return accepted(number);
  }

  private async takeEffect(
    tx: EntityManager,
    agreement: {
      id: string;
      number: string;
      itemCode: string;
      creditCode: string;
      fromOn: string;
      untilOn: string;
    },
    act: { by: string; confirmedBy: string | null; legacy: boolean },
  ): Promise<void> {
    const { id, number, itemCode, creditCode, fromOn, untilOn } = agreement;
    const { seq } = await this.ledger.append(
      tx,
      functionTransferred(act.by, itemCode, {
        organization: creditCode,
        from: fromOn,
        until: untilOn,
        agreement: number,
        legacy: act.legacy,
      }),
    );
    const previous = await tx.findOne(UndertakingAgreement, {
      where: { itemCode, status: 'EFFECTIVE' },
      order: { fromOn: 'DESC' },
    });
    if (previous !== null)
      await tx.update(
        UndertakingAgreement,
        { id: previous.id },
        {
          status: 'ENDED',
          endedOn: previous.untilOn < fromOn ? previous.untilOn : fromOn,
          endReason: 'renewed',
        },
      );
    await tx.update(
      UndertakingAgreement,
      { id },
      { status: 'EFFECTIVE', confirmedBy: act.confirmedBy, ledgerSeq: seq },
    );
    await tx.upsert(FunctionResponsibility, { itemCode, fromOn, agreementId: id }, ['itemCode', 'fromOn']);
    await this.stage(tx, itemCode, previous === null ? 'HANDED_OVER' : 'RENEWED', fromOn);
  }

  private async stage(
    tx: EntityManager,
    itemCode: string,
    status: ItemStatus,
    fromOn: CalendarDay,
    reason: string | null = null,
  ): Promise<void> {
    const sequence = (await stagesOf(tx, itemCode)).length + 1;
    await tx.insert(FunctionStage, {
      id: randomUUID(),
      itemCode,
      sequence,
      status,
      fromOn,
      reason,
      recordedAt: this.clock.now(),
    });
  }
}
