import { Controller, Get, Query } from '@nestjs/common';
import { draftAgreements } from '../functions/functions.queries.js';
import { waitingRecords } from '../credit/records/records.queries.js';
import { objectionFigures } from '../notices/objections.queries.js';
import { auditPage } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { cell, pageBase, type Table, table, type Task } from '../platform/views/page.js';
import { Allow } from '../platform/web/access.js';
import { type Answer, page } from '../platform/web/answer.js';
import { type Form, FormPipe } from '../platform/web/form.js';
import { allRounds, sealedRounds } from '../ventures/rounds/rounds.queries.js';
import { AuditQuery } from './disclosure.forms.js';

const SHOWN = 50;

/** Workspace pages that read several capabilities: the bureau's desk and the audit trail. */
@Controller()
export class DeskController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @Allow('bureau.see')
  @Get('bureau')
  async desk(): Promise<Answer> {
    const db = this.work.reader;
    const rounds = (await allRounds(db)).filter(
      ({ status, isLegacy }) =>
        !isLegacy && ['DRAFT', 'OPEN', 'CLOSED', 'REVIEWING', 'RESULT_PUBLICITY'].includes(status),
    );
    const records = (await waitingRecords(db)).filter(({ status }) => status === 'RECORDED').slice(0, 20);
    const agreements = await draftAgreements(db);
    const { open, overdue, toDecideAnew } = await objectionFigures(db, this.clock.today());
    const tasks: Task[] = [
      ...(open + toDecideAnew === 0
        ? []
        : [
            {
              label: { key: 'notices.objections.title' },
              href: '/bureau/objections',
              hint: { key: 'notices.objections.desk', args: { open, anew: toDecideAnew } },
              tag:
                overdue > 0
                  ? {
                      tone: 'danger' as const,
                      label: { key: 'notices.objections.desk-overdue', args: { overdue } },
                    }
                  : { tone: 'warn' as const, label: { key: 'notices.objections.desk-in-time' } },
            },
          ]),
      ...rounds.map((round): Task => ({
        label: { zh: round.nameZh, en: round.nameEn },
        href: `/bureau/rounds/${round.number}`,
        hint: null,
        tag: { tone: 'info', label: { key: `ventures.rounds.statuses.${round.status}` } },
      })),
      ...records.map((record): Task => ({
        label: record.summary,
        href: `/bureau/credit/${record.id}`,
        hint: record.organizationName,
        tag: { tone: 'warn', label: { key: 'credit.statuses.RECORDED' } },
      })),
      ...agreements.map((one): Task => ({
        label: { zh: one.nameZh, en: one.nameEn },
        href: `/bureau/functions/${one.itemCode}`,
        hint: one.organizationName,
        tag: { tone: 'warn', label: { key: 'functions.to-confirm' } },
      })),
    ];
    return page('disclosure/desk', { ...pageBase({ key: 'disclosure.desk.title' }), tasks });
  }

  @Allow('audit.see')
  @Get('admin/audit')
  async audit(@Query(FormPipe(AuditQuery)) query: Form<AuditQuery>): Promise<Answer> {
    const { below, action } = query.value ?? {};
    const numbers = await sealedRounds(this.work.reader);
    const lines = await auditPage(this.work.reader, {
      most: SHOWN,
      sealed: { acts: 'application-', numbers },
      ...(below === undefined ? {} : { below }),
      ...(action === undefined ? {} : { action }),
    });
    const last = lines.at(-1)?.seq ?? 0;
    const list: Table = table(
      { key: 'disclosure.audit.title' },
      ['at', 'who', 'action', 'subject', 'result', 'address'].map((name) => ({
        key: `disclosure.audit.${name}`,
      })),
      lines.map((line) => [
        cell.instant(line.at),
        cell.text(line.actorName, line.roles),
        cell.text(line.action, line.after),
        cell.text(`${line.subjectType} ${line.subjectId}`),
        cell.text(line.result),
        cell.text(line.address),
      ]),
    );
    return page('disclosure/audit', {
      ...pageBase({ key: 'disclosure.audit.title' }),
      list,
      sealed: numbers.join(', '),
      next: last > 0 ? `/admin/audit?below=${last}` : null,
    });
  }
}
