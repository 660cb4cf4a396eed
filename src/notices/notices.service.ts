import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { shanghaiDayOf, workingDaysBetween } from '../kernel/calendar.js';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { count, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { workingDays } from '../reference/reference.queries.js';
import { Notice, NoticeRevision } from './notice.entity.js';
import { noticeByNumber, type NoticeDetail, openRevision } from './notices.queries.js';
import {
  findingsAgainstRevision,
  type NoticeBody,
  type NoticeContent,
  type NoticeKind,
  noticePublished,
  noticeReplaced,
  noticeText,
  opensAnew,
  REVISION_LIFE,
  type RevisionAction,
  windowOf,
} from './publicity.rules.js';

export interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly subject: readonly [type: string, id: string];
  readonly titleZh: string;
  readonly titleEn: string;
  readonly body: NoticeBody;
  /** For a 公示: the length of its window. */
  readonly workingDays: number;
}

/** The text of a new version, and why it takes the place of the old one. */
export interface RevisionEntry {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly body: NoticeBody;
  readonly reason: string;
}

/** Publishes notices and their versions: numbered, hashed, in the ledger, with a window in working days. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
  ) {}

  /** A notice as part of the caller's transaction; answers its number. */
  async publish(tx: EntityManager, viewer: SignedIn, draft: NoticeDraft): Promise<string> {
    const publishedAt = this.clock.now();
    const today = shanghaiDayOf(publishedAt);
    const number = await nextNumber(tx, draft.kind, today.slice(0, 4));
    const window =
      draft.kind === 'PUBLICITY' ? windowOf(await workingDays(tx), today, draft.workingDays) : null;
    const { kind, titleZh, titleEn, body } = draft;
    const content = { number, kind, titleZh, titleEn, body, from: today, to: window?.to ?? null };
    await this.insert(tx, viewer, {
      content: { ...content, version: 1, reason: null },
      subject: draft.subject,
      provisional: window?.provisional ?? false,
      replaces: null,
    });
    return number;
  }

  /** A plain announcement of its own. */
  announce(
    viewer: SignedIn,
    entry: { titleZh: string; titleEn: string; textZh: string; textEn: string },
  ): Promise<string> {
    const body = { paragraphs: [{ zh: entry.textZh, en: entry.textEn }], table: null };
    const draft: NoticeDraft = {
      kind: 'ANNOUNCEMENT',
      subject: ['notice', 'plain'],
      titleZh: entry.titleZh,
      titleEn: entry.titleEn,
      body,
      workingDays: 0,
    };
    return this.work.write((tx) => this.publish(tx, viewer, draft));
  }

  /**
   * A new version of a notice: a 公告 is replaced at once, a 公示 waits for a second person. Answers whether it waits.
   * (security.md T11)
   */
  revise(
    viewer: SignedIn,
    number: string,
    entry: RevisionEntry & { readonly baseVersion: number },
  ): Promise<Outcome<'published' | 'waiting'>> {
    return this.work.write(async (tx) => {
      const before = found(await noticeByNumber(tx, number));
      if (before.version !== entry.baseVersion) throw new Problem('changed-meanwhile');
      const waiting = (await openRevision(tx, number)) !== null;
      const findings = findingsAgainstRevision(before, entry, waiting);
      if (findings.length > 0) return refused<'waiting'>(findings);
      if (before.kind === 'ANNOUNCEMENT') {
        await this.replace(tx, viewer, before, entry);
        return accepted('published');
      }
      const { titleZh, titleEn, body, reason, baseVersion } = entry;
      await tx.insert(NoticeRevision, {
        id: randomUUID(),
        noticeNumber: number,
        baseVersion,
        titleZh,
        titleEn,
        body: body as never,
        reason,
        status: 'PROPOSED',
        proposedBy: viewer.accountId,
        proposedAt: this.clock.now(),
        version: 1,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'notice-revision-proposed',
        subject: ['notice', number],
        after: { baseVersion, reason },
      });
      return accepted('waiting');
    });
  }

  /** The second person publishes the version that waits, or discards it. */
  decideRevision(viewer: SignedIn, number: string, action: RevisionAction): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const revision = found(await openRevision(tx, number));
      if (action === 'confirm' && revision.proposedBy === viewer.accountId)
        return refused<null>([{ code: 'notice-own-revision' }]);
      const next = follow(REVISION_LIFE, revision.status, action);
      if (!next.ok) return next;
      const before = found(await noticeByNumber(tx, number));
      if (action === 'confirm') {
        if (before.version !== revision.baseVersion) throw new Problem('changed-meanwhile');
        await this.replace(tx, viewer, before, revision);
      }
      const done = await tx.update(
        NoticeRevision,
        { id: revision.id, version: revision.version },
        {
          status: next.value,
          decidedBy: viewer.accountId,
          decidedAt: this.clock.now(),
          version: revision.version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: 'notice-revision-decided',
        subject: ['notice', number],
        after: { status: next.value },
      });
      return accepted(null);
    });
  }

  /** Version n + 1 beside the old one; where it says something else, its window opens anew and is as long. */
  private async replace(
    tx: EntityManager,
    viewer: SignedIn,
    before: NoticeDetail,
    { titleZh, titleEn, body, reason }: RevisionEntry,
  ): Promise<void> {
    const days = await workingDays(tx);
    const anew = opensAnew(before.kind, before, { titleZh, titleEn, body });
    const length =
      before.windowTo === null ? 0 : workingDaysBetween(days, before.windowFrom, before.windowTo).days;
    const window = anew ? windowOf(days, shanghaiDayOf(this.clock.now()), length) : null;
    await this.insert(tx, viewer, {
      content: {
        number: before.number,
        kind: before.kind,
        titleZh,
        titleEn,
        body,
        from: window?.from ?? before.windowFrom,
        to: window?.to ?? before.windowTo,
        version: before.version + 1,
        reason,
      },
      subject: [before.subjectType, before.subjectId],
      provisional: window?.provisional ?? before.isProvisional,
      replaces: before.contentHash,
    });
  }

  private async insert(
    tx: EntityManager,
    viewer: SignedIn,
    one: {
      readonly content: NoticeContent;
      readonly subject: readonly [type: string, id: string];
      readonly provisional: boolean;
      readonly replaces: string | null;
    },
  ): Promise<void> {
    const { content, subject, provisional, replaces } = one;
    const { number, kind, from, to, version, titleZh, titleEn, body, reason } = content;
    const contentHash = createHash('sha256').update(noticeText(content)).digest('hex');
    const act = { number, kind, contentHash, from, to, version };
    const by = actorOf(viewer);
    const told = replaces === null ? noticePublished(by, act) : noticeReplaced(by, { ...act, replaces });
    const { seq } = await this.ledger.append(tx, told);
    await tx.insert(Notice, {
      id: randomUUID(),
      number,
      kind,
      subjectType: subject[0],
      subjectId: subject[1],
      titleZh,
      titleEn,
      body: body as never,
      publishedAt: this.clock.now(),
      windowFrom: from,
      windowTo: to,
      isProvisional: provisional ? 1 : 0,
      version,
      contentHash,
      ledgerSeq: seq,
      reason,
    });
    await this.audit.record(tx, {
      viewer,
      action: version === 1 ? 'notice-published' : 'notice-replaced',
      subject: ['notice', number],
      after: { version, content: contentHash },
    });
  }
}

/** GS-2019-003 for 公示, GG-2019-003 for 公告; unique by constraint. */
async function nextNumber(tx: EntityManager, kind: NoticeKind, year: string): Promise<string> {
  const start = `${kind === 'PUBLICITY' ? 'GS' : 'GG'}-${year}-`;
  const taken = await count(
    tx,
    sql`SELECT count(*) AS n FROM notice WHERE version = 1 AND number LIKE ${`${start}%`}`,
  );
  return `${start}${String(taken + 1).padStart(3, '0')}`;
}
