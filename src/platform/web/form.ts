import { type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { fieldPath, type Finding } from '../../kernel/outcome.js';
import { asList, type FieldComplaint } from '../../kernel/reading.js';
import { linesOf, withUnsent } from './form-fields.js';

export * from './form-fields.js';

export type FormValues = Readonly<Record<string, unknown>>;

/** A form as it came in: a checked value or null, what was entered, and a finding by HTML name. */
export type Form<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly values: FormValues;
      readonly errors: Readonly<Record<string, Finding>>;
    }
  | {
      readonly ok: false;
      readonly value: null;
      readonly values: FormValues;
      readonly errors: Readonly<Record<string, Finding>>;
    };

type FormClass<T extends object> = new () => T;

/** `@Body(FormPipe(ScorecardForm)) form: Form<ScorecardForm>`; never throws, drops what the form does not declare. */
export function FormPipe<T extends object>(form: FormClass<T>): PipeTransform<unknown, Form<T>> {
  return { transform: (raw) => readForm(form, raw) };
}

/** `@Body(EnteredPipe) entered: FormValues`: what was entered, for a form that its own definition reads; never throws. */
export const EnteredPipe: PipeTransform<unknown, FormValues> = { transform: (raw) => harmless(raw) };

/** Reads any record (a body, a query, a row of an import) through a form class. */
export function readForm<T extends object>(form: FormClass<T>, raw: unknown): Form<T> {
  const values = withoutBlankLines(form, harmless(raw));
  const value = plainToInstance(form, withUnsent(form, values), { exposeUnsetFields: false });
  const complaints = validateSync(value, {
    whitelist: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  if (complaints.length === 0) return { ok: true, value, values, errors: {} };
  return {
    ok: false,
    value: null,
    values,
    errors: Object.fromEntries(complaints.flatMap((one) => findingsOf(one, []))),
  };
}

/** The findings of a refused form, in the order of its fields. */
export function findingsIn(form: Form<unknown>): readonly Finding[] {
  return Object.values(form.errors);
}

function findingsOf(error: ValidationError, above: readonly string[]): [string, Finding][] {
  const path = [...above, error.property];
  const [first = '', ...rest] = path;
  const field = fieldPath(first, ...rest);
  const own = Object.values(error.constraints ?? {})
    .slice(0, 1)
    .map((message): [string, Finding] => [field, { ...readComplaint(message), field }]);
  return own.length > 0 ? own : (error.children ?? []).flatMap((child) => findingsOf(child, path));
}

/** Our decorators answer with JSON; anything else is class-validator's own word for a wrong shape. */
function readComplaint(message: string): FieldComplaint {
  return message.startsWith('{') ? (JSON.parse(message) as FieldComplaint) : { code: 'form-pattern' };
}

/** Plain objects, arrays and strings only, without prototypes of anybody's making; nothing else can come from a form. */
function harmless(raw: unknown): Record<string, unknown> {
  const clean = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (depth > 6 || typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== '__proto__' && name !== 'constructor' && name !== 'prototype')
        .map(([name, inner]) => [name, clean(inner, depth + 1)]),
    );
  };
  const record = clean(raw, 0);
  return typeof record === 'object' && record !== null && !Array.isArray(record)
    ? (record as Record<string, unknown>)
    : {};
}

/** Rows of a table that were left wholly empty are not rows; the page shows them no more either. */
function withoutBlankLines(
  form: FormClass<object>,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const kept = { ...values };
  for (const name of linesOf(form)) {
    const lines = asList(kept[name]);
    if (lines) kept[name] = lines.filter((line) => !isBlank(line));
  }
  return kept;
}

function isBlank(line: unknown): boolean {
  if (line === undefined) return true;
  if (typeof line === 'string') return line.trim() === '';
  return typeof line === 'object' && line !== null && Object.values(line).every(isBlank);
}
