export const CENTRE_LEVELS = ['CITY', 'COUNTY', 'TOWNSHIP'] as const;
export type CentreLevel = (typeof CENTRE_LEVELS)[number];

/** What a centre may change of itself. */
export interface CentreEntry {
  readonly services: string;
  readonly opening: string;
  readonly seats: number;
}
