import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../platform/config.js';
import { FieldKeys } from '../../platform/field-keys.js';
import { translate } from '../../platform/i18n/translator.js';
import { Outbox } from '../../platform/mail/outbox.js';
import { applicantAddresses } from './amendments.queries.js';
import { type RoundDetail } from './rounds.queries.js';

type Told = Pick<RoundDetail, 'number' | 'nameZh'>;

/** What a call says by mail, to addresses that lie sealed. */
@Injectable()
export class CallMail {
  constructor(
    private readonly outbox: Outbox,
    private readonly keys: FieldKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The sealed form of an address, as the database keeps it. */
  seal(email: string): string {
    return this.keys.seal(email);
  }

  /** To those who left an address with their question: there is an answer, and where. */
  async answered(tx: EntityManager, round: Told, sealed: readonly string[]): Promise<void> {
    await this.send(tx, 'answered', round, [sealed, `/rounds/${round.number}/questions`]);
  }

  /** To everybody who has begun to apply: the call was amended, and where it says what changed. (B10) */
  async amended(tx: EntityManager, round: Told & { readonly id: string }): Promise<void> {
    const sealed = await applicantAddresses(tx, round.id);
    await this.send(tx, 'amended', round, [sealed, `/rounds/${round.number}#versions`]);
  }

  private async send(
    tx: EntityManager,
    letter: string,
    round: Told,
    [sealed, path]: readonly [sealed: readonly string[], path: string],
  ): Promise<void> {
    const args = { name: round.nameZh, link: this.config.publicOrigin + path };
    const subject = translate('zh-CN', `questions.mail.${letter}.subject`, args);
    const body = translate('zh-CN', `questions.mail.${letter}.body`, args);
    const addresses = new Set(sealed.map((one) => this.keys.open(one)));
    for (const to of addresses) await this.outbox.post(tx, { to, subject, body });
  }
}
