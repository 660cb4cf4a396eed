import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, Problem, refused } from '../../kernel/outcome.js';
import { follow } from '../../kernel/transitions.js';
import { shanghaiDayOf } from '../../kernel/calendar.js';
import { type SignedIn, type Viewer } from '../../kernel/viewer.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { workingDays } from '../../reference/reference.queries.js';
import { CallMail } from './call-mail.service.js';
import { CallAnswer, CallQuestion } from './question.entity.js';
import {
  newestAnswer,
  nextQuestionNumber,
  type QuestionDetail,
  questionsIn,
  sealedContacts,
} from './questions.queries.js';
import {
  type AnswerEntry,
  answersPublished,
  answersText,
  findingsInAnswer,
  findingsInAsking,
  QUESTION_LIFE,
} from './questions.rules.js';
import { publicRound, type RoundDetail, roundByNumber } from './rounds.queries.js';

export interface Asking {
  readonly text: string;
  readonly email?: string;
}

/** Questions on a call: asked by anybody, answered for everybody at the same instant. (B11) */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly audit: Audit,
    private readonly mail: CallMail,
  ) {}

  /** Takes a question in. Who asks is not public, and what was asked is not before it is answered. */
  ask(viewer: Viewer, roundNumber: string, { text, email }: Asking): Promise<Outcome<null>> {
    const contactSealed = email === undefined ? null : this.mail.seal(email);
    return this.work.write(async (tx) => {
      const round = found(await publicRound(tx, roundNumber));
      const askedAt = this.clock.now();
      const findings = findingsInAsking(round, shanghaiDayOf(askedAt), await workingDays(tx));
      if (findings.length > 0) return refused<null>(findings);
      const id = randomUUID();
      await tx.insert(CallQuestion, {
        id,
        roundId: round.id,
        number: null,
        text,
        askedAt,
        askerId: viewer.kind === 'user' ? viewer.organizationId : null,
        contactSealed,
        status: 'RECEIVED',
        draftQuestion: null,
        draftAnswer: null,
        draftReason: null,
        draftedBy: null,
        draftedAt: null,
        setAsideReason: null,
        version: 1,
      });
      await this.audit.record(tx, {
        viewer: viewer.kind === 'user' ? viewer : null,
        action: 'question-asked',
        subject: ['round', roundNumber],
        after: { question: id },
      });
      return accepted(null);
    });
  }

  /** Drafts the answer, or the correction of a published one; nobody outside sees it. */
  draft(
    viewer: SignedIn,
    { round: roundNumber, id }: { readonly round: string; readonly id: string },
    entry: AnswerEntry,
    version: number,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = await this.one(tx, roundNumber, id);
      const next = follow(QUESTION_LIFE, one.status, 'draft');
      if (!next.ok) return next;
      const findings = findingsInAnswer(entry, await newestAnswer(tx, id));
      if (findings.length > 0) return refused<null>(findings);
      await this.move(
        tx,
        { id, version },
        {
          status: next.value,
          draftQuestion: entry.question,
          draftAnswer: entry.answer,
          draftReason: next.value === 'CORRECTING' ? (entry.reason ?? null) : null,
          draftedBy: viewer.accountId,
          draftedAt: this.clock.now(),
          setAsideReason: null,
        },
      );
      await this.audit.record(tx, {
        viewer,
        action: 'answer-drafted',
        subject: ['call-question', id],
        after: { status: next.value },
      });
      return accepted(null);
    });
  }

  /** Sets aside what is no question on the call; it stays on the desk, with the reason. */
  setAside(
    viewer: SignedIn,
    { round: roundNumber, id }: { readonly round: string; readonly id: string },
    reason: string,
    version: number,
  ): Promise<Outcome<null>> {
    return this.work.write(async (tx) => {
      const one = await this.one(tx, roundNumber, id);
      const next = follow(QUESTION_LIFE, one.status, 'setAside');
      if (!next.ok) return next;
      await this.move(
        tx,
        { id, version },
        {
          status: next.value,
          setAsideReason: reason,
          contactSealed: null,
          draftQuestion: null,
          draftAnswer: null,
        },
      );
      await this.audit.record(tx, {
        viewer,
        action: 'question-set-aside',
        subject: ['call-question', id],
        after: { reason },
      });
      return accepted(null);
    });
  }

  /** Publishes drafted answers together: one instant, one line of the ledger for all of them. Answers how many. */
  publish(viewer: SignedIn, roundNumber: string, ids: readonly string[]): Promise<Outcome<number>> {
    return this.work.write(async (tx) => {
      const round = found(await roundByNumber(tx, roundNumber));
      const list = await questionsIn(tx, round.id, ids);
      if (list.length === 0) return refused<number>([{ code: 'answers-none-chosen', field: 'ids' }]);
      if (list.length < new Set(ids).size) throw new Problem('not-found');
      for (const one of list) {
        const next = follow(QUESTION_LIFE, one.status, 'publish');
        if (!next.ok) return next;
      }
      const answers = await this.numbered(tx, round, list);
      const hash = createHash('sha256').update(answersText(answers)).digest('hex');
      const { seq } = await this.ledger.append(tx, answersPublished(viewer, roundNumber, { answers, hash }));
      const publishedAt = this.clock.now();
      const sealed = await sealedContacts(tx, ids);
      for (const { one, number, version, question, answer } of answers) {
        await tx.insert(CallAnswer, {
          id: randomUUID(),
          questionId: one.id,
          version,
          question,
          answer,
          reason: one.draftReason,
          publishedAt,
          publishedBy: viewer.accountId,
          ledgerSeq: seq,
        });
        await this.move(tx, one, { status: 'PUBLISHED', number, contactSealed: null });
      }
      await this.mail.answered(tx, round, sealed);
      await this.audit.record(tx, {
        viewer,
        action: 'answers-published',
        subject: ['round', roundNumber],
        after: { answers: answers.length, hash },
      });
      return accepted(answers.length);
    });
  }

  /** Numbers are given out in the order in which the questions came. */
  private async numbered(
    tx: EntityManager,
    round: RoundDetail,
    list: readonly QuestionDetail[],
  ): Promise<
    readonly { one: QuestionDetail; number: number; version: number; question: string; answer: string }[]
  > {
    let next = await nextQuestionNumber(tx, round.id);
    return list.map((one) => ({
      one,
      number: one.number ?? next++,
      version: one.answered + 1,
      question: found(one.draftQuestion),
      answer: found(one.draftAnswer),
    }));
  }

  private async one(tx: EntityManager, roundNumber: string, id: string): Promise<QuestionDetail> {
    const round = found(await roundByNumber(tx, roundNumber));
    return found((await questionsIn(tx, round.id, [id]))[0]);
  }

  private async move(
    tx: EntityManager,
    { id, version }: { readonly id: string; readonly version: number },
    values: Partial<CallQuestion>,
  ): Promise<void> {
    const done = await tx.update(CallQuestion, { id, version }, { ...values, version: version + 1 });
    if (done.affected === 0) throw new Problem('changed-meanwhile');
  }
}
