import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { type EntityManager } from 'typeorm';
import { Audit } from '../platform/audit/audit.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import {
  Department,
  Division,
  DivisionSuccession,
  Holiday,
  Parameter,
  PopulationFigure,
} from './reference.entity.js';
import { publicKind, validFromOf, validToOf } from './succession.rules.js';

type CsvRow = Readonly<Record<string, string>>;

/** Parameters of the rules with their sources; law that changes gets another row, not another program. (domain.md 10) */
const PARAMETERS = [
  { name: 'credit.entry-working-days', validFrom: '2018-01-24', value: '5', basis: 'Order 60, art. 8' },
  {
    name: 'publicity.working-days',
    validFrom: '2018-01-24',
    value: '7',
    basis: 'usual range 5–7; a round may say otherwise',
  },
];

/** Imports the reference files; the same files again change nothing. */
@Injectable()
export class ReferenceService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Reads the CSV files of a folder and stores what they say, all or nothing. Answers how many rows there are. */
  async importFrom(folder: string): Promise<number> {
    const read = async (name: string): Promise<CsvRow[]> =>
      parse(await readFile(join(folder, `${name}.csv`), 'utf8'), { columns: true, bom: true }) as CsvRow[];
    const tables = [
      {
        entity: Division,
        rows: [
          ...(await read('divisions-county')).map(countyRow),
          ...(await read('divisions')).map(townshipRow),
        ],
      },
      { entity: DivisionSuccession, rows: (await read('division-succession')).map(successionRow) },
      { entity: Department, rows: (await read('departments')).map(departmentRow) },
      { entity: PopulationFigure, rows: (await read('population')).map(populationRow) },
      {
        entity: Holiday,
        rows: (await read('holidays')).map(({ date, kind, name }) => ({ on: date, kind, name })),
      },
      { entity: Parameter, rows: PARAMETERS },
    ];
    return this.work.write(async (tx) => {
      let count = 0;
      for (const { entity, rows } of tables) count += await put(tx, entity, rows);
      await this.audit.record(tx, {
        viewer: null,
        action: 'reference-imported',
        subject: ['reference', 'all'],
        after: { rows: count },
      });
      return count;
    });
  }
}

async function put(tx: EntityManager, entity: new () => object, rows: readonly object[]): Promise<number> {
  const { primaryColumns } = tx.dataSource.getMetadata(entity);
  for (let i = 0; i < rows.length; i += 100)
    await tx.upsert(
      entity,
      rows.slice(i, i + 100),
      primaryColumns.map(({ propertyName }) => propertyName),
    );
  return rows.length;
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

function countyRow(row: CsvRow): object {
  const { code = '', kind = '' } = row;
  const city = kind === 'prefecture';
  return {
    code,
    name: row['name'],
    level: city ? 2 : 3,
    kind: publicKind(kind),
    parentCode: city ? null : '320800',
    validFrom: orNull(row['valid_from']),
    validTo: orNull(row['valid_to']),
    basis: 'GB/T 2260',
  };
}

function townshipRow(row: CsvRow): object {
  return {
    code: row['code'],
    name: row['name'],
    level: 4,
    kind: publicKind(row['kind'] ?? ''),
    parentCode: row['county_code'],
    validFrom: validFromOf(row['first_snapshot'] ?? ''),
    validTo: validToOf(row['last_snapshot'] ?? ''),
    basis: 'observed',
  };
}

function successionRow(row: CsvRow): object {
  return {
    oldCode: row['old_code'],
    newCode: orNull(row['new_code']),
    effectiveOn: null,
    note: row['note'] ?? '',
  };
}

function departmentRow(row: CsvRow): object {
  return {
    code: row['code'],
    nameZh: row['name_zh'],
    nameEn: row['name_en'],
    validFrom: orNull(row['valid_from']),
    validTo: orNull(row['valid_to']),
    successorCode: orNull(row['successor_code']),
  };
}

function populationRow(row: CsvRow): object {
  return {
    divisionCode: row['division'],
    on: row['date'],
    basis: row['basis'],
    value: Number(row['value']),
    source: row['source'],
  };
}
