import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { changed, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LinkDismissal } from './contact.entity.js';
import { areCandidates } from './duplicates.queries.js';
import { organizationByCode } from './organizations.queries.js';
import { dismissalOf, linkedBy } from './related.queries.js';
import { type DismissalKind } from './related.rules.js';

export interface DismissalEntry {
  readonly kind: DismissalKind;
  readonly first: string;
  readonly second: string;
  readonly reason: string;
}

/** A person says that a link found by the system is false, or that two bodies are two; and may take it back. (A14, A4) */
@Injectable()
export class DismissalsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  dismiss(viewer: SignedIn, { kind, first, second, reason }: DismissalEntry): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const [a, b] = [
        found(await organizationByCode(tx, first)),
        found(await organizationByCode(tx, second)),
      ];
      if (await dismissalOf(tx, kind, a.id, b.id)) return refused<null>([{ code: 'dismissal-known' }]);
      const linked =
        kind === 'DUPLICATE' ? await areCandidates(tx, a.id, b.id) : await linkedBy(tx, kind, a.id, b.id);
      if (!linked) return refused<null>([{ code: 'dismissal-no-link' }]);
      await tx.insert(LinkDismissal, {
        id: randomUUID(),
        kind,
        firstId: a.id,
        secondId: b.id,
        reason,
        dismissedBy: viewer.accountId,
        dismissedAt: this.clock.now(),
        withdrawnBy: null,
        withdrawnAt: null,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'link-dismissed',
        subject: ['organization', a.id],
        after: { kind, other: b.id, reason },
      });
      return accepted(null);
    });
  }

  /** Takes a dismissal back; the link counts again. */
  withdraw(viewer: SignedIn, id: string): Promise<null> {
    return this.work.write(async (tx) => {
      const [gone] = await changed<{ firstId: string; kind: string }>(
        tx,
        sql`UPDATE link_dismissal SET withdrawn_by = ${viewer.accountId}, withdrawn_at = ${this.clock.now()}
            WHERE id = ${id} AND withdrawn_at IS NULL RETURNING first_id AS "firstId", kind`,
      );
      const { firstId, kind } = found(gone);
      await this.audit.record(tx, {
        viewer,
        action: 'link-dismissal-withdrawn',
        subject: ['organization', firstId],
        before: { kind },
      });
      return null;
    });
  }
}
