import { Readable } from 'node:stream';
import { Controller, Get, Query } from '@nestjs/common';
import { Problem } from '../kernel/outcome.js';
import { changeHead, changesAfter, openRegisterAfter } from '../organizations/open-register.queries.js';
import { OPEN_FIELDS, type OpenBody } from '../organizations/open-register.rules.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { csvText } from '../platform/documents/sheet.js';
import { addressOf } from '../platform/views/page.js';
import { Public } from '../platform/web/access.js';
import { type Answer, file, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { ChangesQuery } from './disclosure.forms.js';
import { openDataPage } from './open-data.pages.js';

const PORTION = 1_000;
const CHANGES = '/open-data/organization-changes';

/** The whole register as one file, and what changed since one was taken. (A12) */
@Public()
@Controller('open-data')
export class OpenRegisterController {
  constructor(private readonly work: UnitOfWork) {}

  @Get()
  show(): Answer {
    return page('disclosure/open-data', openDataPage());
  }

  @Get('organizations.csv')
  async csv(): Promise<Answer> {
    const content = Readable.from(this.portions(csvPortion));
    return file(await this.name('csv'), 'text/csv; charset=utf-8', content);
  }

  @Get('organizations.jsonl')
  async lines(): Promise<Answer> {
    const content = Readable.from(this.portions(linesPortion));
    return file(await this.name('jsonl'), 'application/x-ndjson; charset=utf-8', content);
  }

  @Get('organization-changes')
  async changes(@Query(FormPipe(ChangesQuery)) query: Form<ChangesQuery>): Promise<Answer> {
    if (!query.ok) throw new Problem('bad-request');
    const { since = 0, limit = 500 } = query.value;
    const head = await changeHead(this.work.reader);
    // A cursor from the future was given by another database, an older copy of which runs here: begin anew.
    if (since > head) throw new Problem('bad-request', `the newest cursor is ${head}`);
    const items = await changesAfter(this.work.reader, since, limit);
    const cursor = items.at(-1)?.seq ?? since;
    const next = items.length < limit ? null : addressOf(`${CHANGES}.json`, { since: cursor, limit });
    return page('disclosure/open-data', openDataPage(), { items, cursor, head, next });
  }

  /** The file's name holds the cursor from which the feed goes on, read before the first row. */
  private async name(ending: string): Promise<string> {
    return `organizations-${await changeHead(this.work.reader)}.${ending}`;
  }

  /** Read in portions by code, so that no register is held in memory. */
  private async *portions(
    text: (bodies: readonly OpenBody[], first: boolean) => string,
  ): AsyncGenerator<string> {
    let after = '';
    for (let first = true; ; first = false) {
      const bodies = await openRegisterAfter(this.work.reader, after, PORTION);
      if (first || bodies.length > 0) yield text(bodies, first);
      const last = bodies.at(-1);
      if (last === undefined || bodies.length < PORTION) return;
      after = last.creditCode;
    }
  }
}

/** Only the first portion begins with the byte-order mark and the names of the fields. */
function csvPortion(bodies: readonly OpenBody[], first: boolean): string {
  const body = bodies.map((one) => OPEN_FIELDS.map((name) => String(one[name] ?? '')));
  const text = csvText(first ? [OPEN_FIELDS, ...body] : body);
  return first ? text : text.slice(1);
}

function linesPortion(bodies: readonly OpenBody[]): string {
  return bodies.map((one) => `${JSON.stringify(one)}\n`).join('');
}
