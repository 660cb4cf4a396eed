import { type CalendarDay } from '../kernel/calendar.js';
import {
  cell,
  type Entered,
  fieldsOf,
  summaryRow,
  type Table,
  table,
  type Tag,
  type Tone,
} from '../platform/views/page.js';
import { type FormPage, formPage, slot } from './form.pages.js';
import { crumbsOf } from './officers.pages.js';
import { QUALIFICATION_KINDS } from './organization.rules.js';
import { type OrganizationDetail } from './organizations.queries.js';
import {
  type HeldQualification,
  lastDayOf,
  QUALIFICATION_ENDS,
  type QualificationState,
  qualificationStateOn,
} from './qualifications.rules.js';

const TONES: Readonly<Record<QualificationState, Tone>> = {
  AHEAD: 'info',
  VALID: 'ok',
  EXPIRED: 'neutral',
  LOWERED: 'warn',
  CANCELLED: 'danger',
  REPLACED: 'neutral',
};
const stateTag = (state: QualificationState): Tag => ({
  tone: TONES[state],
  label: { key: `organizations.qualifications.states.${state}` },
});

/** Qualifications as they stand on a day; `endsAt` adds a link that ends a valid one, for whoever may. */
export function qualificationsTable(
  list: readonly HeldQualification[],
  on: CalendarDay,
  endsAt: string | null = null,
): Table {
  return table(
    { key: 'organizations.qualifications.title' },
    [
      ...['kind', 'value', 'from', 'last', 'state'].map((name) => ({
        key: `organizations.qualifications.${name}`,
      })),
      ...(endsAt === null ? [] : [{ key: 'organizations.officers.action' }]),
    ],
    list.map((one) => {
      const state = qualificationStateOn(one, on);
      const last = lastDayOf(one);
      return [
        cell.text({ key: `organizations.kinds.${one.kind}` }),
        cell.text(one.value, one.documentNumber),
        cell.day(one.validFrom),
        last === null ? cell.text({ key: 'organizations.qualifications.open-ended' }) : cell.day(last),
        cell.tag(stateTag(state)),
        ...(endsAt === null
          ? []
          : [
              state === 'VALID'
                ? cell.link({ key: 'organizations.qualifications.end' }, `${endsAt}/${one.id}/end`)
                : cell.text(one.reason),
            ]),
      ];
    }),
    { key: 'organizations.qualifications.empty' },
  );
}

export function qualifyPage(one: OrganizationDetail, entered?: Entered): FormPage {
  const field = fieldsOf(entered);
  const key = (name: string): { key: string } => ({ key: `organizations.qualifications.${name}` });
  return formPage(
    {
      title: key('add-title'),
      crumbs: crumbsOf(one),
      lead: key('lead'),
      action: `/bureau/organizations/${one.code}/qualifications`,
      fields: [
        slot(
          'select',
          field('kind', {
            label: key('kind'),
            required: true,
            options: QUALIFICATION_KINDS.map(
              (kind) => [kind, { key: `organizations.kinds.${kind}` }] as const,
            ),
          }),
        ),
        slot('text', field('value', { label: key('value'), hint: key('value-hint'), required: true })),
        slot('day', field('validFrom', { label: key('from'), required: true })),
        slot('day', field('validTo', { label: key('to'), hint: key('to-hint') })),
        slot('text', field('documentNumber', { label: key('document') })),
        slot(
          'area',
          field('despite', { label: key('despite'), hint: key('despite-hint'), maxLength: 500, rows: 3 }),
        ),
      ],
      submit: key('add'),
    },
    entered,
  );
}

export function endQualificationPage(
  one: OrganizationDetail,
  held: HeldQualification,
  entered?: Entered,
): FormPage {
  const field = fieldsOf(entered);
  const key = (name: string): { key: string } => ({ key: `organizations.qualifications.${name}` });
  return formPage(
    {
      title: key('end-title'),
      crumbs: crumbsOf(one),
      facts: [
        summaryRow(key('kind'), cell.text({ key: `organizations.kinds.${held.kind}` })),
        summaryRow(key('value'), cell.text(held.value)),
        summaryRow(key('from'), cell.day(held.validFrom)),
        summaryRow(key('last'), cell.day(lastDayOf(held))),
      ],
      action: `/bureau/organizations/${one.code}/qualifications/${held.id}/end`,
      fields: [
        slot(
          'choice',
          field('endKind', {
            label: key('end-kind'),
            required: true,
            options: QUALIFICATION_ENDS.map(
              (kind) => [kind, { key: `organizations.qualifications.states.${kind}` }] as const,
            ),
          }),
        ),
        ...(held.kind === 'GRADE'
          ? [slot('text', field('newValue', { label: key('new-value'), hint: key('new-value-hint') }))]
          : []),
        slot('day', field('endedOn', { label: key('ended-on'), hint: key('ended-on-hint'), required: true })),
        slot('text', field('documentNumber', { label: key('document') })),
        slot('area', field('reason', { label: key('reason'), required: true, maxLength: 500, rows: 3 })),
      ],
      submit: key('end'),
      tone: 'danger',
    },
    entered,
  );
}
