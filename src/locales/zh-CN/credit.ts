export const credit = {
  queue: { title: '信用记录', empty: '没有信用记录' },
  records: '信用信息', 'no-records': '没有公开的信用信息', 'listed-on': '截至 {on} 在列', 'list-empty': '目前没有组织在列', late: '逾期录入', 'in-time': '按时录入', decided: '已处理',
  lists: { ABNORMAL: '活动异常名录', SERIOUS: '严重违法失信名单' },
  standing: { clean: '未列入名录名单', abnormal: '列入活动异常名录', serious: '列入严重违法失信名单' },
  enter: { title: '录入信用信息', lead: '信用信息应在形成或获取之日起5个工作日内录入；录入人不能审核自己录入的信息。', saved: '已录入，等待他人审核', 'class-hint': '行政处罚必须选择', 'formed-hint': '文书落款或收到之日', 'summary-hint': '一句话，公开后显示在名录和组织页面' },
  list: { title: '列入名录或名单', proposer: '提出人的用户名', 'proposer-hint': '提出人与确认人不能是同一人', saved: '已列入' },
  actions: { publish: '审核通过并公开', repair: '信用修复（停止公开）', withdraw: '撤下' },
  own: { title: '我的信用', lead: '这里是登记管理机关记录的本组织信用信息。如有异议，请向登记管理机关书面提出并附证据。', stays: '列入记录', never: '从未列入名录或名单' },
  categories: { BASIC: '基础信息', ANNUAL_REPORT: '年报信息', INSPECTION: '行政检查信息', PENALTY: '行政处罚信息', OTHER: '其他信息' },
  classes: { LIGHT: '轻微', GENERAL: '一般', SERIOUS: '严重' },
  statuses: { RECORDED: '待审核', PUBLISHED: '已公开', REPAIRED: '已修复', WITHDRAWN: '已撤下' },
  penalties: { WARNING: '警告', FINE: '罚款', CONFISCATION: '没收', SUSPENSION: '限期停止活动', REVOCATION: '吊销登记证书' },
  fields: {
    name: '组织', creditCode: '统一社会信用代码', category: '类别', recordClass: '失信程度', summary: '内容', formed: '形成日期', due: '应录入截止', entry: '录入', recorded: '录入时间', status: '状态', published: '公开日期',
    documentNumber: '文书号', department: '作出部门', penaltyKind: '处罚种类', fineFen: '罚款金额（元）', conclusion: '结论', year: '年度', ground: '列入事由', listed: '列入日期', removed: '移出日期',
  },
  grounds: {
    G1: '未按规定时限和要求报送年度工作报告', G2: '未按规定设置党组织', G3: '责令整改逾期未完成', G4: '公开募捐规定所列情形', G5: '受到警告或不满5万元罚款', G6: '通过登记的住所无法取得联系', G7: '法律法规规定的其他情形（异常）',
    B1: '列入活动异常名录满2年', B2: '弄虚作假办理变更登记被撤销', B3: '受到限期停止活动处罚', B4: '受到5万元以上罚款', B5: '三年内两次以上警告或不满5万元罚款', B6: '被列为失信被执行人', B7: '被吊销登记证书或撤销登记', B8: '法律法规规定的其他情形（严重）',
  },
  lookup: {
    title: '信用查询', lead: '输入名称或统一社会信用代码，立即得到一句话结论。可粘贴多个代码（最多50个，每行一个）。查询免费，无需登录。', field: '名称或代码（可多行）', submit: '查询', 'as-of': '截至 {at}（北京时间）',
    clean: '{name}：未列入活动异常名录和严重违法失信名单。', abnormal: '{name}：自 {since} 起列入活动异常名录。', serious: '{name}：自 {since} 起列入严重违法失信名单。', unknown: '代码格式正确，但本市登记中没有这个组织。', repair: '信用修复由原认定单位办理，不收取任何费用。', results: '查询结果', input: '查询内容', answer: '结论',
  },
  findings: {
    'credit-organization-unknown': '登记中没有这个代码', 'credit-field-needed': '这一类别必须填写此项', 'credit-day-in-future': '日期不能晚于今天', 'credit-own-entry': '录入或提出的人不能自己审核确认，请由另一人办理',
    'credit-listed-already': '该组织自 {since} 起已在列', 'credit-removed-before-listing': '移出日期不能早于列入日期', 'credit-proposer-unknown': '没有这位登记管理干部', 'credit-too-many-codes': '一次最多查询 {most} 个',
  },
} as const;
