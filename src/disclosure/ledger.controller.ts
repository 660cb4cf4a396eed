import { Controller, Get, Query } from '@nestjs/common';
import { Problem } from '../kernel/outcome.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Ledger } from '../platform/ledger/ledger.js';
import {
  consistencyProof,
  inclusionProof,
  ledgerEntries,
  ledgerSize,
  newestEntries,
} from '../platform/ledger/ledger-reader.js';
import { Public } from '../platform/web/access.js';
import { type Answer, page, plain } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { ConsistencyQuery, EntriesQuery, InclusionQuery } from './disclosure.forms.js';
import { ledgerPage } from './ledger.pages.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const SHOWN = 30;

/** The public ledger at the contract's addresses: anybody can take it away and check it. (architecture 4.7) */
@Public()
@Controller('ledger')
export class LedgerController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: Ledger,
  ) {}

  @Get()
  async show(): Promise<Answer> {
    const db = this.work.reader;
    const [size, newest, checkpoint] = [
      await ledgerSize(db),
      await newestEntries(db, SHOWN),
      await this.ledger.checkpoint(db),
    ];
    const { ok } = this.ledger.health();
    const model = ledgerPage({ size, newest, checkpoint, ok, publicKey: this.ledger.publicKey() });
    return page('disclosure/ledger', model, {
      size,
      checkpoint: checkpoint?.note ?? null,
      key: this.ledger.publicKey(),
    });
  }

  @Get('checkpoint')
  async checkpoint(): Promise<Answer> {
    const newest = await this.ledger.checkpoint(this.work.reader);
    if (newest === null) throw new Problem('not-found');
    return plain('text/plain; charset=utf-8', newest.note);
  }

  @Get('key')
  key(): Answer {
    return plain('text/plain; charset=utf-8', `${this.ledger.publicKey()}\n`);
  }

  /** The exact bytes, one line each; end exclusive. */
  @Get('entries')
  async entries(@Query(FormPipe(EntriesQuery)) query: Form<EntriesQuery>): Promise<Answer> {
    const { start, end } = inRange(query);
    const entries = await ledgerEntries(this.work.reader, start, end);
    return plain('application/x-ndjson; charset=utf-8', entries.map(({ body }) => `${body}\n`).join(''), {
      immutable: true,
    });
  }

  @Get('proof/inclusion')
  async inclusion(@Query(FormPipe(InclusionQuery)) query: Form<InclusionQuery>): Promise<Answer> {
    const { index, size } = inRange(query);
    return plain(JSON_TYPE, JSON.stringify(await inclusionProof(this.work.reader, index, size)), {
      immutable: true,
    });
  }

  @Get('proof/consistency')
  async consistency(@Query(FormPipe(ConsistencyQuery)) query: Form<ConsistencyQuery>): Promise<Answer> {
    const { from, to } = inRange(query);
    return plain(JSON_TYPE, JSON.stringify(await consistencyProof(this.work.reader, from, to)), {
      immutable: true,
    });
  }
}

/** A missing or malformed number is out of range too: 400, never an empty answer. */
function inRange<T>(query: Form<T>): T {
  if (!query.ok) throw new Problem('bad-request', 'numbers out of range');
  return query.value;
}
