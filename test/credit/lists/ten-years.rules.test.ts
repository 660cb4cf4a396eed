import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { SeededRandom } from '../../../src/app/demo-random.js';
import {
  CASE_LIFE,
  type CaseFacts,
  type CaseStatus,
  EXIT_LIFE,
  type ExitStatus,
  findingsAgainstCase,
  findingsAgainstDecision,
  findingsAgainstNotice,
  findingsAgainstStatement,
  findingsAgainstVerification,
  findingsInLetter,
  type Letter,
  statementPeriod,
  verificationDueOn,
} from '../../../src/credit/lists/case.rules.js';
import {
  type Ground,
  GROUNDS,
  groundsOfPenalties,
  isPenaltyGround,
  type Penalty,
} from '../../../src/credit/lists/credit-list.rules.js';
import {
  after,
  groundConfirmed,
  groundFallen,
  leaving,
  type ListEvent,
  replay,
  type Stay,
} from '../../../src/credit/lists/events.rules.js';
import {
  type Clock,
  clockOf,
  type Exit,
  findingsAgainstExit,
  isVoid,
} from '../../../src/credit/lists/listing.rules.js';
import { standingAsAt } from '../../../src/credit/lists/standing.rules.js';
import { isInForce, termsOn } from '../../../src/credit/lists/terms.rules.js';
import {
  addDays,
  addWorkingDays,
  type CalendarDay,
  type HolidayRow,
  workingDayTable,
} from '../../../src/kernel/calendar.js';
import { follow } from '../../../src/kernel/transitions.js';
import { type OrganizationStatus } from '../../../src/organizations/organization.rules.js';

const table = workingDayTable(
  parse(readFileSync(new URL('../../../seeds/reference/holidays.csv', import.meta.url)), {
    columns: true,
  }) as HolidayRow[],
);
const DAYS: CalendarDay[] = [];
for (let day = '2018-01-01'; day <= '2027-12-31'; day = addDays(day, 1)) DAYS.push(day);
const BODIES = 1_000;
/** Persons confirm what a clock proposes within so many days. */
const LATEST = 9;
const FOUND = GROUNDS.filter((ground) => ground !== 'B1' && !isPenaltyGround(ground));
/** What happened over all bodies: a story that never occurs proves nothing. */
const seen: Record<string, number> = {};
const count = (what: string): void => void (seen[what] = (seen[what] ?? 0) + 1);

interface Case extends CaseFacts {
  readonly id: string;
  readonly letters: readonly Letter[];
  readonly heard: boolean;
}

/** One body over ten years: every day something may happen, and every day its state is judged. */
class Life {
  stays: readonly Stay[] = [];
  readonly events: ListEvent[] = [];
  readonly penalties: Penalty[] = [];
  readonly cases = new Map<string, Case>();
  private readonly plans = new Map<CalendarDay, (() => void)[]>();
  private clocks: readonly { stay: Stay; clock: Clock; latest: CalendarDay }[] = [];
  private clocksOf: readonly Stay[] | null = null;
  private countedOf: readonly Stay[] | null = null;
  private standing: readonly Stay[] = [];
  private confirmIn: number | null = null;
  private nextChance: number;
  status: OrganizationStatus = 'REGISTERED';
  today = DAYS[0] ?? '';
  private serial = 0;

  constructor(private readonly random: SeededRandom) {
    this.nextChance = random.integer(0, 200);
  }

  live(): void {
    for (const [i, today] of DAYS.entries()) {
      this.today = today;
      const due = this.plans.get(today);
      if (due !== undefined) for (const act of due) act();
      if (i === this.nextChance) {
        this.chance();
        this.nextChance = i + this.random.integer(15, 170);
      }
      this.confirmClocks();
      this.judge();
    }
    expect(replay(this.events)).toEqual(this.stays);
  }

  /** What the clocks propose is confirmed some days later; nothing else moves by itself. */
  private confirmClocks(): void {
    if (this.clocksOf !== this.stays) {
      this.clocksOf = this.stays;
      const moment = { status: this.status, today: this.today, terms: termsOn(this.today) };
      this.clocks = this.stays.flatMap((stay) => {
        const clock = clockOf(stay, moment);
        if (clock === null || clock.exit === 'DUTIES_DONE') return [];
        // A correction can uncover a clock that ran out long ago.
        const appeared = clock.from > this.today ? clock.from : this.today;
        return [{ stay, clock, latest: addDays(appeared, 3 * LATEST) }];
      });
    }
    const due = this.clocks.find(({ clock }) => clock.from <= this.today);
    if (due === undefined) {
      this.confirmIn = null;
      return;
    }
    this.confirmIn = (this.confirmIn ?? this.random.integer(1, LATEST)) - 1;
    if (this.confirmIn > 0) return;
    this.confirmIn = null;
    this.leave(due.stay.id, due.clock.exit);
  }

  private leave(id: string, exit: Exit): boolean {
    const stay = this.stays.find((one) => one.id === id);
    if (stay === undefined) return false;
    const against = findingsAgainstExit(stay, exit, {
      status: this.status,
      today: this.today,
      terms: termsOn(this.today),
    });
    if (against.length > 0) {
      count(`refused ${exit}`);
      if (exit === 'REPAIRED' && this.today < '2026-04-01') expect(against[0]?.code).not.toBe('allowed');
      return false;
    }
    if (exit === 'REPAIRED') expect(this.today >= '2026-04-01').toBe(true);
    this.happen(leaving(this.stays, stay, { exit, today: this.today, newId: this.id('s') }), exit);
    return true;
  }

  private happen(events: readonly ListEvent[], what: string): void {
    count(what);
    for (const event of events) {
      if (!/^R-CR-\d\d$/.test(event.rule) || event.article < 4) throw new Error(`uncited ${event.kind}`);
      if (event.terms !== termsOn(this.today).version) throw new Error('judged by other terms');
      this.events.push(event);
      this.stays = after(this.stays, event);
    }
  }

  private plan(days: number, act: () => void): void {
    const day = addDays(this.today, days);
    this.plans.set(day, [...(this.plans.get(day) ?? []), act]);
  }

  private id(kind: string): string {
    this.serial += 1;
    return `${kind}${this.serial}`;
  }

  private chance(): void {
    const dice = this.random.integer(1, 100);
    if (dice <= 34) this.findGround(this.random.pick(FOUND));
    else if (dice <= 58) this.penalize();
    else if (dice <= 80) this.applyToLeave();
    else if (dice <= 90) this.basisFalls();
    else if (dice <= 92 && this.status === 'REGISTERED') this.revoke();
    else this.applyForRepair();
  }

  /** A ground is found: told, heard or not, verified, decided by another person; and tried too early every day. */
  private findGround(ground: Ground): void {
    const id = this.id('c');
    const entry = { ground, foundOn: this.today, recordId: null };
    if (findingsAgainstCase(entry, this.today).length > 0) {
      expect(isInForce(this.today)).toBe(false);
      count('found before the Order');
      return;
    }
    this.cases.set(id, {
      ...entry,
      id,
      status: 'FOUND',
      statementDueOn: null,
      foundBy: 'a',
      verifiedBy: null,
      letters: [],
      heard: false,
    });
    count('found');
    if (ground === 'G6') this.writeTwice(id);
    else this.plan(this.random.integer(0, 9), () => this.tell(id, 'HANDED'));
  }

  private writeTwice(id: string): void {
    const send = (): boolean => {
      const one = this.case(id);
      const at = { today: this.today, foundOn: one.foundOn, terms: termsOn(this.today) };
      if (findingsInLetter(one.letters, this.today, at).length > 0) return false;
      this.change(id, { letters: [...one.letters, { sentOn: this.today, outcome: 'UNSIGNED' }] });
      return true;
    };
    send();
    const gap = this.random.integer(15, 65);
    this.plan(gap, () => {
      const sent = send();
      expect(sent).toBe(gap >= 20 && gap <= 60);
      count(sent ? 'second letter' : 'second letter refused');
      if (sent) this.plan(5, () => this.tell(id, 'INTERNET'));
    });
  }

  private tell(id: string, delivery: 'HANDED' | 'INTERNET'): void {
    const one = this.case(id);
    const notice = { delivery, on: this.today };
    const terms = termsOn(this.today);
    if (findingsAgainstNotice(one, notice, { letters: one.letters, terms, today: this.today }).length > 0)
      throw new Error('a notice that should have been possible');
    const period = statementPeriod(table, notice, terms);
    this.step(id, 'notify', { statementDueOn: period.dueOn });
    if (period.provisional) count('provisional period');
    const dice = this.random.integer(1, 10);
    if (dice <= 4)
      this.plan(this.random.integer(1, 15), () => {
        if (findingsAgainstStatement(this.case(id), this.today).length > 0) {
          count('statement too late');
          return;
        }
        this.step(id, dice <= 3 ? 'state' : 'waive', { heard: true });
        count(dice <= 3 ? 'statement' : 'waiver');
      });
    this.tryToVerify(id);
  }

  /** Tried again day by day: refused until heard or over, and then checked within the bureau's own clock. */
  private tryToVerify(id: string): void {
    this.plan(1, () => {
      const one = this.case(id);
      const against = findingsAgainstVerification(one, this.today);
      const waits = !one.heard && one.statementDueOn !== null && this.today <= one.statementDueOn;
      if (against.length > 0 !== waits) throw new Error(`${id} judged wrongly on ${this.today}`);
      if (waits) {
        count('verified too early: refused');
        this.tryToVerify(id);
        return;
      }
      const last = verificationDueOn(table, this.today, termsOn(this.today)).day;
      if (last <= this.today) throw new Error('no time to verify');
      this.step(id, 'verify', { verifiedBy: 'b' });
      this.plan(this.random.integer(0, 8), () => this.decide(id));
    });
  }

  private decide(id: string): void {
    const one = this.case(id);
    for (const person of ['a', 'b'])
      if (findingsAgainstDecision(one, { action: 'list', person, certified: false }).length === 0)
        throw new Error('who found or verified decided');
    const action = this.random.integer(1, 10) <= 8 ? 'list' : 'decline';
    if (findingsAgainstDecision(one, { action, person: 'c', certified: false }).length > 0)
      throw new Error('a decision that should have been possible');
    if (!one.heard && (one.statementDueOn ?? '9') >= this.today) throw new Error('listed early');
    this.step(id, action, {});
    if (action === 'list') this.confirm(one.ground, id, this.today);
  }

  private confirm(ground: Ground, basisRef: string, arose: CalendarDay): void {
    const event = groundConfirmed(this.stays, {
      ground,
      basisRef,
      arose,
      today: this.today,
      newId: this.id('s'),
    });
    this.happen([event], event.kind);
  }

  /** Penalties list straight away, by the ground that all of them together give. */
  private penalize(): void {
    const id = this.id('r');
    const kind = this.random.pick([
      'WARNING',
      'WARNING',
      'FINE',
      'FINE',
      'CONFISCATION',
      'SUSPENSION',
    ] as const);
    const fineFen = kind === 'FINE' ? this.random.pick([100_000, 4_999_999, 5_000_000, 9_000_000]) : null;
    this.listPenalty({ id, kind, fineFen, decidedOn: this.today, recordedAt: this.today });
  }

  private listPenalty(penalty: Penalty): void {
    this.penalties.push(penalty);
    this.plan(this.random.integer(1, 6), () => {
      const ground = groundsOfPenalties(this.penalties).get(penalty.id);
      if (ground === undefined) {
        count('penalty without ground');
        return;
      }
      if (!isInForce(penalty.decidedOn)) {
        count('penalty before the Order');
        return;
      }
      count(`by ${ground}`);
      this.confirm(ground, penalty.id, penalty.decidedOn);
    });
  }

  private revoke(): void {
    this.status = 'CERTIFICATE_REVOKED';
    this.clocksOf = null;
    this.listPenalty({
      id: this.id('r'),
      kind: 'REVOCATION',
      fineFen: null,
      decidedOn: this.today,
      recordedAt: this.today,
    });
    this.plan(this.random.integer(30, 900), () => {
      this.status = 'DEREGISTERED';
      this.clocksOf = null;
      count('deregistered');
    });
  }

  /** Duties done, applied for, verified, and removed within five working days. */
  private applyToLeave(): void {
    const open = this.stays.filter(({ removedOn }) => removedOn === null);
    if (open.length === 0) return;
    this.exitProcedure(this.random.pick(open).id, 'DUTIES_DONE');
  }

  private applyForRepair(): void {
    const open = this.stays.filter((stay) => !isVoid(stay));
    if (open.length === 0) return;
    this.exitProcedure(this.random.pick(open).id, 'REPAIRED');
  }

  private exitProcedure(id: string, exit: 'DUTIES_DONE' | 'REPAIRED'): void {
    const stay = this.stays.find((one) => one.id === id);
    const moment = { status: this.status, today: this.today, terms: termsOn(this.today) };
    if (stay === undefined || findingsAgainstExit(stay, exit, moment).length > 0) {
      count(`refused application ${exit}`);
      return;
    }
    let status: ExitStatus = 'SUBMITTED';
    this.plan(this.random.integer(1, 12), () => {
      status = next(EXIT_LIFE, status, 'verify');
      const last = addWorkingDays(table, this.today, termsOn(this.today).removalWorkingDays).day;
      this.plan(this.random.integer(0, 5), () => {
        if (this.today > last) throw new Error('removed too late');
        status = next(EXIT_LIFE, status, 'remove');
        this.leave(id, exit);
      });
    });
  }

  /** A court deletes, a penalty is revoked: any ground of any stay that counts may fall. */
  private basisFalls(): void {
    const standing = this.stays.filter((stay) => !isVoid(stay));
    if (standing.length === 0) return;
    const stay = this.random.pick(standing);
    const fallen = this.random.pick(stay.grounds);
    if (fallen.ground === 'B1') return;
    const at = this.penalties.findIndex(({ id }) => id === fallen.basisRef);
    if (at >= 0) this.penalties.splice(at, 1);
    this.happen(groundFallen(this.stays, stay, { ...fallen, today: this.today }), 'GROUND_FELL');
  }

  private case(id: string): Case {
    const one = this.cases.get(id);
    if (one === undefined) throw new Error(`no case ${id}`);
    return one;
  }

  private change(id: string, more: Partial<Case>): void {
    this.cases.set(id, { ...this.case(id), ...more });
  }

  private step(
    id: string,
    action: Parameters<typeof follow<CaseStatus, string>>[2],
    more: Partial<Case>,
  ): void {
    this.change(id, { ...more, status: next(CASE_LIFE, this.case(id).status, action) });
  }

  /** The stays that count; looked through again only when one changed. */
  private counted(): readonly Stay[] {
    if (this.countedOf === this.stays) return this.standing;
    this.countedOf = this.stays;
    this.standing = this.stays.filter((stay) => !isVoid(stay));
    if (!movedRightly(this.stays)) throw new Error(`moved without a reason on ${this.today}`);
    return this.standing;
  }

  /** Every day: one running stay a list, days in order, every clock confirmed in time, the standing what it must be. */
  private judge(): void {
    if (this.stays.length === 0) return;
    const { today } = this;
    let abnormal: CalendarDay | null = null;
    let serious: CalendarDay | null = null;
    for (const stay of this.stays) {
      if (stay.listedOn > stay.termFrom || stay.termFrom > today || stay.listedOn < '2018-01-24')
        throw new Error(`days out of order on ${today}: ${JSON.stringify(stay)}`);
      if (stay.removedOn !== null) {
        if (stay.exit === null || stay.removedOn > today) throw new Error(`left without exit on ${today}`);
        continue;
      }
      if (stay.exit !== null || stay.grounds.length === 0) throw new Error(`running and over on ${today}`);
      if (stay.list === 'ABNORMAL') {
        if (abnormal !== null) throw new Error(`two running stays on ${today}`);
        abnormal = stay.listedOn;
      } else {
        if (serious !== null) throw new Error(`two running stays on ${today}`);
        serious = stay.listedOn;
      }
    }
    const overdue = this.clocks.find(({ latest }) => latest < today);
    if (overdue !== undefined && this.clocksOf === this.stays)
      throw new Error(`an unheard clock on ${today}`);
    const standing = standingAsAt(this.counted(), today);
    if (standing.abnormalSince !== abnormal || standing.seriousSince !== serious)
      throw new Error(`another standing on ${today}`);
  }
}

/** Whoever is on the serious list for two years on the abnormal one has been there, and that stay counts. */
function movedRightly(stays: readonly Stay[]): boolean {
  return stays
    .filter((stay) => !isVoid(stay))
    .flatMap(({ grounds }) => grounds)
    .filter(({ ground }) => ground === 'B1')
    .every(({ basisRef }) => stays.find(({ id }) => id === basisRef)?.exit === 'MOVED');
}

function next<S extends string>(life: Parameters<typeof follow<S, string>>[0], status: S, action: string): S {
  const to = follow(life, status, action);
  if (!to.ok) throw new Error(`no way from ${status} by ${action}`);
  return to.value;
}

test('every day of 2018 to 2027 for 1,000 bodies: no illegal state, every move cited, a replay is the same', () => {
  const random = new SeededRandom(60);
  for (let body = 0; body < BODIES; body += 1) new Life(random).live();
  for (const what of [
    'found',
    'found before the Order',
    'penalty before the Order',
    'second letter',
    'second letter refused',
    'statement',
    'statement too late',
    'waiver',
    'verified too early: refused',
    'provisional period',
    'LISTED',
    'RESTARTED',
    'GROUND_FELL',
    'TERM_FULL',
    'MOVED',
    'DUTIES_DONE',
    'REPAIRED',
    'DEREGISTERED',
    'deregistered',
    'by G5',
    'by B3',
    'by B4',
    'by B5',
    'by B7',
    'refused application REPAIRED',
    'refused application DUTIES_DONE',
  ])
    expect([what, (seen[what] ?? 0) > 20]).toEqual([what, true]);
}, 120_000);
