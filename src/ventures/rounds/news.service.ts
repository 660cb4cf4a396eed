import { Injectable } from '@nestjs/common';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { run, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { publicRound } from './rounds.queries.js';

/** That an organization has read what is new about a call. */
@Injectable()
export class NewsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Everything up to the instant of the page that was read; what came out since stays new. */
  read(viewer: SignedIn, roundNumber: string, until: string): Promise<void> {
    return this.work.write(async (tx) => {
      const round = found(await publicRound(tx, roundNumber));
      const organizationId = found(viewer.organizationId);
      const now = this.clock.now();
      const at = until < now ? until : now;
      await run(
        tx,
        sql`INSERT INTO call_reading (round_id, organization_id, read_until) VALUES (${round.id}, ${organizationId}, ${at})
            ON CONFLICT (round_id, organization_id) DO UPDATE SET read_until = excluded.read_until
            WHERE call_reading.read_until < excluded.read_until`,
      );
      await this.audit.record(tx, {
        viewer,
        action: 'call-news-read',
        subject: ['round', roundNumber],
        after: { until: at },
      });
    });
  }
}
