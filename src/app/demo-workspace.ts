import { addDays, type CalendarDay, startOfShanghaiDay } from '../kernel/calendar.js';
import { found } from '../kernel/outcome.js';
import { type ScriptedClock } from '../platform/clock.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type AnswersService } from '../ventures/applications/answers.service.js';
import { ownApplication } from '../ventures/applications/applications.queries.js';
import { type ApplicationsService } from '../ventures/applications/applications.service.js';
import { type SubmissionService } from '../ventures/applications/submission.service.js';
import { type WorkspaceService } from '../ventures/applications/workspace.service.js';
import { type Cast, member } from './demo-accounts.js';

interface WorkspaceHands {
  readonly work: UnitOfWork;
  readonly clock: ScriptedClock;
  readonly cast: Cast;
  readonly applications: ApplicationsService;
  readonly answers: AnswersService;
  readonly workspace: WorkspaceService;
  readonly submissions: SubmissionService;
}

/**
 * One applicant takes its application back before the deadline and works on it: shared out, changed twice, one text
 * set aside for a colleague's. The draft of the demonstration.
 */
export async function reworkDraft(
  hands: WorkspaceHands,
  number: string,
  opensOn: CalendarDay,
): Promise<void> {
  const { clock, applications, answers, submissions, work, workspace, cast } = hands;
  const viewer = member(cast, 'ngo-b');
  const day = startOfShanghaiDay(addDays(opensOn, 9));
  clock.set(new Date(Date.parse(day) + 9 * 3_600_000).toISOString());
  done(await submissions.withdraw(viewer, number));
  done(await applications.start(viewer, number));
  const { version } = found(await ownApplication(work.reader, viewer, number));
  done(
    await answers.save(viewer, number, {
      answers: { need: '经入户走访，独居老人最需要的是有人定期上门（虚构内容）。' },
      version,
    }),
  );
  done(
    await answers.save(viewer, number, {
      answers: { need: '经社区座谈，独居老人最需要的是助餐（虚构内容）。' },
      version,
    }),
  );
  done(
    await workspace.share(viewer, number, [
      { section: 'team', ownerId: viewer.accountId, isDone: true },
      { section: 'budget', ownerId: viewer.accountId, isDone: false },
    ]),
  );
}

function done(outcome: { readonly ok: boolean }): void {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
}
