import { type CalendarDay } from '../../kernel/calendar.js';
import { type Finding } from '../../kernel/outcome.js';
import { documentTag } from '../../organizations/documents.pages.js';
import { type DocumentVersionLine } from '../../organizations/documents.queries.js';
import { type ShownScan } from '../../platform/files/file-scans.js';
import {
  type Action,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Tag,
  type Text,
  type Tone,
} from '../../platform/views/page.js';
import { type ApplicationDetail } from './applications.queries.js';
import { APPLICATION_BYTES, fieldOf, type FilePlace, takesType } from './attachment.rules.js';
import { type AttachmentStory } from './attachments.queries.js';

const HOME = { label: { key: 'ventures.org.title' }, href: '/org' };
const SCANS: Readonly<Record<ShownScan, Tone>> = {
  CLEAN: 'ok',
  FOUND: 'danger',
  WAITING: 'warn',
  NOT_SCANNED: 'neutral',
};
const key = (name: string, args?: Readonly<Record<string, string | number | Text>>): Text => ({
  key: `files.attachments.${name}`,
  ...(args ? { args } : {}),
});

interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly size: Text;
  readonly sha256: string;
  readonly addedAt: string;
  readonly scan: Tag;
  /** Shown small beside its name. */
  readonly isPicture: boolean;
  readonly fromStore: boolean;
  /** What stood here before, newest first. */
  readonly before: readonly { readonly name: string; readonly href: string; readonly addedAt: string }[];
  readonly removal: string;
  readonly up: Action | null;
  readonly replacement: { readonly action: string; readonly field: Field } | null;
}

interface ShownPlace {
  readonly code: string;
  readonly title: Text;
  readonly hint: Text | null;
  readonly required: boolean;
  readonly missing: boolean;
  readonly takes: readonly Text[];
  readonly limits: Text;
  readonly count: Text;
  readonly list: readonly ShownFile[];
  /** What stands against what was just done here, where no upload shows it. */
  readonly error: Finding | null;
  readonly errorId: string;
  /** null where the place is full. */
  readonly upload: { readonly action: string; readonly question: string; readonly field: Field } | null;
  /** null where nothing of the store fits. */
  readonly pick: { readonly action: string; readonly question: string; readonly field: Field } | null;
}

export interface AttachmentsPage extends PageBase {
  readonly back: string;
  readonly closesAt: string;
  readonly places: readonly ShownPlace[];
  readonly removed: readonly {
    readonly name: string;
    readonly endedAt: string;
    readonly isBad: boolean;
    readonly restore: Action | null;
    readonly discard: Action;
  }[];
  readonly room: Text;
}

export interface AttachmentsView {
  readonly application: ApplicationDetail;
  readonly closesAt: string;
  readonly places: readonly FilePlace[];
  readonly stories: readonly AttachmentStory[];
  /** What the organization keeps in its store. */
  readonly documents: readonly DocumentVersionLine[];
  readonly used: number;
  readonly today: CalendarDay;
}

/** The files of a draft by what the call asks for, each place with its upload and with what the store has for it. */
export function attachmentsPage(view: AttachmentsView, findings: readonly Finding[] = []): AttachmentsPage {
  const { application, places, stories, closesAt, used } = view;
  const base = baseOf(application);
  const asked = new Set(places.map(({ question }) => question));
  return {
    ...pageBase({ key: 'ventures.attachments.title' }, crumbsOf(application), findings),
    back: base,
    closesAt,
    places: places.map((place) => placeShown(place, view, findings)),
    removed: removedOf(stories).map((one) => ({
      name: one.name,
      endedAt: one.endedAt ?? '',
      isBad: one.scan === 'FOUND',
      restore:
        one.scan === 'FOUND' || !asked.has(one.question)
          ? null
          : action(`${base}/attachments/${one.id}/return`, 'restore', 'secondary'),
      discard: action(`${base}/attachments/${one.id}/discarding`, 'discard', 'danger'),
    })),
    room: key('room', { used: megabytes(used), most: megabytes(APPLICATION_BYTES) }),
  };
}

export interface RemovalPage extends PageBase {
  readonly file: string;
  readonly action: string;
  readonly back: string;
}

/** Asked before a file is removed. */
export function removalPage(application: ApplicationDetail, one: AttachmentStory): RemovalPage {
  const back = `${baseOf(application)}/attachments`;
  const crumbs = [...crumbsOf(application), { label: { key: 'ventures.attachments.title' }, href: back }];
  return {
    ...pageBase(key('remove-title'), crumbs),
    file: one.name,
    action: `${back}/${one.id}/removal`,
    back,
  };
}

function baseOf({ roundNumber }: ApplicationDetail): string {
  return `/org/rounds/${roundNumber}/application`;
}

function crumbsOf(application: ApplicationDetail): PageBase['crumbs'] {
  const { title } = application;
  return [HOME, { label: title === '' ? { key: 'ventures.untitled' } : title, href: baseOf(application) }];
}

function placeShown(place: FilePlace, view: AttachmentsView, findings: readonly Finding[]): ShownPlace {
  const { question, label, hint, required, most, accepts, megabytes: each } = place;
  const base = `${baseOf(view.application)}/attachments`;
  const here = view.stories.filter((one) => one.question === question);
  const list = here.filter(({ endedAt }) => endedAt === null);
  const isFull = list.length >= most;
  const make = fieldsOf({ values: {}, findings });
  const stored = view.documents.filter(
    (one) => takesType(place, one) && !list.some(({ documentVersionId }) => documentVersionId === one.id),
  );
  return {
    code: question ?? 'other',
    title: label ?? { key: 'ventures.attachments.title' },
    hint,
    required,
    missing: required && list.length === 0,
    takes: accepts.map((group) => ({ key: `files.groups.${group}` })),
    limits: key('limits', { most, each }),
    count: key('count', { count: list.length, most }),
    list: list.map((one, i) => fileShown(one, { base, isFirst: i === 0, all: here })),
    error: findings.find(({ field }) => field === fieldOf(question)) ?? null,
    errorId: fieldOf(question),
    upload: isFull
      ? null
      : {
          action: base,
          question: question ?? '',
          field: make(fieldOf(question), { label: key('add'), required }),
        },
    pick:
      isFull || stored.length === 0
        ? null
        : {
            action: `${base}/documents`,
            question: question ?? '',
            field: make(`document-${question ?? ''}`, {
              label: key('pick'),
              options: stored.map(
                (one) =>
                  [
                    one.id,
                    key('stored', { title: one.title, state: documentTag(one, view.today).label }),
                  ] as const,
              ),
            }),
          },
  };
}

function fileShown(
  one: AttachmentStory,
  { base, isFirst, all }: { base: string; isFirst: boolean; all: readonly AttachmentStory[] },
): ShownFile {
  const { id, name, sha256, addedAt } = one;
  return {
    id,
    name,
    href: `/org/attachments/${id}`,
    size: sizeText(one.size),
    sha256,
    addedAt,
    scan: scanTag(one.scan),
    isPicture: one.type.startsWith('image/') && one.scan !== 'FOUND' && one.scan !== 'WAITING',
    fromStore: one.documentVersionId !== null,
    before: earlier(one, all).map((old) => ({
      name: old.name,
      href: `/org/attachments/${old.id}`,
      addedAt: old.addedAt,
    })),
    removal: `${base}/${id}/removal`,
    up: isFirst ? null : action(`${base}/${id}/rise`, 'up', 'secondary'),
    replacement: {
      action: `${base}/${id}/replacement`,
      field: fieldsOf()(`replacement-${id}`, { label: key('replace-with', { name }) }),
    },
  };
}

/** The files that a file stands in for, one after another. */
function earlier(one: AttachmentStory, all: readonly AttachmentStory[]): AttachmentStory[] {
  const old = all.find(({ id }) => id === one.replacesId);
  return old === undefined ? [] : [old, ...earlier(old, all)];
}

/** Removed, not replaced: what was replaced stands with its successor. */
function removedOf(stories: readonly AttachmentStory[]): readonly AttachmentStory[] {
  const replaced = new Set(stories.map(({ replacesId }) => replacesId));
  return stories.filter(({ id, endedAt }) => endedAt !== null && !replaced.has(id));
}

/** What the scanner said of a file, as a word with a colour. */
export function scanTag(scan: ShownScan): Tag {
  return { tone: SCANS[scan], label: { key: `files.scans.${scan}` } };
}

function sizeText(bytes: number): Text {
  return bytes < 1024 * 1024
    ? key('kilobytes', { n: Math.max(1, Math.round(bytes / 1024)) })
    : key('megabytes', { n: (bytes / 1024 / 1024).toFixed(1) });
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}

function action(href: string, name: string, tone: Action['tone']): Action {
  return { href, label: key(name), tone };
}
