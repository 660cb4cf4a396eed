import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { shanghaiDayOf } from '../kernel/calendar.js';
import { actorOf, type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { count, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { workingDays } from '../reference/reference.queries.js';
import { Notice } from './notice.entity.js';
import { type NoticeBody, type NoticeKind, noticePublished, windowOf } from './publicity.rules.js';

export interface NoticeDraft {
  readonly kind: NoticeKind;
  readonly subject: readonly [type: string, id: string];
  readonly titleZh: string;
  readonly titleEn: string;
  readonly body: NoticeBody;
  /** For a 公示: the length of its window. */
  readonly workingDays: number;
}

/** Publishes notices: numbered, hashed, in the ledger, with a window in working days. */
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
    const content = {
      number,
      kind: draft.kind,
      titleZh: draft.titleZh,
      titleEn: draft.titleEn,
      body: draft.body,
      from: today,
      to: window?.to ?? null,
    };
    const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    const act = { number, kind: draft.kind, contentHash, from: today, to: window?.to ?? null, version: 1 };
    const { seq } = await this.ledger.append(tx, noticePublished(actorOf(viewer), act));
    await tx.insert(Notice, {
      id: randomUUID(),
      number,
      kind: draft.kind,
      subjectType: draft.subject[0],
      subjectId: draft.subject[1],
      titleZh: draft.titleZh,
      titleEn: draft.titleEn,
      body: draft.body as never,
      publishedAt,
      windowFrom: today,
      windowTo: window?.to ?? null,
      isProvisional: window?.provisional === true ? 1 : 0,
      version: 1,
      contentHash,
      ledgerSeq: seq,
    });
    await this.audit.record(tx, {
      viewer,
      action: 'notice-published',
      subject: ['notice', number],
      after: { contentHash },
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
