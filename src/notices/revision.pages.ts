import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import {
  type Action,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
} from '../platform/views/page.js';
import { bodyAsText } from './notice-body.rules.js';
import { type NoticeDetail, type Revision } from './notices.queries.js';
import { changesOf, type ShownChanges } from './public-notices.pages.js';
import { opensAnew } from './publicity.rules.js';

export interface RevisionPage extends PageBase {
  readonly number: string;
  readonly waiting: {
    readonly reason: string;
    readonly proposedAt: string;
    readonly effect: { readonly key: string };
    readonly changes: readonly ShownChanges[];
    /** The proposer waits for another person. */
    readonly own: boolean;
    readonly actions: readonly Action[];
  } | null;
  readonly form: {
    readonly action: string;
    readonly note: { readonly key: string };
    readonly baseVersion: number;
    readonly texts: readonly Field[];
    readonly areas: readonly Field[];
  } | null;
}

/** A notice at the desk: the version that waits with its difference, or the form for a new one. */
export function revisionPage(
  { notice, revision, viewer }: { notice: NoticeDetail; revision: Revision | null; viewer: SignedIn },
  entered?: Entered,
): RevisionPage {
  const base = `/bureau/notices/${notice.number}`;
  return {
    ...pageBase(
      { zh: notice.titleZh, en: notice.titleEn },
      [{ label: { key: 'notices.title' }, href: '/bureau/notices' }],
      entered?.findings,
    ),
    number: notice.number,
    waiting: revision === null ? null : waitingVersion(notice, revision, { viewer, base }),
    form:
      revision !== null || !may(viewer, 'notice.publish')
        ? null
        : revisionForm(notice, `${base}/revision`, entered),
  };
}

function waitingVersion(
  notice: NoticeDetail,
  revision: Revision,
  { viewer, base }: { viewer: SignedIn; base: string },
): RevisionPage['waiting'] {
  const own = revision.proposedBy === viewer.accountId;
  const confirm: Action = {
    href: `${base}/revision/confirmation`,
    label: { key: 'notices.action.confirm' },
    tone: 'primary',
  };
  const discard: Action = {
    href: `${base}/revision/discarding`,
    label: { key: 'notices.action.discard' },
    tone: 'danger',
  };
  const actions = may(viewer, 'notice.confirm') ? (own ? [discard] : [confirm, discard]) : [];
  const anew = opensAnew(notice.kind, notice, revision);
  return {
    reason: revision.reason,
    proposedAt: revision.proposedAt,
    effect: { key: anew ? 'notices.revision-anew' : 'notices.revision-kept' },
    changes: changesOf(notice, revision),
    own,
    actions,
  };
}

function revisionForm(notice: NoticeDetail, action: string, entered?: Entered): RevisionPage['form'] {
  const field = fieldsOf(entered);
  const text = bodyAsText(notice.body);
  const make = (name: string, initial: string, more: Partial<Parameters<typeof field>[1]> = {}): Field =>
    field(name, { label: { key: `notices.fields.${name}` }, required: true, initial, ...more });
  return {
    action,
    note: { key: notice.kind === 'PUBLICITY' ? 'notices.revise-publicity' : 'notices.revise-announcement' },
    baseVersion: notice.version,
    texts: [
      make('titleZh', notice.titleZh, { maxLength: 120 }),
      make('titleEn', notice.titleEn, { maxLength: 200 }),
    ],
    areas: [
      make('textZh', text.textZh, { maxLength: 5000, hint: { key: 'notices.paragraphs-hint' } }),
      make('textEn', text.textEn, { maxLength: 8000 }),
      ...(notice.body.table === null
        ? []
        : [make('rows', text.rows, { required: false, rows: 10, hint: { key: 'notices.rows-hint' } })]),
      make('reason', '', { maxLength: 500, rows: 3, hint: { key: 'notices.reason-hint' } }),
    ],
  };
}
