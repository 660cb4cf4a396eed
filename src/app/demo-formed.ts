import { type INestApplicationContext } from '@nestjs/common';
import { accepted, found, type Outcome } from '../kernel/outcome.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import {
  addQuestion,
  type QuestionDraft,
  withLotteryStatement,
} from '../ventures/rounds/form-editor.rules.js';
import { DesignService } from '../ventures/rounds/design.service.js';
import { type RoundSetup } from '../ventures/rounds/readiness.rules.js';
import { allRounds } from '../ventures/rounds/rounds.queries.js';
import { withCriterion } from '../ventures/rounds/rubric-editor.rules.js';
import { type Cast, member } from './demo-accounts.js';
import { value } from './demo-rounds.js';

const VOLUNTEERS: QuestionDraft = {
  kind: 'CHOICE',
  label: { zh: '是否招募志愿者', en: 'Will volunteers take part' },
  required: true,
  options: [
    { value: 'yes', label: { zh: '招募', en: 'Yes' } },
    { value: 'no', label: { zh: '不招募', en: 'No' } },
  ],
};
const TASKS: QuestionDraft = {
  kind: 'ROWS',
  label: { zh: '志愿者的工作和培训', en: 'Work and training of volunteers' },
  hint: { zh: '招募志愿者的项目填写', en: 'Where volunteers take part' },
  required: true,
  limit: 10,
  columns: [
    { code: 'c1', kind: 'TEXT', label: { zh: '工作', en: 'Work' }, required: true, limit: 100 },
    { code: 'c2', kind: 'NUMBER', label: { zh: '人数', en: 'People' }, required: true },
    { code: 'c3', kind: 'TEXT', label: { zh: '培训', en: 'Training' }, required: false, limit: 100 },
  ],
  when: [{ question: 'q1', isOneOf: ['yes'] }],
};

/**
 * The draft round asks about volunteers and, if there are some, what they do; it is paid by lottery money, wants own
 * money and people on every service row; and its rubric has one criterion too many, so that its points are not yet 100.
 */
export async function seedDesign(app: INestApplicationContext, cast: Cast): Promise<void> {
  const round = found((await allRounds(app.get(UnitOfWork).reader)).find(({ status }) => status === 'DRAFT'));
  value(
    await app
      .get(DesignService)
      .change(member(cast, 'officer'), round.number, round.version, (setup) =>
        [withVolunteers, withLotteryRules, withOneMore].reduce<Outcome<RoundSetup>>(
          (outcome, step) => (outcome.ok ? step(outcome.value) : outcome),
          accepted(setup),
        ),
      ),
  );
}

function withVolunteers(setup: RoundSetup): Outcome<RoundSetup> {
  const asked = addQuestion(setup.form, 'team', VOLUNTEERS);
  const form = asked.ok ? addQuestion(asked.value, 'team', TASKS) : asked;
  return form.ok ? accepted({ ...setup, form: form.value }) : form;
}

function withLotteryRules(setup: RoundSetup): Outcome<RoundSetup> {
  const rules = { ...setup.rules, lotteryMoney: true, minSelfRaisedPercent: 20, peopleOnServiceLines: true };
  return accepted({ ...setup, rules, form: withLotteryStatement(setup.form, rules) });
}

function withOneMore(setup: RoundSetup): Outcome<RoundSetup> {
  const rules = withCriterion(setup.rules, null, {
    nameZh: '志愿服务',
    nameEn: 'Volunteering',
    points: 5,
    anchorZh: '志愿者的招募、培训和激励安排具体',
    anchorEn: 'How volunteers are found, trained and kept is set out',
    levels: [
      { from: 0, zh: '没有志愿者，也没有说明理由', en: 'No volunteers and no reason why', remove: false },
      { from: 3, zh: '有志愿者，分工清楚', en: 'Volunteers with clear tasks', remove: false },
      {
        from: 5,
        zh: '招募、培训、激励都有具体安排',
        en: 'Finding, training and keeping them are set out',
        remove: false,
      },
    ],
  });
  return rules.ok ? accepted({ ...setup, rules: rules.value }) : rules;
}
