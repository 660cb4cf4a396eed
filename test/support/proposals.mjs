/**
 * Invented proposals for the near-duplicate search: sentences put together from clauses of seven fields, so that
 * proposals that have nothing to do with each other still share many phrases; some copied from others with a part of
 * their clauses rewritten, and some that only share the paragraph in which their organization introduces itself.
 */

/** A small seeded generator (mulberry32): the same seed gives the same set everywhere. */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    pick: (list) => list[Math.floor(next() * list.length)],
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
  };
}

const words = (text) => text.split(' ');
const FIELDS = [
  {
    who: words('独居老人 高龄老人 失能老人 空巢老人 失智老人及其照护者 退休后初到城市的老人 农村留守老人'),
    what: words(
      '助餐送餐 上门助浴 居家适老化改造评估 认知症早期筛查 手机使用教学 午后茶话会 防跌倒训练 代际共读 慢病自我管理小组 口述史记录',
    ),
    why: words(
      '子女多在外地务工 楼房没有电梯 社区食堂离家较远 对诈骗电话缺少防备 出院后无人照看 长期缺少说话的人 记不住服药时间 不会使用线上挂号',
    ),
  },
  {
    who: words('肢体障碍者 听力障碍者 心智障碍青年 视力障碍者 精神康复者 残障人士家属 重度残疾人照护者'),
    what: words(
      '支持性就业训练 手语角 辅具借用 无障碍出行陪同 家属喘息服务 烘焙工作坊 居家康复指导 盲人观影 定向行走训练 职前模拟面试',
    ),
    why: words(
      '就业岗位信息难以获得 公共场所缺少引导 照护者长年没有休息 康复训练中断 与邻里往来很少 辅具价格较高 交流方式不被理解',
    ),
  },
  {
    who: words('留守儿童 困境儿童 随迁子女 青春期学生 孤独症儿童 辍学青少年 单亲家庭儿童'),
    what: words(
      '四点半课堂 亲子阅读 成长小组 心理绘画 防溺水教育 一对一课业陪伴 城市探访营 科学实验角 性别安全教育 家庭沟通训练',
    ),
    why: words(
      '放学后无人看管 父母一年回家一次 课外读物很少 情绪问题没有被看见 家长不知如何沟通 暑期安全隐患多 转学后难以融入',
    ),
  },
  {
    who: words('低保家庭 重病家庭 突发变故家庭 临时遇困人员 支出型困难家庭 孤儿和事实无人抚养儿童'),
    what: words(
      '政策找人 家庭个案管理 物资链接 就医陪同 小额互助 情绪支持热线 家庭整理 技能转介 债务咨询 法律援助转介',
    ),
    why: words(
      '不清楚可以申请哪些救助 医疗支出压力大 家中无人能办手续 长期处于焦虑之中 缺少稳定收入 亲友支持减弱',
    ),
  },
  {
    who: words('老旧小区居民 新建小区业主 楼栋长 社区志愿者 外来租户 沿街商户 网格员'),
    what: words(
      '楼道议事会 垃圾分类引导 邻里集市 社区花园共建 停车协商 矛盾调解室 业主骨干培育 社区故事采集 公共空间改造 微更新提案大赛',
    ),
    why: words(
      '公共事务少有人参与 物业矛盾反复出现 停车位长期不足 租户与业主互不相识 楼道堆物难以清理 协商缺少规则',
    ),
  },
  {
    who: words('初创社会组织 社区社会组织带头人 一线社会工作者 项目财务人员 志愿团队骨干 乡镇社工站人员'),
    what: words(
      '财务规范训练 项目设计工作坊 同行督导 筹款实务课 档案管理辅导 理事会治理咨询 评估指标训练 传播写作营 年检辅导 参访学习',
    ),
    why: words('票据管理不规范 申报书写不出成效 人员流动大 缺少督导 理事会不召开 不会使用资助管理系统'),
  },
  {
    who: words('外来务工人员 新业态骑手 全职妈妈 退役军人家庭 待业青年 河道周边村民'),
    what: words(
      '骑手驿站 夜校课程 育儿互助 水环境观察 急救技能普及 权益咨询 城市融入小组 社区健康跑 就业信息角 公益市集',
    ),
    why: words('工作时间长难以参加活动 缺少交流平台 对本地政策不了解 急救知识普及率低 家庭与工作难以兼顾'),
  },
];
const PLACES = words(
  '安澜 文渠 柳树湾 长西 闸口 清江 水渡口 府前 淮海 钵池 徐杨 新港 和平 武墩 盐河 城南 黄码 王家营 长江路 新渡 丁集 五里 淮高 三树 朱坝 老子山 岔河 高良涧 西顺河 蒋坝 盱城 马坝 管镇 鲍集 黎城 金南 银集 涂沟 涟城 高沟 红窑 成集',
).map((name) => `${name}社区`);
const SOURCES = words('入户走访 座谈会 问卷调查 与网格员访谈 查阅社区台账 观察记录 电话回访 居民代表会议');
const TEAMS = words('社会工作师 心理咨询师 康复治疗师 退休教师 护理人员 志愿者 律师 高校督导');
const TOOLS = words(
  '个案工作 小组工作 社区工作 同伴支持 需求评估表 服务档案 满意度问卷 前后测量表 月度复盘会 公示栏',
);
const RISKS = words('天气影响户外活动 参与人数不足 志愿者流动 场地临时调整 服务对象突发疾病 资料泄露');

/** One sentence each, as a list of clauses; `f` is the field, `r` the generator. */
const SENTENCES = [
  (f, r, c) => [
    `${c.place}常住人口约${r.integer(2, 9)}千人`,
    `其中${c.who}${r.integer(80, 900)}人`,
    `经${r.pick(SOURCES)}发现${r.pick(f.why)}`,
  ],
  (f, r, c) => [
    `${r.pick(SOURCES)}显示`,
    `${r.integer(41, 92)}%的${c.who}表示${r.pick(f.why)}`,
    `现有服务难以覆盖`,
  ],
  (f, r) => [
    `目前社区已有的活动以节日慰问为主`,
    `缺少持续的${r.pick(f.what)}`,
    `${r.pick(f.why)}的问题没有得到回应`,
  ],
  (f, r, c) => [
    `项目以${c.who}为服务对象`,
    `由社区推荐、本人申请、入户评估三步确定名单`,
    `优先考虑${r.pick(f.why)}的人员`,
  ],
  (f, r, c) => [
    `计划开展${c.what}${r.integer(8, 40)}次`,
    `每次约${r.integer(10, 40)}人`,
    `由${r.pick(TEAMS)}主持`,
  ],
  (f, r) => [
    `同时设置${r.pick(f.what)}`,
    `每月第${r.integer(1, 4)}周在社区活动室进行`,
    `${r.pick(TEAMS)}负责记录`,
  ],
  (f, r) => [
    `第一阶段招募并培训${r.pick(TEAMS)}${r.integer(6, 30)}名`,
    `第二阶段按计划推进${r.pick(f.what)}`,
    `第三阶段整理案例并评估`,
  ],
  (f, r, c) => [
    `服务方法上综合运用${r.pick(TOOLS)}和${r.pick(TOOLS)}`,
    `把${r.pick(f.what)}与${c.what}结合起来`,
    `避免活动流于形式`,
  ],
  (f, r) => [
    `到项目结束时`,
    `${r.integer(60, 95)}%的参加者能够独立完成一项任务`,
    `${r.pick(TOOLS)}得分提高${r.integer(10, 35)}%`,
  ],
  (f, r, c) => [
    `直接服务${r.integer(60, 400)}人`,
    `服务${r.integer(500, 4000)}人次`,
    `${c.who}满意度不低于${r.integer(80, 95)}%`,
  ],
  (f, r) => [
    `创新之处在于由服务对象担任${r.pick(f.what)}的带领者`,
    `以${r.pick(TOOLS)}记录变化`,
    `形成可以推广的操作手册`,
  ],
  (f, r) => [
    `可能遇到${r.pick(RISKS)}`,
    `届时将${r.pick(['调整时间', '改为线上', '启用备用场地', '增加动员', '请社区协助'])}`,
    `并及时告知参加者`,
  ],
  (f, r) => [`项目结束后由社区志愿队伍继续开展${r.pick(f.what)}`, `物资移交社区保管`, `本组织每季度回访一次`],
  (f, r) => [`资金主要用于${r.pick(f.what)}和人员补贴`, `所有支出按项目单独核算`, `接受资助方监督和审计`],
];

const PREFIX = words('安和 众益 明德 同行 暖阳 思源 知行 春晖 禾苗 协力 博雅 仁济 晨光 清泉 守望 益路');
const KIND = words('社会工作服务中心 公益发展中心 志愿服务协会 社区服务中心 助老服务中心 青少年发展中心');

function introduction(r) {
  const f = r.pick(FIELDS);
  return [
    [
      `${r.pick(PREFIX)}${r.pick(PREFIX)}${r.pick(KIND)}成立于${r.integer(2009, 2018)}年`,
      `现有专职人员${r.integer(3, 20)}名`,
      `长期为${r.pick(f.who)}提供${r.pick(f.what)}`,
    ],
    [
      `先后承接${r.pick(PLACES)}和${r.pick(PLACES)}的服务项目${r.integer(2, 15)}个`,
      `建立了${r.pick(TOOLS)}制度`,
    ],
  ];
}

function proposal(r, f, intro) {
  const c = { place: r.pick(PLACES), who: r.pick(f.who), what: r.pick(f.what) };
  const body = SENTENCES.filter(() => r.next() < 0.9).map((sentence) => sentence(f, r, c));
  return { field: f, context: c, sentences: [...intro, ...body] };
}

const SYNONYMS = [
  ['开展', '举办'],
  ['活动', '服务'],
  ['由', '请'],
  ['主持', '带领'],
  ['计划', '拟'],
  ['发现', '了解到'],
  ['负责', '承担'],
  ['缺少', '没有'],
  ['参加者', '参与者'],
  ['提高', '提升'],
  ['及时', '尽快'],
  ['继续', '持续'],
  ['形成', '整理出'],
  ['结合起来', '放在一起'],
  ['难以', '不易'],
  ['同时', '另外'],
  ['每次', '每场'],
  ['目前', '眼下'],
  ['优先', '首先'],
  ['确定', '选定'],
  ['问题', '困难'],
  ['主要', '大多'],
  ['社区', '居委会'],
  ['志愿者', '义工'],
];

function reworded(clause, r) {
  let text = clause;
  for (const [from, to] of SYNONYMS) if (r.next() < 0.7) text = text.replaceAll(from, to);
  return r.next() < 0.5 ? `${r.pick(['因此', '为此', '据此', '在此基础上'])}${text}` : text;
}

/** A copy for another place: `rate` of its clauses rewritten — half of them anew, half in other words —, its sentences moved about. */
function copyOf(source, r, rate) {
  const place = r.pick(PLACES);
  const other = { ...source.context, place, who: r.pick(source.field.who), what: r.pick(source.field.what) };
  const clauses = source.sentences.flatMap((sentence, i) => sentence.map((_, j) => `${i}:${j}`));
  const touched = new Set();
  while (touched.size < Math.round(clauses.length * rate)) touched.add(r.pick(clauses));
  const sentences = source.sentences.map((sentence, i) =>
    sentence.map((clause, j) => {
      const moved = clause
        .replaceAll(source.context.place, place)
        .replace(/\d+/g, (digits) => String(r.integer(2, 90) + Number(digits)));
      if (!touched.has(`${i}:${j}`)) return moved;
      return r.next() < 0.5 ? reworded(moved, r) : r.pick(r.pick(SENTENCES)(source.field, r, other));
    }),
  );
  const at = r.integer(0, sentences.length - 2);
  return { ...source, context: other, sentences: [...sentences.slice(at), ...sentences.slice(0, at)] };
}

const written = ({ sentences }) => sentences.map((clauses) => `${clauses.join('，')}。`).join('');

/** `count` proposals of which `copies` are copied at 10 to 50 % rewriting; and the pairs that were planted. */
export function proposals({ seed, count, copies, shared }) {
  const r = seeded(seed);
  const originals = count - copies;
  const intros = Array.from({ length: shared }, () => introduction(r));
  const list = Array.from({ length: originals }, (_, i) =>
    // The first ones share their introduction two by two and nothing else: one body, two projects.
    proposal(r, r.pick(FIELDS), i < shared * 2 ? intros[Math.floor(i / 2)] : introduction(r)),
  );
  const planted = Array.from({ length: copies }, (_, i) => {
    const from = shared * 2 + Math.floor((i * (originals - shared * 2)) / copies);
    const rate = 0.1 + (0.4 * i) / Math.max(1, copies - 1);
    list.push(copyOf(list[from], r, rate));
    return { first: String(from), second: String(originals + i), rate };
  });
  return { texts: list.map((one, i) => ({ number: String(i), text: written(one) })), planted };
}
