import { type AnchorLevel } from '../../review/ranking.rules.js';

/** The texts of four levels, weakest first, each as Chinese and English. */
type LevelTexts = readonly (readonly [zh: string, en: string])[];

const TEXTS: Readonly<Record<string, LevelTexts>> = {
  need: [
    [
      '只有笼统表述，没有依据；受益人群说不清楚',
      'General words without evidence; it is not clear who benefits',
    ],
    [
      '有走访或者座谈情况，但缺少数据；受益人群大致明确，选择办法未说明',
      'Visits or talks are described but no figures; the group is roughly known, how it is chosen is not said',
    ],
    [
      '有调查数据支持主要需求；受益人群和选择办法清楚，覆盖面基本合理',
      'Figures support the main need; group and choice are clear, coverage is mostly sensible',
    ],
    [
      '数据来源可核对，说明了已有服务的缺口；受益人群界定准确，选择公平，覆盖面与投入相称',
      'Figures can be checked and show what existing services leave open; the group is exact, chosen fairly, and in keeping with the effort',
    ],
  ],
  feasibility: [
    ['目标无法衡量，活动与目标对不上', 'Goals cannot be measured and activities do not lead to them'],
    [
      '部分目标可以衡量；活动有安排，但进度、人员和风险没有落实',
      'Some goals can be measured; activities are listed, but timetable, people and risks are left open',
    ],
    [
      '目标可以衡量，活动与目标对应；进度可行，主要风险有应对办法',
      'Goals can be measured and activities fit them; the timetable works and the main risks have an answer',
    ],
    [
      '目标、活动、产出逐项对应，并说明服务方法的依据；进度、分工和风险应对具体到人到月',
      'Goals, activities and outputs match one by one and the method is reasoned; timetable, tasks and answers to risks are set by person and month',
    ],
  ],
  innovation: [
    ['沿用通常做法，没有说明新在何处', 'The usual way of working; nothing new is named'],
    [
      '提出了新的做法，但没有说明为什么比现有做法好',
      'Something new is proposed without saying why it is better',
    ],
    [
      '做法或者合作机制在本地有新意，理由成立',
      'The method or partnership is new to the place and the reasons hold',
    ],
    [
      '针对现有服务解决不了的问题提出新机制，有试点结果或者同类经验支持，可供他人借鉴',
      'A new mechanism for what existing services do not solve, backed by a trial or comparable experience, that others can take over',
    ],
  ],
  capacity: [
    ['没有同类项目经验，人员未落实', 'No comparable project and no people named'],
    [
      '做过小型活动，负责人明确；专业人员不足，制度不全',
      'Small activities so far, a head is named; too few trained people, rules incomplete',
    ],
    [
      '完成过同类项目，团队有专业资质；财务和管理制度齐全',
      'Comparable projects were completed, the team is qualified; financial and other rules exist',
    ],
    [
      '同类项目评估良好，专职和持证人员与任务相称；治理规范，信用记录良好，有督导支持',
      'Comparable projects were assessed as good, staff and certificates match the task; sound governance, clean record, supervision at hand',
    ],
  ],
  budget: [
    ['预算与活动无关，或者缺少测算过程', 'The budget does not follow the activities or shows no reckoning'],
    [
      '主要支出有测算，部分单价或者数量没有依据',
      'The main items are reckoned; some prices or quantities have no basis',
    ],
    [
      '各项支出与活动对应，单价合理；自筹资金来源明确',
      'Each item follows an activity at a fair price; the own share has a source',
    ],
    [
      '逐项列明单价、数量和次数并与当地标准一致；自筹已落实，人均成本与同类项目相比合理',
      'Price, quantity and times are given throughout and match local standards; the own share is secured and the cost per person compares well',
    ],
  ],
  benefit: [
    ['没有可以核实的成效，项目结束即停止', 'No outcome that could be verified; all stops with the project'],
    [
      '列出产出数量，没有说明服务对象的改变；后续安排只是愿望',
      'Outputs are counted, the change for people is not described; what comes after is a wish',
    ],
    [
      '成效指标可以核实，有数据收集办法；后续有初步安排',
      'Outcomes can be verified and how data are gathered is said; there is a first plan for afterwards',
    ],
    [
      '成效指标有基线、目标和核实办法；后续的人员、场地和资金已有着落或者书面支持',
      'Outcomes have a baseline, a target and a way to verify them; people, place and money for afterwards are secured or promised in writing',
    ],
  ],
};

/** The levels of a criterion of the default rubric: from 0, 40, 60 and 80 per cent of its points on. (B5) */
export function defaultLevels(code: string, points: number): readonly AnchorLevel[] {
  return (TEXTS[code] ?? []).map(([zh, en], i) => ({
    from: Math.round((points * ([0, 40, 60, 80][i] ?? 0)) / 100),
    anchor: { zh, en },
  }));
}
