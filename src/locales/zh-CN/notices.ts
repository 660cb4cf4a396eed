export const notices = {
  title: '公示公告', 'title-column': '标题', kind: '种类', published: '发布日期', until: '公示截止', empty: '还没有公示或公告',
  kinds: { PUBLICITY: '公示', ANNOUNCEMENT: '公告' }, running: '公示中', over: '公示结束',
  announce: '发布公告', publish: '发布（发布后不可修改）', 'published-now': '已发布，并记入公开账本',
  fields: { titleZh: '标题（中文）', titleEn: '标题（英文）', textZh: '正文（中文）', textEn: '正文（英文）' },
  window: '公示期：{from} 至 {to} 23:59（北京时间）', 'days-left': '还剩 {days} 个工作日', 'last-day': '今天是最后一天，截至今晚 23:59', ended: '公示期已结束',
  provisional: '截止日期所在年份的节假日安排尚未公布，此日期为暂定。',
  objection: '公示期内，任何单位和个人可以实名向主办单位书面提出异议，并附证据；主办单位在10个工作日内答复。异议期间有关项目暂不签约。',
  hash: '内容摘要',
} as const;
