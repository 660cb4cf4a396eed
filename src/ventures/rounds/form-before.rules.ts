import { type Bilingual } from '../../kernel/sentence.js';
import { FIELD_OPTIONS } from './default-form.rules.js';
import { type FormDefinition, type Question, type QuestionKind, type RowColumn } from './form.rules.js';

const named = ([zh, en]: readonly [string, string]): Bilingual => ({ zh, en });
const ask = (
  kind: QuestionKind,
  code: string,
  label: readonly [string, string],
  more: Partial<Question> = {},
): Question => ({ code, kind, label: named(label), required: true, ...more });

const cell = (code: string, label: readonly [string, string], limit: number): RowColumn => ({
  code,
  kind: 'TEXT',
  label: named(label),
  required: true,
  limit,
});

/** What applications were asked before rounds had a form of their own; their content is read by it. */
export const FORM_BEFORE: FormDefinition = {
  version: 0,
  sections: [
    {
      code: 'project',
      title: named(['项目', 'Project']),
      questions: [
        ask('TEXT', 'title', ['项目名称', 'Name of the project'], { limit: 80 }),
        ask('CHOICE', 'field', ['服务领域', 'Field'], { options: FIELD_OPTIONS }),
        ask('DAY', 'startOn', ['开始日期', 'First day']),
        ask('DAY', 'endOn', ['结束日期', 'Last day']),
        ask('TEXT', 'place', ['实施地点', 'Place'], { limit: 200 }),
        ask('NUMBER', 'beneficiaries', ['直接受益人数', 'Direct beneficiaries'], {
          least: 1,
          most: 10_000_000,
        }),
        ask('LONG_TEXT', 'summary', ['项目摘要', 'Summary'], { limit: 500 }),
      ],
    },
    {
      code: 'plan',
      title: named(['方案', 'Plan']),
      questions: [
        ask('LONG_TEXT', 'need', ['需求分析和依据', 'Need, with evidence'], { limit: 2000 }),
        ask('LONG_TEXT', 'goals', ['目标', 'Goals'], { limit: 2000 }),
        ask('LONG_TEXT', 'activities', ['活动与进度', 'Activities and timetable'], { limit: 3000 }),
        ask('LONG_TEXT', 'risks', ['风险与应对', 'Risks and responses'], { limit: 1000, required: false }),
        ask('LONG_TEXT', 'sustainability', ['项目结束后如何继续', 'What comes after'], {
          limit: 1000,
          required: false,
        }),
      ],
    },
    {
      code: 'team',
      title: named(['团队', 'Team']),
      questions: [
        ask('ROWS', 'team', ['团队成员', 'Members'], {
          limit: 30,
          columns: [
            cell('name', ['姓名', 'Name'], 60),
            cell('role', ['分工', 'Role'], 60),
            { ...cell('qualification', ['资质', 'Qualification'], 100), required: false },
          ],
        }),
        ask('TEXT', 'contact', ['联系人', 'Contact'], { limit: 100 }),
      ],
    },
    {
      code: 'budget',
      title: named(['预算', 'Budget']),
      questions: [
        ask('LONG_TEXT', 'budgetNotes', ['预算说明', 'Notes on the budget'], {
          limit: 1000,
          required: false,
        }),
      ],
    },
  ],
};
