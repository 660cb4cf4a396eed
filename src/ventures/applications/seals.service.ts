import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { found } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { run, sql } from '../../platform/database/sql.js';
import { FieldKeys } from '../../platform/field-keys.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { BudgetLine } from './application.entity.js';
import {
  type ApplicationDetail,
  type ApplicationLine,
  type BudgetRow,
  budgetOf,
  ownApplication,
  ownApplications,
} from './applications.queries.js';
import { Attachment } from './attachment.entity.js';
import { type AttachmentLine, attachmentsOf } from './attachments.queries.js';
import { ApplicationSeal } from './seal.entity.js';
import { SEALED_COLUMNS, type SealedContent, type SealedRow, sealedText } from './sealing.rules.js';
import { closedSealsOfBody, sealOf, sealOfFile, wrappedKeyOf } from './seals.queries.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** One's own application with all that belongs to it, sealed or not. */
export interface OwnApplication {
  readonly application: ApplicationDetail;
  readonly budget: readonly BudgetRow[];
  readonly files: readonly AttachmentLine[];
}

/**
 * Seals a whole application under its round's key (AES-256-GCM), so that the database holds nothing readable of it,
 * and gives it back. The round's key lies in the database only wrapped by a key outside it. (security.md C12)
 */
@Injectable()
export class Seals {
  constructor(
    private readonly keys: FieldKeys,
    private readonly clock: Clock,
  ) {}

  /** Seals a draft as it stands; answers the hash of its content and what its columns hold from now on. */
  async seal(
    tx: EntityManager,
    { mine, round, number }: { mine: ApplicationDetail; round: RoundDetail; number: string },
  ): Promise<{ readonly contentHash: string; readonly columns: object }> {
    const applicationId = mine.id;
    const lines = await tx.find(BudgetLine, { where: { applicationId }, order: { position: 'ASC' } });
    const files = await tx.find(Attachment, {
      where: { applicationId },
      order: { addedAt: 'ASC', id: 'ASC' },
    });
    const { title, field, askedFen, content, creditCode } = mine;
    const text = sealedText({
      v: 1,
      number,
      round: round.number,
      organization: creditCode,
      salt: randomBytes(32).toString('hex'),
      title,
      field,
      askedFen,
      content,
      budget: lines.map(rowOf),
      files: files.map(({ id, name, sha256, size, type, endedAt }) => ({
        id,
        name,
        sha256,
        size,
        type,
        ...(endedAt === null ? {} : { endedAt }),
      })),
    });
    const key = await this.keyFor(tx, round.id);
    await tx.delete(ApplicationSeal, { applicationId });
    await tx.insert(ApplicationSeal, {
      applicationId,
      sealed: encrypted(text, key, `${applicationId} ${number}`),
      sealedAt: this.clock.now(),
      openedAt: null,
      brokenAt: null,
    });
    await tx.delete(BudgetLine, { applicationId });
    await tx.update(Attachment, { applicationId }, { name: '' });
    return { contentHash: sha256(text), columns: { ...SEALED_COLUMNS, content: {} } };
  }

  /**
   * The exact text that was sealed, for those who may have it.
   * @throws Error when the seal was changed since, or was not made under this key.
   */
  async textOf(
    db: EntityManager,
    roundId: string,
    { applicationId, number, sealed }: { applicationId: string; number: string; sealed: string },
  ): Promise<string> {
    return decrypted(sealed, await this.roundKey(db, roundId), `${applicationId} ${number}`);
  }

  /** Writes a content back into the rows it was taken from; answers the columns of the application. */
  async restore(
    tx: EntityManager,
    applicationId: string,
    { title, field, askedFen, content, budget, files }: SealedContent,
  ): Promise<Pick<SealedContent, 'title' | 'field' | 'askedFen' | 'content'>> {
    await tx.delete(BudgetLine, { applicationId });
    if (budget.length > 0)
      await tx.insert(
        BudgetLine,
        budget.map((line) => ({ ...line, applicationId })),
      );
    for (const { id, name } of files) await tx.update(Attachment, { id, applicationId }, { name });
    return { title, field, askedFen, content };
  }

  /** One's own application: what is sealed is read for its organization and for nobody else. (security.md T1) */
  async own(db: EntityManager, viewer: SignedIn, round: RoundDetail): Promise<OwnApplication | null> {
    const application = await ownApplication(db, viewer, round.number);
    if (application === null) return null;
    const budget = await budgetOf(db, application.id);
    const files = await attachmentsOf(db, application.id);
    const content = await this.contentOf(db, round.id, application);
    if (content === null) return { application, budget, files };
    const { title, field, askedFen } = content;
    const names = new Map(content.files.map(({ id, name }) => [id, name]));
    return {
      application: { ...application, title, field, askedFen, content: content.content },
      budget: content.budget as unknown as readonly BudgetRow[],
      files: files.map((file) => ({ ...file, name: names.get(file.id) ?? file.name })),
    };
  }

  /** All of one's own applications, the sealed ones readable, newest first. */
  async ownLines(db: EntityManager, viewer: SignedIn): Promise<readonly ApplicationLine[]> {
    const contents = new Map<string, SealedContent>();
    for (const line of await closedSealsOfBody(db, found(viewer.organizationId)))
      contents.set(
        line.applicationId,
        JSON.parse(await this.textOf(db, line.roundId, line)) as SealedContent,
      );
    return (await ownApplications(db, viewer)).map((one) => {
      const content = contents.get(one.id);
      if (content === undefined) return one;
      const { title, field, askedFen } = content;
      return { ...one, title, field, askedFen };
    });
  }

  /** The name of one's own file, from the seal where it is in there. */
  async nameOfFile(
    db: EntityManager,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<string> {
    const seal = await sealOfFile(db, id);
    if (seal === null) return name;
    const { files } = JSON.parse(await this.textOf(db, seal.roundId, seal)) as SealedContent;
    return found(files.find((file) => file.id === id)).name;
  }

  /** A draft again: what was sealed stands in its rows, and the seal is gone. (E6) */
  async reopened(
    tx: EntityManager,
    roundId: string,
    mine: ApplicationDetail,
  ): Promise<Partial<Pick<SealedContent, 'title' | 'field' | 'askedFen'>>> {
    const content = await this.contentOf(tx, roundId, mine);
    if (content === null) return {};
    await tx.delete(ApplicationSeal, { applicationId: mine.id });
    return this.restore(tx, mine.id, content);
  }

  /** What is sealed of an application at this moment; null where nothing is. */
  async contentOf(
    db: EntityManager,
    roundId: string,
    { id, number }: { readonly id: string; readonly number: string | null },
  ): Promise<SealedContent | null> {
    const seal = number === null ? null : await sealOf(db, id);
    if (seal === null || number === null || seal.openedAt !== null) return null;
    return JSON.parse(await this.textOf(db, roundId, { ...seal, number })) as SealedContent;
  }

  private async keyFor(tx: EntityManager, roundId: string): Promise<Buffer> {
    const made = this.keys.seal(randomBytes(32).toString('hex'));
    await run(
      tx,
      sql`INSERT INTO round_seal (round_id, wrapped_key, made_at) VALUES (${roundId}, ${made}, ${this.clock.now()}) ON CONFLICT (round_id) DO NOTHING`,
    );
    return this.roundKey(tx, roundId);
  }

  private async roundKey(db: EntityManager, roundId: string): Promise<Buffer> {
    return Buffer.from(this.keys.open(found(await wrappedKeyOf(db, roundId))), 'hex');
  }
}

/** SHA-256 in 64 hex digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A budget row as names and values, without the application it belongs to. */
function rowOf(line: BudgetLine): SealedRow {
  const plain = Object.entries(line).filter(([name]) => name !== 'applicationId' && name !== 'application');
  return Object.fromEntries(plain) as SealedRow;
}

/** What is sealed belongs to one application and one number; it cannot be put in another's place. */
function encrypted(text: string, key: Buffer, belongsTo: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(belongsTo));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64');
}

function decrypted(sealed: string, key: Buffer, belongsTo: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAAD(Buffer.from(belongsTo));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const body = bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
