import { readFile } from 'node:fs/promises';
import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Finding, found, type Outcome } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { Incoming, type IncomingFile, Upload } from '../../platform/web/upload.js';
import { lastEnd } from '../rounds/extension.rules.js';
import { extensionsOf } from '../rounds/extensions.queries.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { findingsAgainstOpening } from './opening.rules.js';
import { openingPage, type OpeningPage } from './openings.pages.js';
import { OpeningsService } from './openings.service.js';
import { brokenSeals, openingOf } from './seals.queries.js';

const TEMPLATE = 'ventures/opening';
const ADDRESS = 'rounds/:number/opening';
/** The text of one application; far above what a form can hold. */
const MOST_BYTES = 4_000_000;

/** The desk where a closed round is opened by two people. */
@Controller('bureau')
export class OpeningsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly openings: OpeningsService,
    private readonly clock: Clock,
  ) {}

  @Allow('round.opening.see')
  @Get(ADDRESS)
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    return page(TEMPLATE, await this.shown(viewer, number));
  }

  @Allow('round.opening.propose')
  @Post(`${ADDRESS}/proposal`)
  async propose(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.openings.propose(viewer, number);
    return this.after(viewer, number, outcome, 'submit.opening.proposed-now');
  }

  @Allow('round.opening.confirm')
  @Post(`${ADDRESS}/confirmation`)
  async confirm(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const outcome = await this.openings.confirm(viewer, number);
    return this.after(viewer, number, outcome, 'submit.opening.opened-now');
  }

  @Allow('round.opening.confirm')
  @Upload('file', { maxBytes: MOST_BYTES })
  @Post(`${ADDRESS}/repair`)
  async mend(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Incoming() incoming: IncomingFile | null,
  ): Promise<Answer> {
    if (incoming === null)
      return this.refused(viewer, number, [{ code: 'form-file-required', field: 'file' }]);
    const text = await readFile(incoming.path, 'utf8');
    const outcome = await this.openings.mend(viewer, number, text);
    return this.after(viewer, number, outcome, 'submit.opening.mended');
  }

  private async after(
    viewer: SignedIn,
    number: string,
    outcome: Outcome<unknown>,
    flash: string,
  ): Promise<Answer> {
    return outcome.ok
      ? seeOther(`/bureau/rounds/${number}/opening`, flash)
      : this.refused(viewer, number, outcome.findings);
  }

  private async refused(viewer: SignedIn, number: string, findings: readonly Finding[]): Promise<Answer> {
    return refusedPage(TEMPLATE, await this.shown(viewer, number, findings));
  }

  private async shown(
    viewer: SignedIn,
    number: string,
    findings: readonly Finding[] = [],
  ): Promise<OpeningPage> {
    const db = this.work.reader;
    const round = found(await roundByNumber(db, number));
    const extensions = await extensionsOf(db, round.id);
    const opening = await openingOf(db, round.id);
    const waits = findingsAgainstOpening(
      { round, extensions, opening, now: this.clock.now() },
      { by: viewer.accountId, act: opening === null ? 'propose' : 'confirm' },
    );
    const view = {
      round,
      opening,
      end: lastEnd(round, extensions),
      broken: await brokenSeals(db, round.id),
      waits,
      may: {
        propose: may(viewer, 'round.opening.propose'),
        confirm: may(viewer, 'round.opening.confirm'),
      },
    };
    return openingPage(view, findings);
  }
}
