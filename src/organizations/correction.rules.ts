import { type TransitionTable } from '../kernel/transitions.js';

export const CORRECTION_FIELDS = [
  'name',
  'legalRepresentative',
  'address',
  'supervisingUnit',
  'capital',
  'businessScope',
  'officers',
  'qualifications',
  'other',
] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];
export type CorrectionStatus = 'OPEN' | 'ACCEPTED' | 'REFUSED';
export type CorrectionAction = 'accept' | 'refuse';

/** A request is answered once; a new fact is a new request. */
export const CORRECTION_LIFE: TransitionTable<CorrectionStatus, CorrectionAction> = {
  OPEN: {
    accept: { to: 'ACCEPTED', by: 'correction.decide' },
    refuse: { to: 'REFUSED', by: 'correction.decide', needs: 'reason' },
  },
  ACCEPTED: {},
  REFUSED: {},
};
