import { type CalendarDay, shanghaiDayOf } from '../kernel/calendar.js';

/** The portal's only source of time. Rules never see it: they get the day as an argument. */
export abstract class Clock {
  /** The instant, ISO-8601 UTC with milliseconds and Z. */
  abstract now(): string;

  /** The calendar day in Asia/Shanghai at this instant, whatever the machine's own zone. */
  today(): CalendarDay {
    return shanghaiDayOf(this.now());
  }
}

/** The clock of the machine: what the server uses, so that a faked machine clock moves the portal. */
export class SystemClock extends Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** A clock that is told the time: the demonstration's history and tests run on it. */
export class ScriptedClock extends Clock {
  private instant: string;

  constructor(start: string) {
    super();
    this.instant = new Date(start).toISOString();
  }

  now(): string {
    return this.instant;
  }

  /** Sets the instant; an ISO text with zone. */
  set(instant: string): void {
    this.instant = new Date(instant).toISOString();
  }

  /** Moves on by so many milliseconds, so that events in one story do not fall on one instant. */
  advance(milliseconds: number): void {
    this.instant = new Date(Date.parse(this.instant) + milliseconds).toISOString();
  }

  /** Hands the time back to the machine: from here on this clock follows the system. */
  release(): void {
    this.instant = new Date().toISOString();
  }
}
