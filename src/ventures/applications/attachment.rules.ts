import { type Finding } from '../../kernel/outcome.js';
import { type Bilingual } from '../../kernel/sentence.js';
import { roomFindings } from '../../organizations/document.rules.js';
import {
  type Answers,
  type FileGroup,
  FILE_GROUPS,
  type FormDefinition,
  type Question,
  shownQuestions,
} from '../rounds/form.rules.js';

/** All files that an organization uploaded to its applications together, whatever it keeps in its store. (C61) */
export const APPLICATION_BYTES = 300 * 1024 * 1024;
/** Where a call asks for no files by name, so many may go along. */
const MOST_UNASKED = 20;
export const MOST_MEGABYTES = 20;
/** The field of files that no question asks for. */
export const UNASKED = 'other';

/** Files that an application is asked for, or may bring along. */
export interface FilePlace {
  /** The code of the question; null where the call asks for none by name. */
  readonly question: string | null;
  readonly label: Bilingual | null;
  readonly hint: Bilingual | null;
  readonly required: boolean;
  readonly most: number;
  readonly accepts: readonly FileGroup[];
  readonly megabytes: number;
}

/** The places for files that these answers show, in the order of the form. */
export function filePlaces(form: FormDefinition, answers: Answers): readonly FilePlace[] {
  const shown = shownQuestions(form, answers);
  const questions = form.sections
    .flatMap((section) => section.questions)
    .filter(({ kind }) => kind === 'FILE');
  if (questions.length > 0) return questions.filter(({ code }) => shown.has(code)).map(placeOf);
  const free = { question: null, label: null, hint: null, required: false, most: MOST_UNASKED };
  return [{ ...free, accepts: FILE_GROUPS, megabytes: MOST_MEGABYTES }];
}

function placeOf({ code, label, hint, required, limit, accepts, megabytes }: Question): FilePlace {
  return {
    question: code,
    label,
    hint: hint ?? null,
    required,
    most: limit ?? 1,
    accepts: accepts ?? FILE_GROUPS,
    megabytes: megabytes ?? MOST_MEGABYTES,
  };
}

const KINDS_OF: Readonly<Record<FileGroup, readonly string[]>> = {
  PDF: ['pdf'],
  PICTURE: ['png', 'jpg', 'gif', 'webp'],
  OFFICE: ['docx', 'xlsx', 'pptx'],
  TEXT: ['txt', 'csv'],
};

/** The kinds of files that a place takes, by the endings of their names. */
export function kindsAt({ accepts }: FilePlace): readonly string[] {
  return accepts.flatMap((group) => KINDS_OF[group]);
}

/** Whether a place takes a file that is kept already, by its name and size. */
export function takesType(place: FilePlace, { name, size }: { name: string; size: number }): boolean {
  const ending = (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '').toLowerCase().replace('jpeg', 'jpg');
  return kindsAt(place).includes(ending) && size <= place.megabytes * 1024 * 1024;
}

/** The HTML name under which complaints about a place are told. */
export function fieldOf(question: string | null): string {
  return `file-${question ?? UNASKED}`;
}

/**
 * How many of the files that come in fit, in their order, and what stands against the rest: the count of the place,
 * and the room of the organization. One file too many costs none of the others. (D4, C61)
 */
export function fitting<F extends { readonly size: number }>(
  incoming: readonly F[],
  place: FilePlace,
  { present, used }: { readonly present: number; readonly used: number },
): { readonly taken: readonly F[]; readonly findings: readonly Finding[] } {
  const field = fieldOf(place.question);
  const counted = incoming.slice(0, Math.max(0, place.most - present));
  const taken: F[] = [];
  let bytes = used;
  for (const one of counted) {
    if (bytes + one.size > APPLICATION_BYTES) continue;
    bytes += one.size;
    taken.push(one);
  }
  const [homeless] = counted.filter((one) => !taken.includes(one));
  return {
    taken,
    findings: [
      ...(incoming.length > counted.length
        ? [{ code: 'attachments-full', field, args: { most: place.most } }]
        : []),
      ...(homeless === undefined
        ? []
        : roomFindings(bytes, homeless.size, APPLICATION_BYTES).map((one) => ({ ...one, field }))),
    ],
  };
}

/** The answers with the files of a question: its answer is the list of their ids, none is no answer. */
export function withFiles(answers: Answers, question: string | null, ids: readonly string[]): Answers {
  if (question === null) return answers;
  const rest = Object.fromEntries(Object.entries(answers).filter(([code]) => code !== question));
  return ids.length === 0 ? rest : { ...rest, [question]: ids };
}
