import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { type EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { CONFIG, type Config } from '../config.js';
import { row, run, sql } from '../database/sql.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs } from '../jobs/jobs.js';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

const JOB = 'send-mail';

/**
 * Mail leaves after its cause is safe: a row in the outbox and a job, both in the caller's transaction. Without
 * `SMTP_URL` letters stay in the outbox, which is what the demonstration shows.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    jobs.define(JOB, (input) => this.send((input as { id: string }).id));
  }

  async post(tx: EntityManager, letter: Letter): Promise<void> {
    const id = randomUUID();
    await run(
      tx,
      sql`INSERT INTO outbox_mail (id, recipient, subject, body, created_at)
          VALUES (${id}, ${oneLine(letter.to)}, ${oneLine(letter.subject)}, ${letter.body}, ${this.clock.now()})`,
    );
    if (this.config.smtpUrl !== null)
      await this.jobs.enqueue(tx, { key: `mail:${id}`, name: JOB, input: { id } });
  }

  private async send(id: string): Promise<void> {
    if (this.config.smtpUrl === null) return;
    const letter = await row<{ recipient: string; subject: string; body: string }>(
      this.work.reader,
      sql`SELECT recipient, subject, body FROM outbox_mail WHERE id = ${id} AND sent_at IS NULL`,
    );
    if (letter === null) return;
    await createTransport(this.config.smtpUrl).sendMail({
      to: letter.recipient,
      subject: letter.subject,
      text: letter.body,
    });
    await this.work.write((tx) =>
      run(tx, sql`UPDATE outbox_mail SET sent_at = ${this.clock.now()} WHERE id = ${id}`),
    );
  }
}

/** No header can be smuggled in by a line end (security.md C50). */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
