import { correctedRecord } from './correction.rules.js';
import { type FieldChange, type RecordFields } from './record-fields.rules.js';
import { publicRecords, type PublicRecords } from './records.pages.js';
import { type PublicCorrection, type RecordLine } from './records.queries.js';

/** The public page's section as it stands, and as it will stand once somebody signs. (features A7, I4) */
export interface Effect {
  readonly before: PublicRecords;
  readonly after: PublicRecords;
}

export interface PublicView {
  readonly records: readonly RecordLine[];
  readonly corrections: readonly PublicCorrection[];
}

const CAPTIONS = {
  before: {
    records: { key: 'records.effect.before-records' },
    corrections: { key: 'records.effect.before-changes' },
  },
  after: {
    records: { key: 'records.effect.after-records' },
    corrections: { key: 'records.effect.after-changes' },
  },
};

/** Without the record: after a repair or a withdrawal nothing of it is left. (R-CR-25) */
export function effectOfRemoval({ records, corrections }: PublicView, recordId: string): Effect {
  return {
    before: publicRecords(records, corrections, CAPTIONS.before),
    after: publicRecords(
      records.filter(({ id }) => id !== recordId),
      corrections.filter((one) => one.recordId !== recordId),
      CAPTIONS.after,
    ),
  };
}

/** With the record corrected, and the correction beside it. */
export function effectOfCorrection(
  { records, corrections }: PublicView,
  { recordId, changes, at }: { recordId: string; changes: readonly FieldChange[]; at: string },
): Effect {
  const after = records.flatMap((one): RecordLine[] => {
    if (one.id !== recordId) return [one];
    const { fields, ...next } = correctedRecord(
      { ...one, fields: JSON.parse(one.fields) as RecordFields },
      changes,
    );
    return next.publishedOn === null
      ? []
      : [{ ...one, ...next, fields: JSON.stringify(fields), status: 'CORRECTED' }];
  });
  const corrected = after.find(({ id }) => id === recordId);
  const lines =
    corrected === undefined
      ? corrections.filter((one) => one.recordId !== recordId)
      : [...corrections, { recordId, summary: corrected.summary, changedAt: at, changes }];
  return {
    before: publicRecords(records, corrections, CAPTIONS.before),
    after: publicRecords(after, lines, CAPTIONS.after),
  };
}
