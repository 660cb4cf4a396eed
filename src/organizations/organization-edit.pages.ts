import { ORGANIZATION_TYPES } from '../kernel/credit-code.js';
import { yuanInput } from '../kernel/money.js';
import {
  type Crumb,
  type Entered,
  type FieldMaker,
  fieldsOf,
  summaryRow,
  cell,
  type Text,
} from '../platform/views/page.js';
import { type FormPage, formPage, type Slot, slot } from './form.pages.js';
import { crumbsOf } from './officers.pages.js';
import { type OrganizationAction } from './organization.rules.js';
import { statusTag, typeText } from './organizations.pages.js';
import { type OrganizationDetail } from './organizations.queries.js';

const LIST: readonly Crumb[] = [
  { label: { key: 'organizations.list.title' }, href: '/bureau/organizations' },
];
const label = (name: string): Text => ({ key: `organizations.fields.${name}` });
const SAVE = { key: 'common.save' };

/** The form for a new registered body. */
export function newPage(entered?: Entered): FormPage {
  const field = fieldsOf(entered);
  return formPage(
    {
      title: { key: 'organizations.edit.new' },
      crumbs: LIST,
      action: '/bureau/organizations',
      fields: [codeSlot(field), ...factSlots(field, null)],
      submit: SAVE,
    },
    entered,
  );
}

/** The form for a body without a code. */
export function newLocalPage(entered?: Entered): FormPage {
  const field = fieldsOf(entered);
  return formPage(
    {
      title: { key: 'organizations.local.new' },
      crumbs: LIST,
      lead: { key: 'organizations.local.lead' },
      action: '/bureau/local-organizations',
      fields: [
        slot(
          'choice',
          field('legalStatus', {
            label: { key: 'organizations.local.kind' },
            required: true,
            options: (['FILED', 'PREPARING'] as const).map(
              (one) => [one, { key: `organizations.local.kinds.${one}` }] as const,
            ),
          }),
        ),
        ...factSlots(field, null),
      ],
      submit: SAVE,
    },
    entered,
  );
}

/** The form for what may change; code and status have acts of their own. */
export function editPage(one: OrganizationDetail, entered?: Entered): FormPage {
  const field = fieldsOf(entered);
  return formPage(
    {
      title: { key: 'organizations.edit.title', args: { name: one.name } },
      crumbs: crumbsOf(one),
      facts: identity(one),
      action: `/bureau/organizations/${one.code}`,
      version: one.version,
      fields: [
        ...factSlots(field, one),
        slot(
          'day',
          field('changedOn', {
            label: label('changedOn'),
            hint: { key: 'organizations.edit.changed-on-hint' },
          }),
        ),
        slot('text', field('basis', { label: label('basis'), maxLength: 60 })),
      ],
      submit: SAVE,
    },
    entered,
  );
}

/** One step of the registration, with what can be done from here. */
export function actPage(
  one: OrganizationDetail,
  actions: readonly OrganizationAction[],
  entered?: Entered,
): FormPage {
  const field = fieldsOf(entered);
  const key = (name: string): Text => ({ key: `organizations.acts.${name}` });
  return formPage(
    {
      title: key('new'),
      crumbs: crumbsOf(one),
      lead: key(actions.length === 0 ? 'none' : 'lead'),
      facts: [...identity(one), summaryRow(label('status'), cell.tag(statusTag(one.status)))],
      action: `/bureau/organizations/${one.code}/acts`,
      version: one.version,
      fields: [
        slot(
          'choice',
          field('action', {
            label: key('act'),
            required: true,
            options: actions.map(
              (action) => [action, { key: `organizations.acts.actions.${action}` }] as const,
            ),
          }),
        ),
        slot('day', field('decidedOn', { label: key('on'), required: true })),
        slot('text', field('documentNumber', { label: key('document'), required: true, maxLength: 60 })),
        ...(actions.includes('register')
          ? [
              slot(
                'text',
                field('creditCode', { label: label('creditCode'), hint: key('code-hint'), maxLength: 18 }),
              ),
            ]
          : []),
        slot(
          'area',
          field('reason', { label: key('reason'), hint: key('reason-hint'), maxLength: 500, rows: 3 }),
        ),
      ],
      submit: key('record'),
      tone: 'danger',
    },
    entered,
  );
}

function identity(one: OrganizationDetail) {
  return [
    summaryRow(label('name'), cell.text(one.name)),
    one.creditCode === null
      ? summaryRow(label('localNumber'), cell.text(one.localNumber))
      : summaryRow(label('creditCode'), cell.text(one.creditCode)),
  ];
}

function codeSlot(field: FieldMaker): Slot {
  return slot(
    'text',
    field('creditCode', {
      label: label('creditCode'),
      hint: { key: 'organizations.edit.code-hint' },
      required: true,
      maxLength: 18,
    }),
  );
}

function factSlots(field: FieldMaker, one: OrganizationDetail | null): Slot[] {
  const text = (name: string, key: string, initial: string | null | undefined, required = true): Slot =>
    slot('text', field(name, { label: label(key), required, initial: initial ?? '' }));
  return [
    text('name', 'name', one?.name),
    slot(
      'select',
      field('type', {
        label: label('type'),
        required: true,
        initial: one?.type ?? '',
        options: ORGANIZATION_TYPES.map((type) => [type, typeText(type)] as const),
      }),
    ),
    text('legalRepresentative', 'legalRepresentative', one?.legalRepresentative),
    text('divisionCode', 'divisionCode', one?.divisionCode),
    text('address', 'address', one?.address),
    text('supervisingUnit', 'supervisingUnit', one?.supervisingUnit, false),
    text('capitalFen', 'capital', one?.capitalFen == null ? '' : yuanInput(one.capitalFen), false),
    slot(
      'day',
      field('establishedOn', {
        label: label('established'),
        required: true,
        initial: one?.establishedOn ?? '',
      }),
    ),
    slot(
      'area',
      field('businessScope', {
        label: label('businessScope'),
        initial: one?.businessScope ?? '',
        maxLength: 1000,
      }),
    ),
  ];
}
