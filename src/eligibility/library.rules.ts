/** The rules that a call may choose for itself. What the law or a flag stops, it stops for every call. (domain.md 3.3) */
export const GRANT_ELIGIBILITY = [
  'R-EL-01',
  'R-EL-02',
  'R-EL-03',
  'R-EL-04',
  'R-EL-05',
  'R-EL-06',
  'R-EL-07',
  'R-EL-08',
  'R-EL-09',
  'R-EL-10',
  'R-EL-11',
] as const;
