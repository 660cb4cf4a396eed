import { type Bilingual } from '../../kernel/sentence.js';
import {
  type AnswerOption,
  type FormDefinition,
  type FormSection,
  type Question,
  type QuestionKind,
  type RowColumn,
} from './form.rules.js';

const named = ([zh, en]: readonly [string, string]): Bilingual => ({ zh, en });

/** A required question; texts bring their limit along. */
const ask = (
  kind: QuestionKind,
  code: string,
  label: readonly [string, string],
  more: Partial<Question> = {},
): Question => ({ code, kind, label: named(label), required: true, ...more });
const may = (question: Question): Question => ({ ...question, required: false });
const option = (value: string, zh: string, en: string): AnswerOption => ({ value, label: { zh, en } });
const column = (
  code: string,
  label: readonly [string, string],
  required: boolean,
  more: Partial<RowColumn> = {},
): RowColumn => ({
  code,
  kind: 'TEXT',
  label: named(label),
  required,
  ...(more.kind ? {} : { limit: 100 }),
  ...more,
});
const section = (
  code: string,
  title: readonly [string, string],
  questions: readonly Question[],
): FormSection => ({ code, title: named(title), questions });

const YES_NO = [option('yes', '有', 'Yes'), option('no', '没有', 'No')];

export const FIELD_OPTIONS: readonly AnswerOption[] = [
  option('ELDERLY', '为老服务', 'Services for older people'),
  option('DISABILITY', '助残服务', 'Services for people with disabilities'),
  option('CHILD_YOUTH', '儿童与青少年服务', 'Children and young people'),
  option('RELIEF', '救助帮困', 'Relief of hardship'),
  option('COMMUNITY', '社区治理', 'Community governance'),
  option('CAPACITY', '能力建设', 'Capacity building'),
  option('OTHER', '其他', 'Other'),
];

/** What the register does not know of the applicant. */
const APPLICANT = section(
  'applicant',
  ['申报组织', 'Applicant'],
  [
    ask('TEXT', 'postcode', ['邮政编码', 'Postcode'], { limit: 6 }),
    ask('NUMBER', 'fullTimeStaff', ['专职人员数', 'Full-time staff'], { least: 0, most: 100_000 }),
    ask('NUMBER', 'partTimeStaff', ['兼职人员数', 'Part-time staff'], { least: 0, most: 100_000 }),
    ask('NUMBER', 'socialWorkers', ['持证社会工作者数', 'Certified social workers'], {
      least: 0,
      most: 100_000,
    }),
    ask('LONG_TEXT', 'introduction', ['组织简介（含做过的项目）', 'Introduction with past projects'], {
      limit: 500,
    }),
  ],
);

const PROJECT = section(
  'project',
  ['项目', 'Project'],
  [
    ask('TEXT', 'title', ['项目名称', 'Name of the project'], {
      limit: 80,
      hint: { zh: '须能看出服务内容', en: 'It shows the service' },
    }),
    ask('CHOICE', 'field', ['服务领域', 'Field'], { options: FIELD_OPTIONS }),
    ask('DAY', 'startOn', ['开始日期', 'First day']),
    ask('DAY', 'endOn', ['结束日期', 'Last day']),
    ask('ROWS', 'places', ['实施地点', 'Places'], {
      limit: 20,
      columns: [column('place', ['街道（镇）和社区', 'Subdistrict or town, and community'], true)],
    }),
    ask('LONG_TEXT', 'need', ['需求分析和依据', 'Need, with evidence'], { limit: 2000 }),
    ask('LONG_TEXT', 'target', ['服务对象和选择方法', 'Target group and how it is chosen'], { limit: 1000 }),
    ask('NUMBER', 'beneficiaries', ['直接受益人数', 'Direct beneficiaries'], {
      least: 1,
      most: 10_000_000,
      hint: { zh: '填写人数，不是人次', en: 'Persons, not visits' },
    }),
    may(
      ask('NUMBER', 'indirect', ['间接受益人数（估计）', 'Indirect beneficiaries (estimate)'], {
        least: 0,
        most: 10_000_000,
      }),
    ),
    ask('LONG_TEXT', 'goals', ['目标', 'Goals'], { limit: 2000 }),
    ask('ROWS', 'activities', ['活动与进度', 'Activities and timetable'], {
      limit: 60,
      columns: [
        column('activity', ['活动', 'Activity'], true, { limit: 200 }),
        column('startOn', ['开始日期', 'From'], true, { kind: 'DAY' }),
        column('endOn', ['结束日期', 'To'], true, { kind: 'DAY' }),
        column('count', ['次数', 'Times'], true, { kind: 'NUMBER' }),
      ],
    }),
    ask('LONG_TEXT', 'method', ['服务方法', 'Method'], { limit: 1000 }),
    ask('ROWS', 'indicators', ['产出和成效指标', 'Outputs and outcome indicators'], {
      limit: 30,
      columns: [
        column('kind', ['类别', 'Kind'], true, {
          kind: 'CHOICE',
          options: [
            option('OUTPUT', '产出', 'Output'),
            option('OUTCOME', '成效', 'Outcome'),
            option('SATISFACTION', '满意度', 'Satisfaction'),
          ],
        }),
        column('indicator', ['指标', 'Indicator'], true),
        column('target', ['目标值', 'Target'], true),
      ],
    }),
    may(ask('LONG_TEXT', 'innovation', ['创新之处', 'Innovation'], { limit: 1000 })),
    ask('LONG_TEXT', 'sustainability', ['项目结束后如何继续', 'What comes after'], { limit: 1000 }),
    ask('LONG_TEXT', 'risks', ['风险与应对', 'Risks and responses'], { limit: 1000 }),
    ask('CHOICE', 'cooperation', ['是否有社区或其他单位合作', 'Is there a partner'], { options: YES_NO }),
    ask('LONG_TEXT', 'partners', ['合作单位和分工', 'Partners and what they do'], {
      limit: 1000,
      when: [{ question: 'cooperation', isOneOf: ['yes'] }],
    }),
    ask('LONG_TEXT', 'summary', ['项目摘要', 'Summary'], { limit: 500 }),
  ],
);

const TEAM = section(
  'team',
  ['团队', 'Team'],
  [
    ask('ROWS', 'team', ['团队成员', 'Members'], {
      limit: 30,
      columns: [
        column('name', ['姓名', 'Name'], true),
        column('role', ['分工', 'Role'], true),
        column('education', ['学历', 'Education'], false),
        column('qualification', ['资质（如社会工作者证书）', 'Qualification (such as social worker)'], false),
      ],
    }),
    ask('TEXT', 'head', ['项目负责人', 'Head of the project'], { limit: 60 }),
    ask('TEXT', 'contact', ['联系人', 'Contact'], { limit: 60 }),
  ],
);

/** The rows of the budget have a page and rules of their own; here stands what explains them. */
const BUDGET = section(
  'budget',
  ['预算', 'Budget'],
  [may(ask('LONG_TEXT', 'budgetNotes', ['预算说明', 'Notes on the budget'], { limit: 1000 }))],
);

const OTHER_MONEY = section(
  'otherMoney',
  ['其他资金', 'Other money'],
  [
    ask(
      'CHOICE',
      'otherPublic',
      ['同一项目是否有其他财政资金', 'Is there other public money for the project'],
      {
        options: YES_NO,
      },
    ),
    ask('ROWS', 'otherSources', ['其他资金来源', 'Other sources'], {
      limit: 20,
      columns: [
        column('source', ['来源', 'Source'], true),
        column('amountFen', ['金额（元）', 'Amount (yuan)'], true, { kind: 'MONEY' }),
        column('state', ['状态', 'State'], true, {
          kind: 'CHOICE',
          options: [option('CONFIRMED', '已落实', 'Confirmed'), option('PENDING', '待落实', 'Pending')],
        }),
      ],
      when: [{ question: 'otherPublic', isOneOf: ['yes'] }],
    }),
  ],
);

const statement = (code: string, zh: string, en: string): Question => ask('STATEMENT', code, [zh, en]);
const STATEMENTS = section(
  'statements',
  ['承诺', 'Statements'],
  [
    statement('truth', '所报材料真实、完整，如有虚假愿承担责任', 'The material is true and complete'),
    statement('supervision', '接受监督、审计和评估', 'We accept supervision, audit and evaluation'),
    statement(
      'separate-accounting',
      '对项目资金单独核算',
      'The money of the project is accounted for separately',
    ),
  ],
);

const ANNEXES = section(
  'annexes',
  ['附件', 'Annexes'],
  [
    ask('FILE', 'certificate', ['登记证书', 'Certificate of registration'], {
      limit: 2,
      accepts: ['PDF', 'PICTURE'],
      hint: {
        zh: '副本扫描件或照片，用于核对登记信息；须在有效期内',
        en: 'A scan or photo of the duplicate, to check the registration; it has to be valid',
      },
    }),
    may(
      ask('FILE', 'report', ['上年度工作报告和审计报告', 'Last report and audit'], {
        limit: 4,
        accepts: ['PDF', 'OFFICE'],
        hint: { zh: '用于了解上年度的活动和财务', en: 'It shows the activities and accounts of last year' },
      }),
    ),
    may(
      ask('FILE', 'grade', ['评估等级证书', 'Certificate of the grade'], {
        limit: 2,
        accepts: ['PDF', 'PICTURE'],
        hint: { zh: '有有效评估等级的上传', en: 'For organizations with a grade that is valid' },
      }),
    ),
    may(
      ask('FILE', 'taxes', ['纳税和社会保险证明', 'Proof of taxes and social insurance'], {
        limit: 4,
        accepts: ['PDF', 'PICTURE'],
      }),
    ),
    ask('FILE', 'cooperationLetter', ['合作意向书（加盖公章）', 'Letter of cooperation with seal'], {
      limit: 4,
      when: [{ question: 'cooperation', isOneOf: ['yes'] }],
    }),
  ],
);

/** The statement that goes with lottery money. (R-BU-12) */
export const LOTTERY_STATEMENT = statement(
  'lottery-mark',
  '在资助购置的物品和举办的活动上标明“彩票公益金资助—中国福利彩票”',
  'Things and events paid by the grant carry the mark of lottery money',
);

/** The form that a round starts from: seven groups. (domain.md 3.4) */
export function defaultForm({ lotteryMoney }: { readonly lotteryMoney: boolean }): FormDefinition {
  const statements = lotteryMoney
    ? { ...STATEMENTS, questions: [...STATEMENTS.questions, LOTTERY_STATEMENT] }
    : STATEMENTS;
  return {
    version: 1,
    sections: [APPLICANT, PROJECT, TEAM, BUDGET, OTHER_MONEY, statements, ANNEXES],
  };
}
