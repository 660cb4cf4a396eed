import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { accepted, found, type Outcome, Problem, refused } from '../kernel/outcome.js';
import { follow } from '../kernel/transitions.js';
import { type SignedIn } from '../kernel/viewer.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CorrectionRequest } from './correction.entity.js';
import { CORRECTION_LIFE, type CorrectionAction, type CorrectionField } from './correction.rules.js';
import { correctionByNumber, lastCorrectionSequence } from './corrections.queries.js';

/** Requests to correct the register: asked by the body, answered once by the registry desk. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Takes a request in and answers its number. */
  ask(viewer: SignedIn, entry: { field: CorrectionField; text: string }): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const organizationId = found(viewer.organizationId);
      const year = this.clock.today().slice(0, 4);
      const sequence = (await lastCorrectionSequence(tx, year)) + 1;
      const number = `GZ${year}-${String(sequence).padStart(5, '0')}`;
      await tx.insert(CorrectionRequest, {
        id: randomUUID(),
        number,
        organizationId,
        field: entry.field,
        text: entry.text,
        status: 'OPEN',
        askedBy: viewer.accountId,
        askedAt: this.clock.now(),
        decidedBy: null,
        decidedAt: null,
        reply: null,
        version: 1,
      });
      await this.audit.record(tx, {
        viewer,
        action: 'correction-asked',
        subject: ['organization', organizationId],
        after: { number, field: entry.field },
      });
      return accepted(number);
    });
  }

  /** Accepts (the officer then edits the register) or refuses with a reason. Answers the address of the body. */
  answer(
    viewer: SignedIn,
    number: string,
    action: CorrectionAction,
    { reply, version }: { reply?: string; version: number },
  ): Promise<Outcome<string>> {
    return this.work.write(async (tx) => {
      const request = found(await correctionByNumber(tx, number));
      const next = follow(CORRECTION_LIFE, request.status, action);
      if (!next.ok) return next;
      if (CORRECTION_LIFE[request.status][action]?.needs === 'reason' && reply === undefined)
        return refused<string>([{ code: 'correction-reply-needed', field: 'reply' }]);
      const done = await tx.update(
        CorrectionRequest,
        { id: request.id, version },
        {
          status: next.value,
          reply: reply ?? null,
          decidedBy: viewer.accountId,
          decidedAt: this.clock.now(),
          version: version + 1,
        },
      );
      if (done.affected === 0) throw new Problem('changed-meanwhile');
      await this.audit.record(tx, {
        viewer,
        action: action === 'accept' ? 'correction-accepted' : 'correction-refused',
        subject: ['organization', request.organizationId],
        after: { number, reply: reply ?? null },
      });
      return accepted(request.code);
    });
  }
}
