import { type CentreSeed } from '../incubation/incubation.service.js';
import { type DivisionFact } from '../reference/reference.queries.js';

const TOWNSHIP_CENTRES = 36;

/** 9 city and county centres and 36 of towns and subdistricts that exist, all invented. */
export function inventedCentres(divisions: readonly DivisionFact[]): CentreSeed[] {
  const areas = divisions.filter(({ level }) => level === 3);
  const towns = divisions.filter(
    ({ level, kind }) => level === 4 && (kind === 'town' || kind === 'subdistrict'),
  );
  const step = towns.length / TOWNSHIP_CENTRES;
  const small = Array.from({ length: TOWNSHIP_CENTRES }, (_, i) => towns[Math.floor(i * step)]).filter(
    (one) => one !== undefined,
  );
  const base = {
    operator: '虚构社会组织发展中心',
    services: '场地、能力建设、注册辅导、财务托管、资源对接',
    opening: '周一至周五 9:00–17:00',
  };
  return [
    {
      ...base,
      code: 'C-320800',
      nameZh: '淮安市社会组织培育发展中心（演示）',
      nameEn: 'Huai’an Incubation Centre (demo)',
      level: 'CITY',
      parentCode: null,
      seats: 80,
      areaM2: 2_400,
      openedOn: '2013-05-01',
      divisionCode: '320812',
      address: '淮安市虚构路1号',
    },
    ...areas.map(({ code, name }, i): CentreSeed => ({
      ...base,
      code: `C-${code}`,
      nameZh: `${name}社会组织培育发展中心（演示）`,
      nameEn: `Incubation Centre ${code} (demo)`,
      level: 'COUNTY',
      parentCode: 'C-320800',
      seats: 30 + i,
      areaM2: 800 + i * 20,
      openedOn: '2014-09-01',
      divisionCode: code,
      address: `${name}虚构路${i + 1}号`,
    })),
    ...small.map(({ code, name, parentCode }, i): CentreSeed => ({
      ...base,
      code: `C-${code}`,
      nameZh: `${name}社会组织培育服务中心（演示）`,
      nameEn: `Township Centre ${code} (demo)`,
      level: 'TOWNSHIP',
      parentCode: `C-${parentCode ?? ''}`,
      seats: 8 + (i % 6),
      areaM2: 120 + i * 5,
      openedOn: '2016-06-01',
      divisionCode: code,
      address: `${name}虚构街${i + 1}号`,
    })),
  ];
}
