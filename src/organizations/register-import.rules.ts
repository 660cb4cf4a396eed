import { type CalendarDay, isCalendarDay } from '../kernel/calendar.js';
import {
  creditCodeFinding,
  normalizeCreditCode,
  type OrganizationType,
  typeOfCode,
} from '../kernel/credit-code.js';
import { fenFromText } from '../kernel/money.js';
import { type Finding } from '../kernel/outcome.js';
import { type OrganizationEntry, type OrganizationStatus, statusAction } from './organization.rules.js';

/** The columns of a register file, with their headings in both languages. The first six must be there. */
export const COLUMNS = [
  { name: 'creditCode', zh: '统一社会信用代码', en: 'unified social credit code', needed: true },
  { name: 'name', zh: '名称', en: 'name', needed: true },
  { name: 'type', zh: '类型', en: 'type', needed: true },
  { name: 'legalRepresentative', zh: '法定代表人', en: 'legal representative', needed: true },
  { name: 'establishedOn', zh: '成立日期', en: 'established on', needed: true },
  { name: 'divisionCode', zh: '区划代码', en: 'division code', needed: true },
  { name: 'address', zh: '住所', en: 'address', needed: false },
  { name: 'supervisingUnit', zh: '业务主管单位', en: 'supervising unit', needed: false },
  { name: 'status', zh: '状态', en: 'status', needed: false },
  { name: 'capital', zh: '开办资金', en: 'start-up capital', needed: false },
  { name: 'businessScope', zh: '业务范围', en: 'business scope', needed: false },
] as const;
export type ColumnName = (typeof COLUMNS)[number]['name'];

const TYPES: Readonly<Record<string, OrganizationType>> = {
  社会团体: 'ASSOCIATION',
  民办非企业单位: 'SERVICE_INSTITUTION',
  社会服务机构: 'SERVICE_INSTITUTION',
  基金会: 'FOUNDATION',
  'social association': 'ASSOCIATION',
  'private non-enterprise unit': 'SERVICE_INSTITUTION',
  'social service institution': 'SERVICE_INSTITUTION',
  foundation: 'FOUNDATION',
};
const STATUSES: Readonly<Record<string, OrganizationStatus>> = {
  '': 'REGISTERED',
  正常: 'REGISTERED',
  已登记: 'REGISTERED',
  registered: 'REGISTERED',
  已注销: 'DEREGISTERED',
  注销: 'DEREGISTERED',
  deregistered: 'DEREGISTERED',
  已吊销: 'CERTIFICATE_REVOKED',
  吊销: 'CERTIFICATE_REVOKED',
  'certificate revoked': 'CERTIFICATE_REVOKED',
};
const MOST: Readonly<Record<ColumnName, number>> = {
  creditCode: 40,
  name: 100,
  type: 30,
  legalRepresentative: 60,
  establishedOn: 20,
  divisionCode: 12,
  address: 200,
  supervisingUnit: 100,
  status: 30,
  capital: 20,
  businessScope: 1000,
};
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFFFD]/u;
const FORMULA = /^[=+@＝＋＠]/;

/** One complaint about a file: where, what stood there, and why it cannot be taken. */
export interface RowFinding {
  /** 1 is the heading row, as a spreadsheet counts. */
  readonly row: number;
  readonly column: ColumnName | null;
  readonly value: string;
  readonly finding: Finding;
}

export interface Headings {
  readonly at: ReadonlyMap<ColumnName, number>;
  readonly width: number;
}

/** Which column is which, by Chinese or English heading; blanks, case and full-width brackets do not matter. */
export function headingsOf(first: readonly string[]): {
  readonly headings: Headings | null;
  readonly findings: readonly RowFinding[];
} {
  const at = new Map<ColumnName, number>();
  const findings: RowFinding[] = [];
  for (const [i, raw] of first.entries()) {
    const text = raw
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/\(.*\)$/, '');
    const column = COLUMNS.find(({ zh, en }) => text === zh || text === en);
    if (column === undefined) continue;
    if (at.has(column.name))
      findings.push({ row: 1, column: column.name, value: raw, finding: { code: 'import-heading-twice' } });
    at.set(column.name, i);
  }
  for (const { name, zh, needed } of COLUMNS)
    if (needed && !at.has(name))
      findings.push({
        row: 1,
        column: name,
        value: zh,
        finding: { code: 'import-heading-missing', args: { heading: zh } },
      });
  return { headings: findings.length === 0 ? { at, width: first.length } : null, findings };
}

export interface KnownOrganization {
  readonly creditCode: string;
  readonly type: OrganizationType;
  readonly establishedOn: CalendarDay;
  readonly status: OrganizationStatus;
}

/** What the rows are judged against. */
export interface ImportFacts {
  readonly today: CalendarDay;
  /** Codes that may stand in a new record today, and codes that were retired. (R-DIV-03) */
  readonly validDivisions: ReadonlySet<string>;
  readonly retiredDivisions: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, KnownOrganization>;
  /** Codes whose entry was merged into another, with the code of that one. */
  readonly merged: ReadonlyMap<string, string>;
}

export interface ImportRow {
  readonly row: number;
  readonly entry: OrganizationEntry;
}

export interface Verdict {
  readonly good: readonly ImportRow[];
  readonly findings: readonly RowFinding[];
  readonly refusedRows: number;
}

/**
 * Judges rows, a portion at a time so that a long file can show where it is; a row with any complaint is not taken,
 * and says all that is wrong with it. Rows count as a spreadsheet counts: the heading is row 1.
 */
export class DryRun {
  private readonly good: ImportRow[] = [];
  private readonly findings: RowFinding[] = [];
  private readonly seen = new Map<string, number>();
  private refusedRows = 0;
  private row = 1;

  constructor(
    private readonly headings: Headings,
    private readonly facts: ImportFacts,
  ) {}

  judge(rows: readonly (readonly string[])[]): void {
    for (const cells of rows) {
      this.row += 1;
      if (cells.some((cell) => cell.trim() !== '')) this.judgeRow(cells);
    }
  }

  verdict(): Verdict {
    return { good: this.good, findings: this.findings, refusedRows: this.refusedRows };
  }

  private judgeRow(cells: readonly string[]): void {
    const { row } = this;
    const { entry, complaints } = readRow(cells, this.headings, this.facts);
    const code = normalizeCreditCode(valueAt(cells, this.headings, 'creditCode').trim());
    const first = this.seen.get(code);
    if (first !== undefined)
      complaints.push(['creditCode', { code: 'import-duplicate-in-file', args: { row: first } }]);
    else if (code !== '') this.seen.set(code, row);
    if (entry !== null && complaints.length === 0) this.good.push({ row, entry });
    else this.refusedRows += 1;
    for (const [column, finding] of complaints)
      this.findings.push({ row, column, value: valueAt(cells, this.headings, column), finding });
  }
}

type Complaint = [column: ColumnName | null, finding: Finding];

function readRow(
  cells: readonly string[],
  headings: Headings,
  facts: ImportFacts,
): { entry: OrganizationEntry | null; complaints: Complaint[] } {
  const text = (name: ColumnName): string => valueAt(cells, headings, name).trim();
  const complaints = [
    ...shapeComplaints(cells, headings),
    ...codeComplaints(text, facts),
    ...factComplaints(text, facts),
  ];
  const type = TYPES[text('type').toLowerCase()] ?? TYPES[text('type')];
  const status = STATUSES[text('status').toLowerCase()] ?? STATUSES[text('status')];
  const money = readCapital(text('capital'));
  if (type === undefined || status === undefined || complaints.length > 0) return { entry: null, complaints };
  const entry: OrganizationEntry = {
    creditCode: normalizeCreditCode(text('creditCode')),
    name: text('name'),
    type,
    status,
    divisionCode: text('divisionCode'),
    legalRepresentative: text('legalRepresentative'),
    establishedOn: dayText(text('establishedOn')),
    address: text('address'),
    businessScope: text('businessScope'),
    ...(text('supervisingUnit') === '' ? {} : { supervisingUnit: text('supervisingUnit') }),
    ...(money === null ? {} : { capitalFen: money }),
  };
  return { entry, complaints };
}

function shapeComplaints(cells: readonly string[], headings: Headings): Complaint[] {
  const tooWide: Complaint[] = cells.slice(headings.width).some((cell) => cell.trim() !== '')
    ? [[null, { code: 'import-too-many-cells' }]]
    : [];
  const perCell = [...headings.at.keys()].flatMap((name): Complaint[] => {
    const value = valueAt(cells, headings, name);
    const length = [...value.trim()].length;
    if (CONTROL.test(value)) return [[name, { code: 'import-characters' }]];
    if (FORMULA.test(value.trim())) return [[name, { code: 'import-formula' }]];
    return length > MOST[name]
      ? [[name, { code: 'form-max-length', args: { max: MOST[name], length } }]]
      : [];
  });
  const needed: readonly ColumnName[] = [
    'creditCode',
    'name',
    'legalRepresentative',
    'establishedOn',
    'divisionCode',
    'type',
  ];
  const missing = needed
    .filter((name) => valueAt(cells, headings, name).trim() === '')
    .map((name): Complaint => [name, { code: 'form-required' }]);
  return [...tooWide, ...perCell, ...missing];
}

function codeComplaints(text: (name: ColumnName) => string, facts: ImportFacts): Complaint[] {
  const raw = text('creditCode');
  if (raw === '') return [];
  const finding = creditCodeFinding(raw);
  if (finding) return [['creditCode', finding]];
  const code = normalizeCreditCode(raw);
  const survivor = facts.merged.get(code);
  if (survivor !== undefined) return [['creditCode', { code: 'import-merged', args: { survivor } }]];
  const type = TYPES[text('type').toLowerCase()] ?? TYPES[text('type')];
  const known = facts.known.get(code);
  const status = STATUSES[text('status').toLowerCase()] ?? STATUSES[text('status')];
  return [
    ...(type !== undefined && typeOfCode(code) !== type
      ? [['type', { code: 'organization-type-against-code' }] as Complaint]
      : []),
    ...(known !== undefined && known.establishedOn !== dayText(text('establishedOn'))
      ? [
          [
            'establishedOn',
            { code: 'import-contradicts-register', args: { register: known.establishedOn } },
          ] as Complaint,
        ]
      : []),
    ...(known !== undefined &&
    status !== undefined &&
    status !== known.status &&
    statusAction(known.status, status) === null
      ? [['status', { code: 'import-status-not-possible' }] as Complaint]
      : []),
  ];
}

function factComplaints(text: (name: ColumnName) => string, facts: ImportFacts): Complaint[] {
  return [
    ...typeComplaints(text),
    ...dayComplaints(text('establishedOn'), facts.today),
    ...divisionComplaints(text, facts),
    ...(STATUSES[text('status').toLowerCase()] === undefined && STATUSES[text('status')] === undefined
      ? [['status', { code: 'import-status-unknown' }] as Complaint]
      : []),
    ...(text('capital') !== '' && readCapital(text('capital')) === null
      ? [['capital', { code: 'money-format' }] as Complaint]
      : []),
    ...(text('name') !== '' && [...text('name')].length < 2
      ? [['name', { code: 'form-min-length', args: { min: 2, length: 1 } }] as Complaint]
      : []),
  ];
}

function typeComplaints(text: (name: ColumnName) => string): Complaint[] {
  const typed = text('type');
  return typed !== '' && TYPES[typed.toLowerCase()] === undefined && TYPES[typed] === undefined
    ? [['type', { code: 'import-type-unknown' }]]
    : [];
}

function dayComplaints(typed: string, today: CalendarDay): Complaint[] {
  if (typed === '') return [];
  const day = dayText(typed);
  if (!isCalendarDay(day)) return [['establishedOn', { code: 'form-day' }]];
  return day > today ? [['establishedOn', { code: 'organization-day-in-future' }]] : [];
}

/** A retired code cannot be chosen for a new record; a record that exists keeps the one it has. (R-DIV-02, R-DIV-03) */
function divisionComplaints(text: (name: ColumnName) => string, facts: ImportFacts): Complaint[] {
  const code = text('divisionCode');
  if (code === '' || facts.validDivisions.has(code)) return [];
  if (!facts.retiredDivisions.has(code)) return [['divisionCode', { code: 'import-division-unknown' }]];
  return facts.known.has(normalizeCreditCode(text('creditCode')))
    ? []
    : [['divisionCode', { code: 'import-division-retired' }]];
}

function valueAt(cells: readonly string[], headings: Headings, column: ColumnName | null): string {
  const at = column === null ? undefined : headings.at.get(column);
  return at === undefined ? '' : (cells[at] ?? '');
}

function dayText(typed: string): string {
  return typed
    .replace(/[./年月]/g, '-')
    .replace(/日$/, '')
    .replace(/-(\d)(?=-|$)/g, '-0$1');
}

/** Yuan, or 万元 when the number carries that unit. */
function readCapital(typed: string): number | null {
  if (typed === '') return null;
  const wan = /^([\d.,]+)\s*万(?:元)?$/.exec(typed);
  const read = fenFromText(wan?.[1] ?? typed);
  return read.ok ? read.fen * (wan ? 10_000 : 1) : null;
}
