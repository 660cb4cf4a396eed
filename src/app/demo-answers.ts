import { type CalendarDay } from '../kernel/calendar.js';
import {
  type Answer,
  type Answers,
  type FormDefinition,
  type Question,
  type RowColumn,
  shownQuestions,
} from '../ventures/rounds/form.rules.js';

/** Texts of the invented applications, by the codes of the usual form. */
const TEXTS: Readonly<Record<string, string>> = {
  postcode: '223001',
  introduction: '本组织（虚构）长期在社区开展公益服务，曾承办街道委托的同类项目。',
  place: '淮安市虚构社区',
  need: '经入户走访和社区座谈了解，服务对象对此类服务有持续需求（虚构内容）。',
  target: '由社区网格员和志愿者共同走访确定，优先独居、困难家庭（虚构内容）。',
  goals: '全年开展活动24次，直接服务对象满意度不低于85%。',
  activities: '第1季度招募与培训；第2、3季度每月两次活动；第4季度评估与总结。',
  method: '以小组工作和个案跟进为主，由持证社会工作者带领（虚构内容）。',
  risks: '参与人数不足时与社区共同动员。',
  sustainability: '项目结束后由社区志愿队伍继续开展。',
  contact: '项目联系人（虚构）',
  head: '项目负责人（虚构）',
};
const ROWS: Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>> = {
  team: [
    { id: 'm1', name: '项目负责人（虚构）', role: '负责人' },
    { id: 'm2', name: '社会工作者（虚构）', role: '执行' },
  ],
  places: [{ id: 'p1', place: '清江浦区虚构街道虚构社区' }],
  indicators: [
    { id: 'i1', kind: 'OUTPUT', indicator: '活动次数', target: '24 次' },
    { id: 'i2', kind: 'SATISFACTION', indicator: '服务对象满意度', target: '85%' },
  ],
};
/** Whoever has nothing to declare says so. */
const CHOICES: Readonly<Record<string, string>> = { cooperation: 'no', otherPublic: 'no' };

/** Answers to every question that a form shows, with what is particular to one application. */
export function invented(
  form: FormDefinition,
  said: Answers & { readonly startOn: CalendarDay; readonly endOn: CalendarDay },
): Answers {
  const questions = form.sections
    .flatMap((section) => section.questions)
    .filter(({ kind }) => kind !== 'FILE');
  const all: Answers = Object.fromEntries(
    questions.map((question) => [question.code, said[question.code] ?? inventedAnswer(question, said)]),
  );
  const shown = shownQuestions(form, all);
  return Object.fromEntries(Object.entries(all).filter(([code]) => shown.has(code)));
}

function inventedAnswer(
  question: Question,
  said: { readonly startOn: CalendarDay; readonly endOn: CalendarDay },
): Answer {
  const { code, kind, columns = [], required } = question;
  if (kind === 'ROWS')
    return (
      ROWS[code] ?? [
        { id: 'r1', ...Object.fromEntries(columns.map((one) => [one.code, inventedValue(one, said)])) },
      ]
    );
  if (kind === 'STATEMENT') return true;
  if (kind === 'CHOICES') return [question.options?.[0]?.value ?? ''];
  return required || TEXTS[code] !== undefined ? inventedValue(question, said) : null;
}

function inventedValue(
  { code, kind, options = [], label, ...bounds }: Question | RowColumn,
  said: { readonly startOn: CalendarDay; readonly endOn: CalendarDay },
): string | number {
  if (kind === 'NUMBER' || kind === 'MONEY') return Math.max(12, 'least' in bounds ? (bounds.least ?? 0) : 0);
  if (kind === 'DAY') return code === 'endOn' ? said.endOn : said.startOn;
  if (kind === 'CHOICE') return CHOICES[code] ?? options[0]?.value ?? '';
  return TEXTS[code] ?? `${label.zh}（虚构内容）`;
}
