import { addDays, type CalendarDay } from '../kernel/calendar.js';
import { found, type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type AppealsService } from '../ventures/applications/appeals.service.js';
import { type ApplicationLine, applicationsOfRound } from '../ventures/applications/applications.queries.js';
import { type ScreeningService } from '../ventures/applications/screening.service.js';
import { type SupplementsService } from '../ventures/applications/supplements.service.js';
import { roundByNumber } from '../ventures/rounds/rounds.queries.js';
import { type Cast, member } from './demo-accounts.js';

/** The question that the demonstration's supplement opens. */
const SUMMARY = 'summary';

export interface ScreeningHands {
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly screening: ScreeningService;
  readonly supplements: SupplementsService;
  readonly appeals: AppealsService;
}

/**
 * The first check of a round: one application is supplemented, one is excluded and comes back by an appeal that a second
 * person upholds, and every rule of all the others is judged to hold. In the end all of them are eligible.
 */
export async function screenRound(
  hands: ScreeningHands,
  number: string,
  { closedOn, at }: { readonly closedOn: CalendarDay; readonly at: (day: CalendarDay, hour: number) => void },
): Promise<void> {
  const { work, cast, screening } = hands;
  const officer = member(cast, 'officer');
  const list = await applicationsOfRound(work.reader, number);
  // The two organizations of the demonstration's accounts come first, so that they find it on their own pages.
  const [supplemented, appealed] = list;
  if (supplemented !== undefined) await supplement(hands, supplemented, () => at(addDays(closedOn, 1), 10));
  if (appealed !== undefined) await excludeAndReinstate(hands, appealed, () => at(addDays(closedOn, 2), 10));
  const round = found(await roundByNumber(work.reader, number));
  const waiting = (await applicationsOfRound(work.reader, number)).filter(
    ({ status }) => status === 'SUBMITTED',
  );
  for (const { application, standings } of await screening.screened(work.reader, round, waiting)) {
    const entries = standings.map(({ unit: { key, engine } }) => ({
      key,
      engine,
      officer: 'PASS' as const,
      reason: null,
    }));
    value(await screening.judge(officer, application.number ?? '', entries));
    value(
      await screening.decide(officer, application.number ?? '', { eligible: true, rule: null, reason: null }),
    );
  }
}

async function supplement(
  { cast, supplements }: ScreeningHands,
  { number, organizationId, roundNumber }: ApplicationLine,
  later: () => void,
): Promise<void> {
  const applicant: SignedIn = { ...member(cast, 'ngo-a'), organizationId };
  const items = [{ code: SUMMARY, words: '请补充直接服务对象的人数和选取方式（虚构）' }];
  value(await supplements.ask(member(cast, 'officer'), number ?? '', items));
  later();
  const answers = {
    [SUMMARY]: '面向社区困难老人等直接服务对象，由社区推荐并公示后确定（补正后的虚构内容）。',
  };
  value(await supplements.handIn(applicant, roundNumber, { answers, lines: null, version: 1 }));
}

async function excludeAndReinstate(
  { work, cast, screening, appeals }: ScreeningHands,
  application: ApplicationLine,
  later: () => void,
): Promise<void> {
  const { organizationId, roundNumber } = application;
  const number = application.number ?? '';
  const officer = member(cast, 'officer');
  const applicant: SignedIn = { ...member(cast, 'ngo-b'), organizationId };
  const round = found(await roundByNumber(work.reader, roundNumber));
  const [screened] = await screening.screened(work.reader, round, [application]);
  const unit = found(screened?.standings.find((one) => one.unit.engine !== 'FAIL')).unit;
  const reason = '所附证明材料不清晰，无法核实（虚构）';
  value(
    await screening.judge(officer, number, [{ key: unit.key, engine: unit.engine, officer: 'FAIL', reason }]),
  );
  value(await screening.decide(officer, number, { eligible: false, rule: unit.key, reason }));
  later();
  const appeal = value(
    await appeals.lodge(applicant, roundNumber, {
      ground: 'FACTS',
      facts: ['登记证书原件清晰可辨，可以到窗口核验（虚构）'],
      remedy: '恢复申报资格',
      evidence: [],
    }),
  );
  value(
    await appeals.decide(member(cast, 'officer-2'), appeal, {
      to: 'UPHELD',
      points: [{ agreed: true, reply: '经窗口核验原件，情况属实（虚构）' }],
      reply: '申诉成立，恢复申报资格。',
      effect: '恢复申报资格',
      version: 1,
    }),
  );
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo screening: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
