import { addDays } from '../kernel/calendar.js';
import { makeCreditCode, type OrganizationType } from '../kernel/credit-code.js';
import { type SeededRandom } from './demo-random.js';

/** As many as 12.6 per 10,000 of 4.9326 million residents are. (domain.md 7.2) */
export const REGISTERED = 6_215;
const AREAS: readonly (readonly [code: string, name: string, weight: number])[] = [
  ['320800', '淮安市', 15],
  ['320803', '淮安区', 16],
  ['320804', '淮阴区', 14],
  ['320812', '清江浦区', 17],
  ['320813', '洪泽区', 8],
  ['320826', '涟水县', 13],
  ['320830', '盱眙县', 10],
  ['320831', '金湖县', 7],
];
const SECTORS: Readonly<Record<OrganizationType, readonly string[]>> = {
  ASSOCIATION: [
    '书法',
    '太极拳',
    '水稻种植',
    '电子商务',
    '志愿者',
    '摄影',
    '餐饮',
    '龙虾产业',
    '广场舞',
    '老年体育',
    '青年创业',
    '物流',
    '建筑装饰',
    '钓鱼',
    '棋类',
    '养殖',
    '诗词',
    '教育',
    '中医药',
    '家政服务',
  ],
  SERVICE_INSTITUTION: [
    '社会工作服务中心',
    '居家养老服务中心',
    '康复服务中心',
    '幼儿园',
    '培训学校',
    '志愿服务中心',
    '心理关爱中心',
    '社区服务中心',
    '助残服务中心',
    '青少年服务中心',
    '艺术培训中心',
    '环保服务中心',
    '法律援助服务中心',
    '文化传播中心',
  ],
  FOUNDATION: ['教育', '助学', '慈善', '见义勇为', '医疗救助', '乡村发展'],
};
const STYLES = [
  '和谐',
  '同心',
  '阳光',
  '春晖',
  '益民',
  '乐助',
  '康乐',
  '博爱',
  '晨曦',
  '众合',
  '清风',
  '翔宇',
  '里运河',
  '大运河',
  '白马湖',
  '洪泽湖',
  '盐河',
  '古黄河',
  '启明',
  '惠民',
  '安康',
  '星火',
  '绿野',
  '知行',
  '仁爱',
  '锦程',
  '悦享',
  '福泽',
  '嘉禾',
  '金秋',
];
const FAMILY = Array.from('张王李赵陈刘杨黄周吴徐孙朱马胡郭何高林罗');
const GIVEN = [
  '建国',
  '秀兰',
  '志强',
  '晓梅',
  '国庆',
  '海燕',
  '文博',
  '桂英',
  '永康',
  '丽华',
  '思远',
  '玉珍',
  '春生',
  '婷',
  '磊',
  '静',
];

export const HEADINGS = [
  '统一社会信用代码',
  '名称',
  '类型',
  '法定代表人',
  '成立日期',
  '区划代码',
  '住所',
  '业务主管单位',
  '状态',
  '开办资金',
  '业务范围',
];
const TYPE_NAMES: Readonly<Record<OrganizationType, string>> = {
  ASSOCIATION: '社会团体',
  SERVICE_INSTITUTION: '社会服务机构',
  FOUNDATION: '基金会',
};

/** The rows of a register of invented bodies, heading first: about 47% associations, 52% institutions, 1% foundations. */
export function inventedRegister(random: SeededRandom): string[][] {
  const names = new Set<string>();
  const rows = Array.from({ length: REGISTERED }, (_, i) => inventedRow(random, i, names));
  return [HEADINGS, ...rows];
}

function inventedRow(random: SeededRandom, index: number, names: Set<string>): string[] {
  const share = random.next();
  const type: OrganizationType =
    share < 0.47 ? 'ASSOCIATION' : share < 0.99 ? 'SERVICE_INSTITUTION' : 'FOUNDATION';
  const [code, area] = pickArea(random);
  const name = inventedName(random, type, area, names);
  const body = `MJ99${index.toString().padStart(4, '0')}`;
  const established = addDays('1996-01-01', Math.floor(Math.sqrt(random.next()) * 8_560));
  return [
    makeCreditCode(type, code, body),
    name,
    TYPE_NAMES[type],
    random.pick(FAMILY) + random.pick(GIVEN),
    established,
    code,
    `${area}虚构路${random.integer(1, 399)}号`,
    random.next() < 0.7 ? `${area}虚构主管单位${random.integer(1, 40)}` : '',
    '正常',
    `${type === 'FOUNDATION' ? random.integer(200, 800) : random.integer(3, 50)}0000.00`,
    `${name}章程所列业务`,
  ];
}

function pickArea(random: SeededRandom): readonly [string, string] {
  let left = random.next() * 100;
  for (const [code, name, weight] of AREAS) {
    left -= weight;
    if (left < 0) return [code, name];
  }
  return ['320800', '淮安市'];
}

function inventedName(
  random: SeededRandom,
  type: OrganizationType,
  area: string,
  names: Set<string>,
): string {
  const sector = random.pick(SECTORS[type]);
  const style = random.pick(STYLES);
  const stem =
    type === 'ASSOCIATION'
      ? `${area}${style}${sector}协会`
      : type === 'FOUNDATION'
        ? `${area}${style}${sector}基金会`
        : `${area}${style}${sector}`;
  for (let n = 1; ; n += 1) {
    const name =
      n === 1
        ? stem
        : stem.replace(
            style,
            `${style}${['', '', '第二', '第三', '第四', '第五', '第六', '第七', '第八'][n] ?? `第${n}`}`,
          );
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}
