import { Injectable } from '@nestjs/common';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../audit/audit.js';
import { UnitOfWork } from '../database/unit-of-work.js';

/** Writes a refused access into the audit trail, in a small transaction of its own (security.md C85). */
@Injectable()
export class AccessRefusals {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  async record(viewer: SignedIn, route: string, right: string): Promise<void> {
    await this.work.write((tx) =>
      this.audit.record(tx, {
        viewer,
        action: 'access-refused',
        subject: ['route', route],
        after: { right },
        result: 'refused',
      }),
    );
  }
}
