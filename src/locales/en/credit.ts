import type { credit as source } from '../zh-CN/credit.js';
import type { Catalogue } from '../shape.js';

export const credit = {
  queue: { title: 'Credit records', empty: 'No credit records' },
  records: 'Credit information', 'no-records': 'No public credit information', 'listed-on': 'Listed as of {on}', 'list-empty': 'Nobody is on the list', late: 'Entered late', 'in-time': 'Entered in time', decided: 'Done',
  lists: { ABNORMAL: 'List of abnormal activity', SERIOUS: 'List of serious illegality and dishonesty' },
  standing: { clean: 'On neither list', abnormal: 'On the abnormal list', serious: 'On the serious list' },
  enter: { title: 'Enter credit information', lead: 'Within 5 working days of being formed or obtained; whoever enters may not approve.', saved: 'Entered; somebody else approves it', 'class-hint': 'Needed for penalties', 'formed-hint': 'Date of the document or of its receipt', 'summary-hint': 'One sentence; shown in lists and on the organization’s page once public' },
  list: { title: 'Put on a list', proposer: 'User name of the proposer', 'proposer-hint': 'Proposer and confirmer are two persons', saved: 'Listed' },
  actions: { publish: 'Approve and publish', repair: 'Repair (no longer public)', withdraw: 'Withdraw' },
  own: { title: 'My credit record', lead: 'What the registration authority holds about this organization. To object, write to it with evidence.', stays: 'Listings', never: 'Never on a list' },
  categories: { BASIC: 'Basic information', ANNUAL_REPORT: 'Annual report', INSPECTION: 'Inspection', PENALTY: 'Penalty', OTHER: 'Other' },
  classes: { LIGHT: 'Light', GENERAL: 'General', SERIOUS: 'Serious' },
  statuses: { RECORDED: 'Awaiting approval', PUBLISHED: 'Public', REPAIRED: 'Repaired', WITHDRAWN: 'Withdrawn' },
  penalties: { WARNING: 'Warning', FINE: 'Fine', CONFISCATION: 'Confiscation', SUSPENSION: 'Suspension of activity', REVOCATION: 'Revocation of the certificate' },
  fields: {
    name: 'Organization', creditCode: 'Unified social credit code', category: 'Category', recordClass: 'Class', summary: 'Content', formed: 'Formed on', due: 'Entry due', entry: 'Entry', recorded: 'Entered', status: 'State', published: 'Public since',
    documentNumber: 'Document number', department: 'Deciding department', penaltyKind: 'Kind of penalty', fineFen: 'Fine (yuan)', conclusion: 'Conclusion', year: 'Year', ground: 'Ground', listed: 'Listed on', removed: 'Removed on',
  },
  grounds: {
    G1: 'Annual work report not filed in time and form', G2: 'Party organization not set up as required', G3: 'Ordered rectification not completed in time', G4: 'A case named by the fundraising rules', G5: 'Warning, or fine below 50,000 yuan', G6: 'Cannot be reached at the registered address', G7: 'Other cases set by law (abnormal)',
    B1: 'Two years on the abnormal list', B2: 'Change registration by fraud, revoked', B3: 'Time-limited suspension of activity', B4: 'Fine of 50,000 yuan or more', B5: 'Two warnings or small fines within three years', B6: 'On the court list of judgment defaulters', B7: 'Certificate revoked or registration withdrawn', B8: 'Other cases set by law (serious)',
  },
  lookup: {
    title: 'Credit look-up', lead: 'Enter a name or a unified social credit code and get the answer in one sentence. Several codes may be pasted (at most 50, one a line). Free, no sign-in.', field: 'Name or code (several lines allowed)', submit: 'Look up', 'as-of': 'As of {at} (Beijing time)',
    clean: '{name}: on neither list.', abnormal: '{name}: on the abnormal list since {since}.', serious: '{name}: on the serious list since {since}.', unknown: 'The code is well formed, but no organization of this city has it.', repair: 'Credit repair is handled by the authority that made the entry, free of charge.', results: 'Results', input: 'Asked', answer: 'Answer',
  },
  findings: {
    'credit-organization-unknown': 'No organization in the register has this code', 'credit-field-needed': 'This category needs the field', 'credit-day-in-future': 'The day must not be after today', 'credit-own-entry': 'Whoever entered or proposed may not approve; ask somebody else',
    'credit-listed-already': 'On this list since {since} already', 'credit-removed-before-listing': 'Removal cannot be before listing', 'credit-proposer-unknown': 'No registry officer has this user name', 'credit-too-many-codes': 'At most {most} at a time',
  },
} as const satisfies Catalogue<typeof source>;
