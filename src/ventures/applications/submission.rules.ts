import { type CalendarDay } from '../../kernel/calendar.js';
import { type Fen, yuanText } from '../../kernel/money.js';
import { type Finding } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';

/** What an organization holds in its hands after handing in. (E5) */
export interface Receipt {
  readonly number: string;
  readonly submittedAt: string;
  readonly contentHash: string;
  readonly ledgerSeq: number;
}

/** What the check found about a draft, as far as it decides. */
export interface CheckFacts {
  readonly application: { readonly version: number };
  readonly applicant: readonly Finding[];
  readonly gaps: readonly Finding[];
  readonly isOpen: boolean;
}

/**
 * What stands against handing in the state that was checked; empty means that it is accepted. What changed since
 * the check is shown again first, so that nobody hands in what nobody has read. (D8)
 */
export function refusalsToSubmit(
  { application, applicant, gaps, isOpen }: CheckFacts,
  checkedVersion: number,
): Finding[] {
  return [
    ...(isOpen ? [] : [{ code: 'round-not-open' }]),
    ...(application.version === checkedVersion ? [] : [{ code: 'submission-changed-since-check' }]),
    ...applicant,
    ...gaps,
  ];
}

/** What is asked for each direct beneficiary, in whole fen; null where nobody is named. */
export function perHeadOf(askedFen: Fen, beneficiaries: number | null): Fen | null {
  return beneficiaries === null || beneficiaries <= 0 ? null : Math.round(askedFen / beneficiaries);
}

/** From how many earlier applications on a comparison says something, and how far one may lie above their middle. */
const LEAST_COMPARED = 5;
const MOST_TIMES = 3;
/** Fewer characters than this explain nothing. */
const LEAST_TEXT = 20;

/** What the check looks at beside the gaps. */
export interface WarningFacts {
  readonly perHeadFen: Fen | null;
  /** The same of the field's applications in earlier rounds. */
  readonly earlierFen: readonly Fen[];
  readonly startOn: CalendarDay | null;
  /** The last day of the call. */
  readonly closesOn: CalendarDay;
  readonly files: number;
  /** The answers in words, each with the name of its question. */
  readonly texts: readonly { readonly label: Bilingual; readonly text: string }[];
}

/**
 * What an applicant may want to look at again, apart from what is missing: nothing of it keeps an application from
 * being handed in. (D8)
 */
export function warningsIn(facts: WarningFacts): Finding[] {
  const { perHeadFen, startOn, closesOn, files, texts } = facts;
  const usual = middleOf(facts.earlierFen);
  const dear = perHeadFen !== null && usual !== null && perHeadFen > MOST_TIMES * usual;
  const written = texts
    .map(({ label, text }) => ({ label, text: text.trim() }))
    .filter(({ text }) => text !== '');
  const twice = written.filter(({ text }, i) => written.findIndex((one) => one.text === text) < i);
  return [
    ...(dear
      ? [
          {
            code: 'warning-per-head',
            args: { own: yuanText(perHeadFen), usual: yuanText(usual) },
          },
        ]
      : []),
    ...(startOn !== null && startOn <= closesOn
      ? [{ code: 'warning-starts-early', args: { closes: closesOn } }]
      : []),
    ...(files === 0 ? [{ code: 'warning-no-files' }] : []),
    ...written
      .filter(({ text }) => [...text].length < LEAST_TEXT)
      .map(({ label }) => ({ code: 'warning-short', label })),
    ...twice.map(({ label }) => ({ code: 'warning-same-text', label })),
  ];
}

function middleOf(list: readonly Fen[]): Fen | null {
  if (list.length < LEAST_COMPARED) return null;
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
