import { type ColumnOptions, type ValueTransformer } from 'typeorm';

/**
 * Money as integer fen, exact below 2^53 (90 trillion yuan). PostgreSQL hands a bigint over as text; whatever is
 * not a safe integer is an accident, never rounded.
 */
const safeInteger: ValueTransformer = {
  to: (value: number | null | undefined) => (value === null || value === undefined ? value : checked(value)),
  from: (value: string | number | null) => (value === null ? null : checked(Number(value))),
};

function checked(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${String(value)}`);
  return value;
}

/** A calendar day of Asia/Shanghai, `2019-07-11`. */
export const day = { type: 'varchar', length: 10 } as const satisfies ColumnOptions;
/** An instant, ISO-8601 UTC text `2019-07-11T02:30:00.000Z`; set by code, sorts as text. */
export const instant: ColumnOptions = { type: 'varchar', length: 24 };
/** Money in integer fen. */
export const fen: ColumnOptions = { type: 'bigint', transformer: safeInteger };
/** JSON as text on both engines. */
export const json: ColumnOptions = { type: 'simple-json' };
/** A random UUID made by code. */
export const id = { type: 'varchar', length: 36 } as const satisfies ColumnOptions;

export function text(length: number): { readonly type: 'varchar'; readonly length: number } {
  return { type: 'varchar', length };
}

export function nullable(column: ColumnOptions): ColumnOptions {
  return { ...column, nullable: true };
}
