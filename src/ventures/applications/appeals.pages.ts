import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type DeskFacts,
  deskObjectionPage,
  type DeskObjectionPage,
} from '../../notices/objection-desk.pages.js';
import { objectionFormPage, type ObjectionFormPage, ORG_FORM } from '../../notices/objections.pages.js';
import { type ObjectionDetail } from '../../notices/objections.queries.js';
import { type CarriedFile } from '../../platform/files/evidence.js';
import { cell, type Entered, summaryRow, type SummaryRow } from '../../platform/views/page.js';
import { type ApplicationDetail } from './applications.queries.js';
import { APPEAL_DESK } from './screening.rules.js';

export interface AppealFormPage extends ObjectionFormPage {
  readonly about: null;
  readonly person: null;
  readonly decision: readonly SummaryRow[];
}

/** The objections engine's own form, about the exclusion of one's own application. */
export function appealFormPage(
  one: ApplicationDetail,
  until: string | null,
  entered?: Entered & { readonly kept: readonly CarriedFile[] },
): AppealFormPage {
  const base = `/org/rounds/${one.roundNumber}/application`;
  return {
    ...objectionFormPage(ORG_FORM, { number: '', subjects: null }, entered),
    title: { key: 'screening.appeal.title' },
    crumbs: [
      { label: { key: 'ventures.org.title' }, href: '/org' },
      { label: one.title, href: base },
      { label: { key: 'screening.own.title' }, href: `${base}/first-check` },
    ],
    action: `${base}/appeal`,
    about: null,
    person: null,
    decision: [
      summaryRow({ key: 'ventures.fields.title' }, cell.text(one.title, one.number)),
      summaryRow({ key: 'ventures.screening.reason' }, cell.text(one.statusReason)),
      summaryRow({ key: 'screening.appeal-until' }, cell.day(until)),
    ],
  };
}

/** The decision about an appeal; whoever excluded reads it, and somebody else decides. */
export function appealPage(
  one: ObjectionDetail,
  application: ApplicationDetail,
  facts: Omit<DeskFacts, 'desk'> & { readonly excludedBy: string | null },
  entered?: Entered,
): DeskObjectionPage {
  const desk = deskObjectionPage(one, { ...facts, desk: APPEAL_DESK }, entered);
  const decides = mayDecide(facts.viewer, facts.excludedBy);
  return {
    ...desk,
    crumbs: may(facts.viewer, 'application.see')
      ? [
          {
            label: { key: 'ventures.screening.title' },
            href: `/bureau/rounds/${application.roundNumber}/applications`,
          },
          { label: application.title, href: `/bureau/applications/${application.number ?? ''}` },
        ]
      : desk.crumbs,
    decide: decides ? desk.decide : null,
    remedy: null,
  };
}

function mayDecide(viewer: SignedIn, excludedBy: string | null): boolean {
  return may(viewer, 'application.reinstate') && viewer.accountId !== excludedBy;
}
