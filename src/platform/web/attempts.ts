import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';

const HOUR_MS = 3_600_000;
const MOST_KEYS = 50_000;

/**
 * How often something was tried in the last hour, by a key (an address, a number). Kept in memory, so each server
 * process counts for itself; a restart forgives.
 */
@Injectable()
export class Attempts {
  private readonly times = new Map<string, readonly number[]>();

  constructor(private readonly clock: Clock) {}

  /** Whether this many tries have been noted within the last hour. */
  exhausted(key: string, most: number): boolean {
    return this.recent(key).length >= most;
  }

  note(key: string): void {
    const recent = [...this.recent(key), this.at()];
    this.times.delete(key);
    this.times.set(key, recent);
    if (this.times.size > MOST_KEYS) this.forgetOldest();
  }

  private recent(key: string): readonly number[] {
    const from = this.at() - HOUR_MS;
    return (this.times.get(key) ?? []).filter((time) => time > from);
  }

  private forgetOldest(): void {
    const [oldest] = this.times.keys();
    if (oldest !== undefined) this.times.delete(oldest);
  }

  private at(): number {
    return Date.parse(this.clock.now());
  }
}
