import { Injectable } from '@nestjs/common';
import { found } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { holdingsExport } from './holdings.queries.js';
import { organizationByCode } from './organizations.queries.js';

/** What is held on a body, handed out whole: never without a line in the trail. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** The export of a body as JSON text, read and recorded in one transaction. */
  holdings(viewer: SignedIn, code: string): Promise<string> {
    return this.work.write(async (tx) => {
      const { id } = found(await organizationByCode(tx, code));
      const text = await holdingsExport(tx, { id, address: code });
      await this.audit.record(tx, { viewer, action: 'organization-exported', subject: ['organization', id] });
      return text;
    });
  }
}
