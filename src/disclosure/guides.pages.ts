import { type PageBase, pageBase, type Text } from '../platform/views/page.js';

/** The blocks of a service guide (办事指南), by these very names and in this order. (ux.md 1.2) */
const BLOCKS = [
  'basic',
  'place',
  'conditions',
  'materials',
  'special',
  'steps',
  'fee',
  'basis',
  'questions',
  'contact',
  'complaint',
] as const;
type Block = (typeof BLOCKS)[number];

/** How many lines each block of a guide has; the words stand in the catalogue. */
const GUIDES = {
  'credit-repair': {
    basic: 3,
    place: 2,
    conditions: 3,
    materials: 3,
    special: 2,
    steps: 4,
    fee: 1,
    basis: 3,
    questions: 3,
    contact: 1,
    complaint: 1,
  },
  'credit-objection': {
    basic: 3,
    place: 2,
    conditions: 2,
    materials: 2,
    special: 2,
    steps: 4,
    fee: 1,
    basis: 2,
    questions: 3,
    contact: 1,
    complaint: 1,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Block, number>>>>;

export type GuideSlug = keyof typeof GUIDES;
export const GUIDE_SLUGS = Object.keys(GUIDES) as GuideSlug[];

export function guideTitle(slug: GuideSlug): Text {
  return { key: `guides.${slug}.title` };
}

export interface GuidePage extends PageBase {
  readonly blocks: readonly {
    readonly id: Block;
    readonly title: Text;
    readonly ordered: boolean;
    readonly contact: boolean;
    readonly lines: readonly Text[];
  }[];
}

export function guidePage(slug: GuideSlug): GuidePage {
  return {
    ...pageBase(guideTitle(slug), [{ label: { key: 'credit.lookup.title' }, href: '/credit' }]),
    blocks: BLOCKS.map((id) => ({
      id,
      title: { key: `guides.blocks.${id}` },
      ordered: id === 'steps',
      contact: id === 'contact',
      lines: Array.from({ length: GUIDES[slug][id] }, (_, i) => ({ key: `guides.${slug}.${id}-${i + 1}` })),
    })),
  };
}
