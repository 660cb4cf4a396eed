import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type CatalogueItem, type FunctionsService } from '../functions/functions.service.js';
import { addMonths, type CalendarDay } from '../kernel/calendar.js';
import { type Outcome } from '../kernel/outcome.js';
import { ROOT } from '../platform/views/assets.js';
import { type DepartmentFact } from '../reference/reference.queries.js';
import { type SeededRandom } from './demo-random.js';

type CsvRow = Readonly<Record<string, string>>;
const csv = (...path: string[]): CsvRow[] =>
  parse(readFileSync(join(ROOT, 'seeds', ...path), 'utf8'), { columns: true, bom: true }) as CsvRow[];

/** The catalogue of 50 as the service takes it; departments by their present code. */
export function catalogue(departments: readonly DepartmentFact[]): CatalogueItem[] {
  return csv('reference', 'functions.csv').map((row) => ({
    code: row['code'] ?? '',
    batch: 1,
    nameZh: row['item_zh'] ?? '',
    nameEn: row['item_en'] ?? '',
    departmentCode:
      departments.find(({ nameZh, validTo }) => nameZh === row['department_zh'] && validTo === null)?.code ??
      'D01',
    category: row['category'] ?? '',
    mode: row['mode'] ?? '',
    competitionClass: row['competition_class'] ?? '',
    selectionMethod: row['selection_method'] ?? '',
    minGrade: row['min_grade'] ?? '',
    termMonths: Number(row['term_months']),
    coreMetric: row['core_metric'] ?? '',
    source: row['source'] ?? '',
    publishedOn: '2014-12-31',
  }));
}

/**
 * Replays the handovers of `seeds/demo/function-handovers.csv` and renews every agreement to the day of seeding, so
 * that the count of any day is the file's. All of it is legacy history: it lies before the portal's own clocks.
 */
export async function seedFunctions(
  functions: FunctionsService,
  facts: {
    departments: readonly DepartmentFact[];
    undertakers: readonly string[];
    random: SeededRandom;
    today: CalendarDay;
  },
): Promise<void> {
  const items = catalogue(facts.departments);
  await functions.importCatalogue(items);
  const statuses = new Map(
    csv('reference', 'functions.csv').map((row) => [row['code'] ?? '', row['demo_status'] ?? '']),
  );
  for (const row of csv('demo', 'function-handovers.csv')) {
    const code = row['code'] ?? '';
    const takenOn = row['taken_on'] ?? '';
    if (takenOn === '') {
      if (statuses.get(code) === 'competing')
        await functions.moveTo(null, code, 'COMPETING', addMonths(facts.today, -1));
      continue;
    }
    const term = items.find((one) => one.code === code)?.termMonths ?? 12;
    await holdUntil(functions, {
      code,
      creditCode: facts.random.pick(facts.undertakers),
      from: takenOn,
      until: row['ended_on'] === '' ? facts.today : (row['ended_on'] ?? facts.today),
      term,
    });
    if (row['ended_on'] !== undefined && row['ended_on'] !== '') {
      const reason = row['end_reason'] ?? '';
      mustBe(
        await functions.end(null, code, {
          on: row['ended_on'],
          status: reason.startsWith('suspended') ? 'SUSPENDED' : 'WITHDRAWN',
          reason,
        }),
      );
    }
  }
}

async function holdUntil(
  functions: FunctionsService,
  hold: { code: string; creditCode: string; from: CalendarDay; until: CalendarDay; term: number },
): Promise<void> {
  let term = 1;
  for (let from = hold.from; from <= hold.until; from = addMonths(hold.from, hold.term * (term - 1))) {
    const untilOn = addMonths(hold.from, hold.term * term);
    mustBe(
      await functions.recordLegacy(hold.code, {
        creditCode: hold.creditCode,
        fromOn: from,
        untilOn,
        documentNumber: `淮职转〔${from.slice(0, 4)}〕${hold.code.slice(-2)}号`,
      }),
    );
    term += 1;
  }
}

function mustBe(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new Error(`demo functions: ${JSON.stringify(outcome.findings)}`);
}
