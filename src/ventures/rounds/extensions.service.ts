import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { organizationByCode } from '../../organizations/organizations.queries.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { changed, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { ApplicationExtension } from './extension.entity.js';
import {
  applicationExtended,
  type ExtensionEntry,
  extensionsInForce,
  findingsInConfirmation,
  findingsInExtension,
} from './extension.rules.js';
import { extensionById, extensionsOf } from './extensions.queries.js';
import { roundByNumber } from './rounds.queries.js';

/** More time for one body: asked by one person, confirmed or refused by another, counted in public. (E4) */
@Injectable()
export class ExtensionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  propose(viewer: SignedIn, roundNumber: string, entry: ExtensionEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const body = await organizationByCode(tx, entry.organization);
      if (body === null)
        return refused<null>([{ code: 'extension-unknown-organization', field: 'organization' }]);
      const others = await extensionsOf(tx, round.id);
      const now = this.clock.now();
      const findings = findingsInExtension(entry, { round, others, now }, body.id);
      if (findings.length > 0) return refused<null>(findings);
      const { until, reason } = entry;
      await tx.insert(ApplicationExtension, {
        id: randomUUID(),
        roundId: round.id,
        organizationId: body.id,
        until,
        reason,
        proposedBy: viewer.accountId,
        proposedAt: now,
        confirmedBy: null,
        confirmedAt: null,
        refusedBy: null,
        refusedAt: null,
        ledgerSeq: null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'extension-proposed',
        subject: ['round', roundNumber],
        after: { until, reason },
      });
      return accepted(null);
    });
  }

  /** The second person gives it; the public record says that there is one more, and until when, not for whom. */
  confirm(viewer: SignedIn, id: string): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const one = found(await extensionById(tx, id));
      const now = this.clock.now();
      await holdOpen(tx, one.roundNumber);
      const findings = findingsInConfirmation(one, viewer.accountId, now);
      if (findings.length > 0) return refused<string>(findings);
      await this.settle(tx, id, { confirmedBy: viewer.accountId, confirmedAt: now });
      const { roundNumber, until } = one;
      const round = found(await roundByNumber(tx, roundNumber));
      const inForce = extensionsInForce(await extensionsOf(tx, round.id));
      const { seq } = await this.ledger.append(
        tx,
        applicationExtended(viewer, { roundNumber, until, inForce }),
      );
      await tx.update(ApplicationExtension, { id }, { ledgerSeq: seq });
      await this.audit.record(tx, {
        viewer,
        action: 'extension-confirmed',
        subject: ['round', roundNumber],
        after: { until },
      });
      return accepted(roundNumber);
    });
  }

  /** The second person does not give it; another may be asked for. */
  refuse(viewer: SignedIn, id: string): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const one = found(await extensionById(tx, id));
      const settled = one.confirmedBy !== null;
      if (settled) return refused<string>([{ code: 'extension-confirmed-already' }]);
      await this.settle(tx, id, { refusedBy: viewer.accountId, refusedAt: this.clock.now() });
      await this.audit.record(tx, {
        viewer,
        action: 'extension-refused',
        subject: ['round', one.roundNumber],
        after: { until: one.until },
      });
      return accepted(one.roundNumber);
    });
  }

  /** Once, by whoever comes first. */
  private async settle(tx: EntityManager, id: string, values: Partial<ApplicationExtension>): Promise<void> {
    const open = await changed(
      tx,
      sql`UPDATE application_extension SET reason = reason WHERE id = ${id} AND confirmed_at IS NULL AND refused_at IS NULL RETURNING id`,
    );
    if (open.length === 0) throw new Problem('changed-meanwhile');
    await tx.update(ApplicationExtension, { id }, values);
  }
}

/** The round's row moves, so that a closing at the same time sees the extension or fails. */
async function holdOpen(tx: EntityManager, roundNumber: string): Promise<void> {
  const open = await changed(
    tx,
    sql`UPDATE grant_round SET version = version + 1 WHERE number = ${roundNumber} AND status = 'OPEN' RETURNING id`,
  );
  if (open.length === 0) throw new Problem('not-possible');
}
