import { type Crumb } from '../../platform/views/page.js';
import { type RoundDetail } from './rounds.queries.js';

/** The way back from a page of the set-up. */
export function setupCrumbs({ number, nameZh, nameEn }: RoundDetail): readonly Crumb[] {
  return [
    { label: { zh: nameZh, en: nameEn }, href: `/bureau/rounds/${number}` },
    { label: { key: 'formed.setup' }, href: `/bureau/rounds/${number}/setup` },
  ];
}
