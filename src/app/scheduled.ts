import { type INestApplicationContext } from '@nestjs/common';
import { RecordsService } from '../credit/records/records.service.js';
import { FlagsService } from '../eligibility/flags.service.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { FileScans } from '../platform/files/file-scans.js';
import { FileStore } from '../platform/files/file-store.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { removeExpiredSessions } from '../platform/web/session-store.js';
import { SupplementsService } from '../ventures/applications/supplements.service.js';
import { LikenessService } from '../ventures/applications/likeness.service.js';

/** What the server does by the clock (Asia/Shanghai), whether or not anybody comes by. */
export const ROUTINES: readonly {
  readonly name: string;
  readonly pattern: string;
  readonly run: (app: INestApplicationContext) => Promise<void>;
}[] = [
  {
    // A quiet hour still gets its checkpoint; decisive acts are signed at once. (architecture 4.7)
    name: 'checkpoint',
    pattern: '0 * * * *',
    run: (app) => app.get(Ledger).sign(),
  },
  {
    // Officers find the comparison done when they begin the first check. (domain.md 3.10)
    name: 'likeness',
    pattern: '*/10 * * * *',
    run: (app) => app.get(LikenessService).askForOpened(),
  },
  {
    name: 'sessions',
    pattern: '30 3 * * *',
    run: (app) => app.get(UnitOfWork).write((tx) => removeExpiredSessions(tx, app.get(Clock).now())),
  },
  {
    // Readers ask by the day and see nothing of it any more; this moves the record itself on. (R-CR-24)
    name: 'credit-archive',
    pattern: '10 0 * * *',
    run: async (app) => {
      await app.get(RecordsService).archiveDue();
    },
  },
  {
    // A stop flag ends with its last day, and the end stands in the audit trail. (A9)
    name: 'stop-flags',
    pattern: '5 0 * * *',
    run: async (app) => {
      await app.get(FlagsService).expire();
    },
  },
  {
    // A supplement ends with its last day, and the first check goes on with what is there. (E9)
    name: 'supplements',
    pattern: '5 * * * *',
    run: async (app) => {
      await app.get(SupplementsService).closeOverdue();
    },
  },
  {
    // What no row names any more; a day's grace for forms that were refused and carry their files along.
    name: 'file-collection',
    pattern: '40 3 * * *',
    run: async (app) => {
      const yesterday = new Date(Date.parse(app.get(Clock).now()) - 86_400_000).toISOString();
      await app.get(FileStore).collect(yesterday);
    },
  },
  {
    name: 'file-scan',
    pattern: '10 4 * * *',
    run: async (app) => {
      await app.get(FileScans).nightly();
    },
  },
];

/** Hands the routines to the runner; they begin with `Jobs.start()`. */
export function schedule(app: INestApplicationContext): void {
  for (const { pattern, run } of ROUTINES) app.get(Jobs).schedule(pattern, () => run(app));
}
