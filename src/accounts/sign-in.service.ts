import { Inject, Injectable } from '@nestjs/common';
import { accepted, type Outcome, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { mayGuess } from './account.rules.js';
import { credentialsOf, viewerOf } from './accounts.queries.js';
import { passwordFits } from './passwords.js';

const WINDOW_MS = 15 * 60_000;

/** Checks a name and a password; slows guessing without locking the owner out. One answer for every failure. */
@Injectable()
export class SignInService {
  private readonly wrong = new Map<string, string[]>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Refused with `sign-in-wrong`, whatever was wrong, or `sign-in-slow` when guesses are no longer evaluated. */
  async signIn(username: string, password: string, address: string): Promise<Outcome<SignedIn>> {
    const facts = { fromHere: this.recent(`${username}|${address}`), byAddress: this.recent(address) };
    if (!mayGuess(facts)) return refused([{ code: 'sign-in-slow' }]);
    const viewer = await this.check(username, password);
    await this.work.write((tx) =>
      this.audit.record(tx, {
        viewer,
        action: viewer ? 'signed-in' : 'sign-in-failed',
        subject: ['account', viewer?.accountId ?? 'unknown'],
        result: viewer ? 'done' : 'refused',
      }),
    );
    if (viewer) return accepted(viewer);
    this.remember(`${username}|${address}`);
    this.remember(address);
    return refused([{ code: 'sign-in-wrong' }]);
  }

  /** A line in the audit trail; the session itself is destroyed by the controller. */
  signedOut(viewer: SignedIn): Promise<void> {
    return this.work.write(async (tx) => {
      await this.audit.record(tx, { viewer, action: 'signed-out', subject: ['account', viewer.accountId] });
    });
  }

  private async check(username: string, password: string): Promise<SignedIn | null> {
    const stored = await credentialsOf(this.work.reader, username);
    const fits = await passwordFits(stored?.passwordHash ?? null, password);
    if (!stored || !fits || stored.disabledAt !== null) return null;
    // The demonstration's shared password opens nothing in production. (security.md C24)
    if (stored.isDemo === 1 && this.config.mode === 'production') return null;
    return viewerOf(this.work.reader, stored.id);
  }

  private recent(key: string): number {
    const since = new Date(Date.parse(this.clock.now()) - WINDOW_MS).toISOString();
    const kept = (this.wrong.get(key) ?? []).filter((at) => at > since);
    if (kept.length === 0) this.wrong.delete(key);
    else this.wrong.set(key, kept);
    return kept.length;
  }

  private remember(key: string): void {
    this.wrong.set(key, [...(this.wrong.get(key) ?? []), this.clock.now()]);
  }
}
