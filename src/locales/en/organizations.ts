import type { organizations as source } from '../zh-CN/organizations.js';
import type { Catalogue } from '../shape.js';

export const organizations = {
  list: { title: 'Organizations', new: 'Register a new one', import: 'Import the register', empty: 'No organization matches. Try part of the name, or clear the filters.' },
  filter: { q: 'Name, former name, code or pinyin initials', 'q-hint': 'For example 养老, 5132, hasylfw', type: 'Type', status: 'Status', grade: 'Grade' },
  fields: {
    name: 'Name', creditCode: 'Unified social credit code', type: 'Type', status: 'Status', division: 'Division', divisionCode: 'Division code', established: 'Established', grade: 'Grade',
    authority: 'Registration authority', supervisingUnit: 'Supervising unit', legalRepresentative: 'Legal representative', capital: 'Start-up capital (yuan)', address: 'Address', businessScope: 'Business scope', recorded: 'Recorded here',
  },
  direct: 'Registered directly (no supervising unit)',
  types: { ASSOCIATION: 'Social association', SERVICE_INSTITUTION: 'Social service institution', FOUNDATION: 'Foundation' },
  statuses: { PREPARING: 'Preparing', REGISTERED: 'Registered', DEREGISTERED: 'Deregistered', CERTIFICATE_REVOKED: 'Certificate revoked', REGISTRATION_WITHDRAWN: 'Registration withdrawn' },
  grades: { '1A': '1A', '2A': '2A', '3A': '3A', '4A': '4A', '5A': '5A' },
  kinds: { GRADE: 'Assessment grade', CHARITY: 'Charitable organization', FUNDRAISING: 'Public fundraising', TAX_DEDUCTION: 'Donation deduction', TAX_EXEMPT: 'Non-profit tax exemption', RECEIPT: 'Donation receipts' },
  qualifications: { title: 'Qualifications and grade', kind: 'Kind', value: 'Grade or document', 'value-hint': 'For a grade: 1A to 5A', from: 'Valid from', to: 'Valid to (exclusive)', empty: 'No qualification or grade on record', add: 'Add' },
  edit: { new: 'Register a new organization', title: 'Change {name}', 'code-hint': '18 characters; never changes afterwards', saved: 'Saved', edit: 'Change', former: 'Former names' },
  import: {
    title: 'Import the register', file: 'Register file', hint: 'XLSX or CSV (UTF-8 or GB18030), at most 30 MB and 50,000 rows. It is checked first; nothing is written before you confirm.', check: 'Check the file', template: 'Download a template',
    report: 'Result of the check', row: 'Row', column: 'Column', value: 'Content', reason: 'Reason', clean: 'No problems found', download: 'Download the result', confirm: 'Import the good rows',
    plan: '{total} rows: {added} new, {changed} changed, {unchanged} unchanged, {refused} cannot be imported.', 'nothing-saved': 'Nothing has been written yet.', more: '{more} more; download the whole result.',
    done: 'Imported: {added} new, {changed} changed, {unchanged} unchanged, {refusedRows} not imported',
  },
  columns: {
    creditCode: 'Unified social credit code', name: 'Name', type: 'Type', legalRepresentative: 'Legal representative', establishedOn: 'Established on', divisionCode: 'Division code',
    address: 'Address', supervisingUnit: 'Supervising unit', status: 'Status', capital: 'Start-up capital', businessScope: 'Business scope',
  },
  findings: {
    'organization-type-against-code': 'The type does not agree with the code: position 2 is 1 for associations, 2 for service institutions, 3 for foundations',
    'organization-day-in-future': 'The day must not be after today',
    'organization-known': 'This code is in the register already',
    'file-mixed-encodings': 'The file mixes text encodings; save it as UTF-8 and upload it again',
    'file-not-a-table': 'The file is not a readable table',
    'file-too-many-rows': 'The file has more than {most} rows; import it in parts',
    'import-no-rows': 'The file has a heading and no rows',
    'import-heading-missing': 'The column “{heading}” is missing',
    'import-heading-twice': 'The heading stands there twice',
    'import-duplicate-in-file': 'The code stands in row {row} of this file too',
    'import-contradicts-register': 'Contradicts the register, which says established on {register}',
    'import-too-many-cells': 'This row has more cells than the heading',
    'import-characters': 'Contains characters that cannot be used',
    'import-formula': 'Looks like a formula; enter it as text',
    'import-status-unknown': 'Unknown status; use registered, deregistered or certificate revoked',
    'import-type-unknown': 'Unknown type; use social association, social service institution or foundation',
    'import-division-unknown': 'Not a division code of Huai’an',
    'import-division-retired': 'The division code is retired and cannot be used in a new record',
  },
} as const satisfies Catalogue<typeof source>;
