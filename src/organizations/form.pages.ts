import { type Finding } from '../kernel/outcome.js';
import {
  type Crumb,
  type Entered,
  type Field,
  type PageBase,
  pageBase,
  type SummaryRow,
  type Text,
} from '../platform/views/page.js';

type Kind = 'text' | 'number' | 'day' | 'select' | 'area' | 'choice' | 'tick';

/** A field and the partial that prints it; exactly one kind is set. */
export type Slot = Readonly<Record<Kind, Field | null>>;

const NONE: Slot = {
  text: null,
  number: null,
  day: null,
  select: null,
  area: null,
  choice: null,
  tick: null,
};

export function slot(kind: Kind, field: Field): Slot {
  return { ...NONE, [kind]: field };
}

/** One form on a page of its own: what it is about, the fields, one button. */
export interface FormPage extends PageBase {
  readonly lead: Text | null;
  readonly facts: readonly SummaryRow[];
  readonly action: string;
  readonly version: number | null;
  readonly fields: readonly Slot[];
  readonly submit: Text;
  readonly tone: 'primary' | 'danger';
  readonly back: string;
}

export interface FormParts {
  readonly title: Text;
  readonly crumbs: readonly Crumb[];
  readonly lead?: Text;
  readonly facts?: readonly SummaryRow[];
  readonly action: string;
  readonly version?: number;
  readonly fields: readonly Slot[];
  readonly submit: Text;
  readonly tone?: 'primary' | 'danger';
}

export function formPage(parts: FormParts, entered?: Entered): FormPage {
  const findings: readonly Finding[] = entered?.findings ?? [];
  return {
    ...pageBase(parts.title, parts.crumbs, findings),
    lead: parts.lead ?? null,
    facts: parts.facts ?? [],
    action: parts.action,
    version: parts.version ?? null,
    fields: parts.fields,
    submit: parts.submit,
    tone: parts.tone ?? 'primary',
    back: parts.crumbs.at(-1)?.href ?? '/',
  };
}
