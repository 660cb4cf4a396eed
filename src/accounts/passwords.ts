import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes, one lane (security.md C19). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** At most four hashings at a time, so that a wave of sign-ins does not eat the machine. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

let decoy: Promise<string> | null = null;

/** Whether the password fits; an unknown name costs the same time as a known one. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  if (stored === null) {
    decoy ??= hashPassword('nobody has this password');
    const hashed = await decoy;
    await inTurn(() => verify(hashed, password));
    return false;
  }
  return inTurn(() => verify(stored, password));
}
