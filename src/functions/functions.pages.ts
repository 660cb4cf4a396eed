import { differenceCell } from '../eligibility/difference.pages.js';
import { type Check } from '../eligibility/eligibility.service.js';
import {
  type Action,
  type Cell,
  cell,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Tag,
  type Tone,
} from '../platform/views/page.js';
import { type AgreementLine, type BoardItem } from './functions.queries.js';
import { type ItemStatus } from './transfer.rules.js';

const TONES: Partial<Record<ItemStatus, Tone>> = {
  HANDED_OVER: 'ok',
  RENEWED: 'ok',
  COMPETING: 'info',
  AGREED: 'info',
  PUBLISHED: 'neutral',
  SUSPENDED: 'warn',
  WITHDRAWN: 'danger',
  TAKEN_BACK: 'danger',
};
export const stageTone = (status: ItemStatus): Tone => TONES[status] ?? 'neutral';
export const stageTag = (status: ItemStatus): Tag => ({
  tone: stageTone(status),
  label: { key: `functions.stages.${status}` },
});

export function agreementsTable(list: readonly AgreementLine[], withItem: boolean): Table {
  return table(
    { key: 'functions.agreements' },
    [
      withItem ? { key: 'functions.fields.item' } : { key: 'functions.fields.undertaker' },
      { key: 'functions.fields.number' },
      { key: 'functions.fields.from' },
      { key: 'functions.fields.until' },
      { key: 'functions.fields.ended' },
    ],
    list.map((one) => [
      withItem
        ? cell.link({ zh: one.nameZh, en: one.nameEn }, `/functions/${one.itemCode}`, one.itemCode)
        : cell.link(one.organizationName, `/organizations/${one.creditCode}`, one.creditCode),
      cell.text(one.number),
      cell.day(one.fromOn),
      cell.day(one.untilOn),
      cell.day(one.endedOn),
    ]),
    { key: 'functions.no-agreements' },
  );
}

export interface DepartmentPage extends PageBase {
  readonly items: Table;
}

export function departmentPage(items: readonly BoardItem[], path: string): DepartmentPage {
  return {
    ...pageBase({ key: 'functions.desk' }),
    items: table(
      { key: 'functions.title' },
      ['item', 'stage', 'responsible', 'since', 'until'].map((name) => ({ key: `functions.fields.${name}` })),
      items.map((one) => [
        cell.link({ zh: one.nameZh, en: one.nameEn }, `${path}/${one.code}`, one.code),
        cell.tag(stageTag(one.stage)),
        cell.text({ zh: one.responsible.name, en: one.responsible.nameEn }),
        cell.day(one.responsible.since),
        cell.day(one.responsible.until),
      ]),
    ),
  };
}

export interface DeskItemPage extends PageBase {
  readonly tag: Tag;
  readonly action: string | null;
  readonly code: Field;
  readonly from: Field;
  readonly until: Field;
  readonly document: Field;
  readonly list: Table;
  readonly confirmations: readonly Action[];
  /** Drafts whose undertaker changed since they were drawn up. */
  readonly changes: readonly { readonly number: string; readonly cell: Cell }[];
}

export function deskItemPage(
  item: BoardItem,
  { list, checks }: { readonly list: readonly AgreementLine[]; readonly checks: readonly Check[] },
  rights: { record: boolean; confirm: boolean; home: string },
  entered?: Entered,
): DeskItemPage {
  const field = fieldsOf(entered);
  return {
    ...pageBase(
      { zh: item.nameZh, en: item.nameEn },
      [{ label: { key: 'functions.desk' }, href: rights.home }],
      entered?.findings,
    ),
    tag: stageTag(item.stage),
    action: rights.record ? `/department/functions/${item.code}/agreements` : null,
    code: field('creditCode', {
      label: { key: 'functions.fields.undertaker-code' },
      required: true,
      maxLength: 18,
    }),
    from: field('fromOn', { label: { key: 'functions.fields.from' }, required: true }),
    until: field('untilOn', { label: { key: 'functions.fields.until' }, required: true }),
    document: field('documentNumber', { label: { key: 'functions.fields.document' }, required: true }),
    list: agreementsTable(list, false),
    changes: checks
      .filter(({ difference }) => difference.length > 0)
      .map((check) => ({
        number: check.subjectId,
        cell: differenceCell(check, `/bureau/agreements/${check.subjectId}/difference`),
      })),
    confirmations: rights.confirm
      ? list
          .filter(({ status }) => status === 'DRAFT')
          .map(({ number }) => ({
            href: `/bureau/agreements/${number}/confirmation`,
            label: { key: 'functions.confirm', args: { number } },
            tone: 'primary',
          }))
      : [],
  };
}
