import { type Role, type Viewer } from './viewer.js';

const APPLICANT = ['applicant'] as const;
const APPLICANT_TEAM = ['applicant', 'applicant-finance'] as const;
const PROGRAMME = ['programme-officer'] as const;
const REGISTRY = ['registry-officer'] as const;
const PANEL_DESK = ['programme-officer', 'panel-secretary'] as const;
/** Those who decide about a body, and those who look after that they do. */
const DECIDERS = ['programme-officer', 'panel-secretary', 'chair', 'registry-officer', 'auditor'] as const;
const BUREAU = [
  'programme-officer',
  'panel-secretary',
  'chair',
  'district-officer',
  'registry-officer',
  'finance-officer',
  'auditor',
] as const;

/**
 * The one matrix right → roles. A route names one right (`@Allow('round.publish')`), a transition names one
 * (`by: 'round.publish'`), and nothing else decides. (domain.md 6.4: who enters a credit record may not approve
 * it; the three administrations touch no business data.)
 */
export const RIGHTS = {
  'account.own': [
    'applicant',
    'applicant-finance',
    'reviewer',
    'chair',
    'panel-secretary',
    'programme-officer',
    'district-officer',
    'registry-officer',
    'finance-officer',
    'department-officer',
    'centre-operator',
    'auditor',
    'admin-system',
    'admin-security',
    'admin-audit',
  ],
  'account.see': ['admin-system', 'admin-security', 'admin-audit'],
  'account.create': ['admin-system'],
  'account.disable': ['admin-system'],
  'role.grant': ['admin-security'],
  'session.end': ['admin-security'],
  'audit.see': ['admin-audit', 'auditor'],
  'job.see': ['admin-system'],

  'bureau.see': BUREAU,
  'reference.see': [...BUREAU, 'admin-system'],

  'organization.own.see': APPLICANT_TEAM,
  'organization.see': [...BUREAU, 'department-officer', 'centre-operator'],
  'organization.edit': REGISTRY,
  'organization.import': REGISTRY,
  'correction.ask': APPLICANT_TEAM,
  'correction.decide': REGISTRY,
  'filing.own.edit': APPLICANT_TEAM,
  'filing.submit': APPLICANT,
  'filing.see': BUREAU,
  'filing.decide': REGISTRY,
  'organization.contact.own.edit': APPLICANT_TEAM,
  'organization.document.own.edit': APPLICANT_TEAM,
  'organization.contact.open': REGISTRY,
  'organization.link.dismiss': REGISTRY,
  'organization.merge': REGISTRY,
  'organization.merge.confirm': ['registry-officer', 'chair'],
  'organization.holdings.see': ['registry-officer', 'chair', 'auditor'],

  'credit.see': BUREAU,
  'credit.enter': ['registry-officer', 'district-officer'],
  'credit.approve': ['registry-officer', 'chair'],
  'credit.repair': APPLICANT_TEAM,
  'credit.list': REGISTRY,
  'credit.list.confirm': ['registry-officer', 'chair'],
  'credit.statement': APPLICANT,

  'eligibility.declare': APPLICANT,
  'eligibility.see': DECIDERS,
  'eligibility.acknowledge': ['programme-officer', 'chair'],
  'stop-flag.see': DECIDERS,
  'stop-flag.propose': ['programme-officer', 'registry-officer'],
  'stop-flag.confirm': ['programme-officer', 'chair'],

  'round.see': BUREAU,
  'round.edit': PROGRAMME,
  'round.publish': PROGRAMME,
  'round.close': PROGRAMME,
  'question.see': BUREAU,
  'question.answer': PROGRAMME,

  'round.extension.see': ['programme-officer', 'chair', 'auditor'],
  'round.extension.propose': PROGRAMME,
  'round.extension.confirm': ['programme-officer', 'chair'],
  'round.opening.see': BUREAU,
  'round.opening.propose': PROGRAMME,
  'round.opening.confirm': ['programme-officer', 'chair'],

  'application.own.see': APPLICANT_TEAM,
  'application.own.edit': APPLICANT_TEAM,
  'application.submit': APPLICANT,
  'application.withdraw': APPLICANT,
  'application.see': ['programme-officer', 'panel-secretary', 'chair', 'auditor'],
  'application.screen': PROGRAMME,
  'application.screen.confirm': ['programme-officer', 'chair'],
  'application.reinstate': ['programme-officer', 'chair'],

  'panel.see': ['programme-officer', 'panel-secretary', 'chair', 'auditor'],
  'panel.assign': PANEL_DESK,
  'panel.close': ['programme-officer', 'chair'],
  'expert.edit': PANEL_DESK,
  'scorecard.own.see': ['reviewer'],
  'conflict.declare': ['reviewer'],
  'scorecard.submit': ['reviewer'],

  'award.see': BUREAU,
  'award.propose': PROGRAMME,
  'award.confirm': ['chair'],
  'notice.see': BUREAU,
  'notice.publish': PROGRAMME,
  'notice.confirm': ['programme-officer', 'chair'],
  'objection.lodge': APPLICANT_TEAM,
  'objection.see': BUREAU,
  'objection.decide': ['programme-officer', 'registry-officer', 'chair'],

  'function.see': ['department-officer', 'programme-officer', 'registry-officer', 'auditor'],
  'function.edit': ['department-officer'],
  'agreement.record': ['department-officer'],
  'agreement.confirm': ['programme-officer'],

  'centre.own.see': ['centre-operator'],
  'centre.own.edit': ['centre-operator'],
  'centre.see': BUREAU,
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** Whether this viewer holds the right at this moment. A visitor holds none. */
export function may(viewer: Viewer, right: Right): boolean {
  return (
    viewer.kind === 'user' && viewer.roles.some((role) => (RIGHTS[right] as readonly Role[]).includes(role))
  );
}

/** The matrix as a Markdown table; `docs/rights.md` is exactly this. */
export function rightsAsMarkdown(): string {
  const rows = Object.entries(RIGHTS).map(([right, roles]) => `| \`${right}\` | ${roles.join(', ')} |`);
  return ['| right | roles |', '| --- | --- |', ...rows].join('\n');
}
