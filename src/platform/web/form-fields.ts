import { plainToInstance, Transform } from 'class-transformer';
import { registerDecorator, ValidateNested } from 'class-validator';
import { type CalendarDay, isCalendarDay, startOfShanghaiDay } from '../../kernel/calendar.js';
import { creditCodeFinding, normalizeCreditCode } from '../../kernel/credit-code.js';
import { halfWidth } from '../../kernel/money.js';
import {
  complain,
  type FieldComplaint,
  readDay,
  readFen,
  type Reading,
  readText,
  readWhole,
  type TextBounds,
  within,
} from '../../kernel/reading.js';

type Reader<T> = (text: string) => Reading<T>;

class Unreadable {
  constructor(readonly complaint: FieldComplaint) {}
}

interface FieldOptions {
  readonly optional?: boolean;
}

/** A text, trimmed, line ends made one; its length in characters (code points) or by the stated counting rule. */
export function FormText(options: FieldOptions & TextBounds): PropertyDecorator {
  return field(options, (raw) => readText(raw, options));
}

/** A secret: kept exactly as typed, never trimmed. */
export function FormSecret(options: { max: number }): PropertyDecorator {
  return field({}, (raw) =>
    raw.length > options.max
      ? complain('form-max-length', { max: options.max, length: raw.length })
      : { value: raw },
  );
}

/** A whole number. Full-width digits are read as what they are; nothing half-numeric passes. */
export function FormInt(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return field(options, (raw) => readWhole(raw, options));
}

/** A decimal number with a fixed number of places, read exactly: `16.5` with one place becomes 165. */
export function FormScaled(
  options: FieldOptions & { decimals: number; min: number; max: number },
): PropertyDecorator {
  const { decimals } = options;
  const scale = 10 ** decimals;
  return field(options, (raw) => {
    const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(halfWidth(raw).trim());
    const fraction = match?.[3] ?? '';
    if (!match || fraction.length > decimals) return complain('form-decimal', { decimals });
    const scaled = Number(match[2]) * scale + Number(fraction.padEnd(decimals, '0') || '0');
    return within(match[1] === '-' ? -scaled : scaled, options, (limit) => String(limit / scale));
  });
}

/** Money in yuan as typed (`1,234.50`), read exactly into fen. Limits in fen; a balance may be negative. */
export function FormFen(
  options: FieldOptions & { min?: number; max: number; mayBeNegative?: boolean },
): PropertyDecorator {
  return field(options, (raw) => readFen(raw, options));
}

/** A calendar day that exists. */
export function FormDay(
  options: FieldOptions & { min?: CalendarDay; max?: CalendarDay } = {},
): PropertyDecorator {
  return field(options, (raw) => readDay(raw, options));
}

/** Date and time of Shanghai to the minute (`2026-11-24T17:30`), read into an instant in UTC. */
export function FormInstant(options: FieldOptions = {}): PropertyDecorator {
  return field(options, (raw) => {
    const match = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)$/.exec(halfWidth(raw).trim());
    const [, on = '', hour, minute] = match ?? [];
    if (!match || !isCalendarDay(on)) return complain('form-instant');
    const start = Date.parse(startOfShanghaiDay(on));
    return { value: new Date(start + (Number(hour) * 60 + Number(minute)) * 60_000).toISOString() };
  });
}

/** A unified social credit code in its normal form; the complaint says which test failed. (R-CODE-01) */
export function FormCreditCode(options: FieldOptions = {}): PropertyDecorator {
  return field(options, (raw) => {
    const finding = creditCodeFinding(raw);
    return finding ? { complaint: finding } : { value: normalizeCreditCode(raw) };
  });
}

/** One of a fixed list. */
export function FormChoice(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    (raw) => (choices.includes(raw) ? { value: raw } : complain('form-choice')),
    'form-choice-required',
  );
}

/** Several of a fixed list (check boxes of one name); always an array. */
export function FormChoices(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return checked(
    (raw) => {
      const list = raw === undefined || raw === '' ? [] : Array.isArray(raw) ? raw : [raw];
      return list.every((one) => typeof one === 'string' && choices.includes(one))
        ? [...new Set(list)]
        : new Unreadable({ code: 'form-choice' });
    },
    (value) =>
      Array.isArray(value) && value.length === 0 && options.optional !== true
        ? { code: 'form-choice-required' }
        : null,
    true,
  );
}

/** Any number of short texts of one shape under one name (ticks whose choices only the data knows); always an array. */
export function FormTokens(options: { max: number; pattern: RegExp }): PropertyDecorator {
  return checked(
    (raw) => {
      const list = raw === undefined || raw === '' ? [] : Array.isArray(raw) ? raw : [raw];
      const sound = list.every((one) => typeof one === 'string' && options.pattern.test(one));
      return sound && list.length <= options.max
        ? [...new Set(list)]
        : new Unreadable({ code: 'form-choice' });
    },
    () => null,
    true,
  );
}

/** A tick: present or not. With `must` it has to be set, as for a statement to accept. */
export function FormTick(options: { must?: boolean } = {}): PropertyDecorator {
  return checked(
    (raw) => raw === 'yes' || raw === 'on' || raw === 'true' || raw === '1',
    (value) => (options.must === true && value !== true ? { code: 'form-required' } : null),
    true,
  );
}

type FormClass = new () => object;
const LINES = new WeakMap<object, Set<string>>();
const ALWAYS = new WeakMap<object, Set<string>>();

/** The names of a form's tables of rows. */
export function linesOf(form: FormClass): readonly string[] {
  return [...(LINES.get(form.prototype as object) ?? [])];
}

/**
 * The values with an empty entry for every tick, choice list and table that the browser left out: an unticked box
 * sends nothing, and class-transformer reads only what is there.
 */
export function withUnsent(form: FormClass, values: object): Record<string, unknown> {
  const unsent = [...(ALWAYS.get(form.prototype as object) ?? [])].map((name) => [name, ''] as const);
  return { ...Object.fromEntries(unsent), ...values };
}

function remember(register: WeakMap<object, Set<string>>, target: object, name: string | symbol): void {
  register.set(target, (register.get(target) ?? new Set()).add(String(name)));
}

/** Rows of a table, each read through a form class of its own: `lines[0][amount]`. Empty rows are dropped. */
export function FormLines(line: () => FormClass, options: { max: number; min?: number }): PropertyDecorator {
  const { max, min = 0 } = options;
  return (target, name) => {
    remember(LINES, target, name);
    checked(
      (raw) => {
        if (raw === undefined || raw === '') return [];
        if (!Array.isArray(raw)) return new Unreadable({ code: 'form-pattern' });
        return (raw as unknown[]).map((row) => {
          const values = withUnsent(line(), typeof row === 'object' && row !== null ? row : {});
          return plainToInstance(line(), values, { exposeUnsetFields: false });
        });
      },
      (value): FieldComplaint | null => {
        const length = Array.isArray(value) ? value.length : 0;
        if (length > max) return { code: 'form-lines-max', args: { max } };
        return length < min ? { code: 'form-lines-min', args: { min } } : null;
      },
      true,
    )(target, name);
    ValidateNested({ each: true })(target, name);
  };
}

function field<T>(options: FieldOptions, read: Reader<T>, whenEmpty = 'form-required'): PropertyDecorator {
  return checked(
    (raw) => {
      if (raw === undefined || raw === null) return undefined;
      if (typeof raw !== 'string') return new Unreadable({ code: 'form-single' });
      if (raw.trim() === '') return undefined;
      const reading = read(raw);
      return 'value' in reading ? reading.value : new Unreadable(reading.complaint);
    },
    (value) => (value === undefined && options.optional !== true ? { code: whenEmpty } : null),
  );
}

/** Joins a reader (class-transformer) and a judge (class-validator) on one property. */
function checked(
  read: (raw: unknown) => unknown,
  judge: (value: unknown) => FieldComplaint | null,
  always = false,
): PropertyDecorator {
  return (target, name) => {
    if (always) remember(ALWAYS, target, name);
    // NB: `obj`, not `value`: class-transformer has already guessed at types in `value`.
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => read(obj[key]))(target, name);
    const complaintAbout = (value: unknown): FieldComplaint | null =>
      value instanceof Unreadable ? value.complaint : judge(value);
    registerDecorator({
      name: 'portalField',
      target: target.constructor,
      propertyName: String(name),
      validator: {
        validate: (value: unknown) => complaintAbout(value) === null,
        defaultMessage: (args) => JSON.stringify(complaintAbout(args?.value) ?? { code: 'form-pattern' }),
      },
    });
  };
}
