import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { accepted, found, type Outcome, refused } from '../../kernel/outcome.js';
import { canonical } from '../../kernel/sentence.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { Clock } from '../../platform/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FieldKeys } from '../../platform/field-keys.js';
import { type Answer, type Answers, type FormSection } from '../rounds/form.rules.js';
import { answersToTakeOver, derivedFrom, type Origin, type Prefilled } from './application.rules.js';
import { type ApplicationDetail, lastApplication } from './applications.queries.js';
import { Drafts } from './drafts.service.js';
import { settledAnswer } from './form-values.rules.js';
import { type Merged, mergeFields, settled } from './merge.rules.js';
import { ApplicationRevision } from './revision.entity.js';
import { asidesOf, type RevisionLine, revisionsSince } from './revision.queries.js';
import {
  answerAt,
  changeBetween,
  type Decision,
  openAsides,
  readBack,
  readHistory,
  type RevisionKind,
  type TextChange,
  writtenAnswer,
} from './revision.rules.js';

/** What one person saves: answers by code, and the version of the draft that the page showed. */
export interface AnswersEntry {
  readonly answers: Answers;
  /** The version that everything was read at, where no field says another one. */
  readonly version: number;
  /** By field: what this page has saved since stands on a later version. */
  readonly versions?: Readonly<Record<string, number>>;
  /** Codes of answers taken over that this person has looked at. */
  readonly confirmed?: readonly string[];
  readonly kind?: RevisionKind;
  /** From where the answers were taken over. */
  readonly origin?: Origin;
}

/** What became of a save. */
export interface SavedAnswers {
  /** The version of the draft now. */
  readonly version: number;
  readonly at: string;
  /** The answers as they stand now, of the fields that were sent. */
  readonly answers: Answers;
  /** Fields that somebody else changed meanwhile in another way; what was typed stands in the history. */
  readonly clashes: readonly string[];
}

/** The answers of a draft: saved field by field, joined with what others saved meanwhile, never lost. (D1, D2) */
@Injectable()
export class AnswersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly drafts: Drafts,
    private readonly keys: FieldKeys,
  ) {}

  /**
   * Saves what somebody typed. What two people changed in different fields or rows is joined; where they changed the
   * same one, the earlier save stays and the later text is set aside in the history for the person to decide.
   */
  save(viewer: SignedIn, roundNumber: string, entry: AnswersEntry): Promise<Outcome<SavedAnswers>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      if (closed.length > 0) return refused<SavedAnswers>(closed);
      return accepted(await this.join(tx, viewer, mine, entry));
    });
  }

  /** Decides about a text that was set aside: the one that stands, the one that waited, or one written out of both. */
  settle(
    viewer: SignedIn,
    roundNumber: string,
    asideId: string,
    decision: Decision,
  ): Promise<Outcome<SavedAnswers>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      if (closed.length > 0) return refused<SavedAnswers>(closed);
      const lines = await asidesOf(tx, this.keys, mine.id);
      const aside = found(openAsides(lines).find(({ id }) => id === asideId));
      const answers = decidedAnswers(aside, decision);
      const saved = await this.join(tx, viewer, mine, { answers, version: decision.version });
      // Somebody wrote a third text meanwhile: nothing is decided yet, and the one that waited goes on waiting.
      if (saved.clashes.length > 0) return accepted(saved);
      const settled = { field: aside.field, kind: 'SETTLED' as const, change: settles(asideId) };
      await this.keep(tx, [settled], { viewer, applicationId: mine.id, version: saved.version });
      return accepted(saved);
    });
  }

  /** Puts back the text that a line of the history left behind, as a new save; the history only grows. (D6) */
  restore(viewer: SignedIn, roundNumber: string, revisionId: string): Promise<Outcome<SavedAnswers>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      if (closed.length > 0) return refused<SavedAnswers>(closed);
      const lines = await revisionsSince(tx, this.keys, { applicationId: mine.id, version: 0 });
      const { field } = found(lines.find(({ id }) => id === revisionId));
      const own = lines.filter((one) => one.field === field);
      const line = readHistory(settledAnswer(mine.content[field]), own).find(
        ({ revision }) => revision.id === revisionId,
      );
      const answers = { [field]: found(line).after ?? null };
      const entry = { answers, version: mine.version, kind: 'RESTORED' as const };
      return accepted(await this.join(tx, viewer, mine, entry));
    });
  }

  /** Fills empty answers of a section from the last application, each marked until somebody confirms it. (D7) */
  takeOver(viewer: SignedIn, roundNumber: string, section: FormSection): Promise<Outcome<SavedAnswers>> {
    return this.work.write(async (tx) => {
      const { round, mine } = await this.drafts.open(tx, viewer, roundNumber);
      const closed = await this.drafts.closed(tx, round, mine.organizationId);
      if (closed.length > 0) return refused<SavedAnswers>(closed);
      const last = found(await lastApplication(tx, viewer, roundNumber));
      const origin: Origin = {
        source: 'LAST_APPLICATION',
        reference: last.number ?? '',
        on: this.clock.today(),
      };
      const answers = answersToTakeOver(section, mine, last);
      const entry = { answers, version: mine.version, kind: 'TAKEN_OVER' as const, origin };
      return accepted(await this.join(tx, viewer, mine, entry));
    });
  }

  private async join(
    tx: EntityManager,
    viewer: SignedIn,
    mine: ApplicationDetail,
    entry: AnswersEntry,
  ): Promise<SavedAnswers> {
    const codes = Object.keys(entry.answers);
    const three = await this.threeOf(tx, mine, entry);
    const joined = mergeFields(three.base, three.typed, three.theirs);
    const answers = joined.merged as Answers;
    const changed = codes.filter((code) => canonical(answers[code]) !== canonical(three.theirs[code]));
    const prefilled = marksAfter(mine.prefilled, changed, entry);
    const isNew = changed.length > 0 || canonical(prefilled) !== canonical(mine.prefilled);
    const version = isNew ? mine.version + 1 : mine.version;
    const asides = asideOf(joined);
    const waiting = joined.clashes.length === 0 ? [] : openAsides(await asidesOf(tx, this.keys, mine.id));
    const isNewAside = (code: string, text: string): boolean =>
      !waiting.some(({ field, change }) => field === code && change.added === text);
    await this.keep(
      tx,
      [
        ...changed.map((code) => ({
          field: code,
          kind: entry.kind ?? ('SAVED' as const),
          change: changeBetween(three.theirs[code], answers[code]),
        })),
        ...Object.entries(asides)
          .map(([code, answer]) => ({
            field: code,
            kind: 'SET_ASIDE' as const,
            change: { at: 0, removed: writtenAnswer(three.base[code]), added: writtenAnswer(answer) },
          }))
          .filter(({ field, change }) => isNewAside(field, change.added)),
      ],
      { viewer, applicationId: mine.id, version },
    );
    if (isNew) {
      const content: Answers = { ...mine.content, ...answers };
      await this.drafts.move(tx, mine, {
        content: content as never,
        ...derivedFrom(content),
        prefilled: Object.keys(prefilled).length === 0 ? null : (prefilled as never),
      });
    }
    return { version, at: this.clock.now(), answers, clashes: Object.keys(asides) };
  }

  /** What both started from, what comes now, and what is saved already, field by field. */
  private async threeOf(
    tx: EntityManager,
    mine: ApplicationDetail,
    { answers, version, versions = {} }: AnswersEntry,
  ): Promise<{ readonly base: Answers; readonly typed: Answers; readonly theirs: Answers }> {
    const codes = Object.keys(answers);
    const versionOf = (code: string): number =>
      Object.hasOwn(versions, code) ? (versions[code] ?? 0) : version;
    const oldest = Math.min(version, ...codes.map(versionOf));
    const since = await revisionsSince(tx, this.keys, { applicationId: mine.id, version: oldest });
    const of = (read: (code: string) => Answer | undefined): Answers =>
      Object.fromEntries(codes.map((code) => [code, read(code)]));
    return {
      base: of((code) => {
        const own = since.filter(({ field }) => field === code);
        const answer = answerAt(settledAnswer(mine.content[code]), own, versionOf(code));
        return answer === undefined ? undefined : settledAnswer(answer);
      }),
      typed: of((code) => settledAnswer(answers[code])),
      theirs: of((code) => settledAnswer(mine.content[code])),
    };
  }

  private async keep(
    tx: EntityManager,
    lines: readonly { readonly field: string; readonly kind: RevisionKind; readonly change: TextChange }[],
    of: { readonly viewer: SignedIn; readonly applicationId: string; readonly version: number },
  ): Promise<void> {
    if (lines.length === 0) return;
    const at = this.clock.now();
    await tx.insert(
      ApplicationRevision,
      lines.map(({ field, kind, change }) => ({
        id: randomUUID(),
        applicationId: of.applicationId,
        version: of.version,
        at,
        accountId: of.viewer.accountId,
        kind,
        field,
        change: this.keys.seal(JSON.stringify(change)),
      })),
    );
  }
}

/** Marks go where an answer was changed or confirmed, and come where one was taken over. */
function marksAfter(
  marks: Prefilled,
  changed: readonly string[],
  { confirmed = [], origin }: AnswersEntry,
): Prefilled {
  const gone = [...changed, ...confirmed];
  const kept = Object.entries(marks).filter(([code]) => !gone.includes(code));
  const come = origin === undefined ? [] : changed.map((code) => [code, origin] as const);
  return Object.fromEntries([...kept, ...come]);
}

/** By field that clashes: the draft as the person who comes now would have it, everybody else's changes included. */
function asideOf(joined: Merged): Answers {
  const wished = settled(joined, new Map(joined.clashes.map(({ field, mine }) => [field, mine ?? null])));
  return Object.fromEntries(
    joined.clashes.map(({ path: [code = ''] }) => [code, wished[code] as Answer | undefined]),
  );
}

function decidedAnswers({ field, change }: RevisionLine, { choice, text }: Decision): Answers {
  if (choice === 'theirs') return {};
  return { [field]: choice === 'joined' ? (text ?? null) : (readBack(change.added) ?? null) };
}

const settles = (id: string): TextChange => ({ at: 0, removed: '', added: id });
