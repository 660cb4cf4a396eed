import { CreateLedger1795392000000 } from './1795392000000-create-ledger.js';
import { CreateAudit1795392001000 } from './1795392001000-create-audit.js';
import { CreateAccounts1795392003000 } from './1795392003000-create-accounts.js';
import { CreatePlatform1795392011000 } from './1795392011000-create-platform.js';

/** Every migration, in order; nothing is found by a pattern. */
export const migrations = [
  CreateLedger1795392000000,
  CreateAudit1795392001000,
  CreateAccounts1795392003000,
  CreatePlatform1795392011000,
] as const;
