import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { changed, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FieldKeys } from '../platform/field-keys.js';
import { OrganizationContact } from './contact.entity.js';
import { type ContactEntry, findingsInContact, maskedContact, normalizedContact } from './contact.rules.js';
import { hasContact, sealedContact } from './contacts.queries.js';

/** A contact in full, for the one page that shows it. */
export interface OpenedContact {
  readonly value: string;
  readonly holder: string | null;
}

/** Phones, addresses of mail and accounts of bodies: sealed before the transaction, never overwritten, opened with a reason. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly keys: FieldKeys,
  ) {}

  /** Adds a contact to a body. The caller has looked whether this viewer may. */
  add(viewer: SignedIn | null, organizationId: string, entry: ContactEntry): Promise<Outcome<null>> {
    const findings = findingsInContact(entry);
    if (findings.length > 0) return Promise.resolve(refused<null>(findings));
    const { kind, holder, bank } = entry;
    const value = normalizedContact(kind, entry.value);
    const row = {
      id: randomUUID(),
      organizationId,
      kind,
      sealed: this.keys.seal(value),
      fingerprint: this.keys.fingerprint(`contact ${kind}`, value),
      masked: maskedContact(kind, value),
      holderSealed: holder === undefined ? null : this.keys.seal(holder),
      bank: bank ?? null,
      recordedBy: viewer?.accountId ?? null,
      endedAt: null,
    };
    return this.work.write(async (tx) => {
      if (await hasContact(tx, organizationId, kind, row.fingerprint))
        return refused<null>([{ code: 'contact-known', field: 'value' }]);
      await tx.insert(OrganizationContact, { ...row, recordedAt: this.clock.now() });
      await this.audit.record(tx, {
        viewer,
        action: 'contact-added',
        subject: ['organization', organizationId],
        after: { kind, shown: row.masked },
      });
      return accepted(null);
    });
  }

  /** Ends a contact of this very body; what it was stays sealed in its row. */
  end(viewer: SignedIn, organizationId: string, id: string): Promise<null> {
    return this.work.write(async (tx) => {
      const contact = found(await sealedContact(tx, organizationId, id));
      await changed(
        tx,
        sql`UPDATE organization_contact SET ended_at = ${this.clock.now()} WHERE id = ${id} AND ended_at IS NULL RETURNING id`,
      );
      await this.audit.record(tx, {
        viewer,
        action: 'contact-ended',
        subject: ['organization', organizationId],
        before: { kind: contact.kind, shown: contact.masked },
      });
      return null;
    });
  }

  /** The contact in full; who looked at it, and why, stands in the audit trail before anybody sees it. */
  open(viewer: SignedIn, organizationId: string, id: string, reason: string): Promise<OpenedContact> {
    return this.work.write(async (tx) => {
      const contact = found(await sealedContact(tx, organizationId, id));
      await this.audit.record(tx, {
        viewer,
        action: 'contact-opened',
        subject: ['organization', organizationId],
        after: { kind: contact.kind, shown: contact.masked, reason },
      });
      return {
        value: this.keys.open(contact.sealed),
        holder: contact.holderSealed === null ? null : this.keys.open(contact.holderSealed),
      };
    });
  }
}
