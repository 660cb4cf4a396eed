/** The facts that link two bodies. (A14) */
export const LINK_KINDS = ['ACCOUNT', 'PHONE', 'ADDRESS', 'REPRESENTATIVE'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
/** What a person may find false: a link by one fact, or that two bodies are one. */
export const DISMISSAL_KINDS = [...LINK_KINDS, 'DUPLICATE'] as const;
export type DismissalKind = (typeof DISMISSAL_KINDS)[number];

export const STRENGTHS = ['STRONG', 'MEDIUM', 'WEAK'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** An address shared by more bodies than this is an office building, which proves nothing alone. */
export const CROWDED_ADDRESS = 5;

/** One fact that two bodies share, and how many bodies share it in all. */
export interface LinkFact {
  readonly kind: LinkKind;
  readonly bodies: number;
}

/**
 * How much the shared facts prove. An account or a phone is strong alone; a name is borne by many people, so the same
 * representative alone is weak, and so is a crowded address; two facts of different kinds together are strong. (A14)
 */
export function linkStrength(facts: readonly LinkFact[]): Strength {
  const kinds = new Set(facts.map(({ kind }) => kind));
  if (kinds.has('ACCOUNT') || kinds.has('PHONE') || kinds.size > 1) return 'STRONG';
  const address = facts.find(({ kind }) => kind === 'ADDRESS');
  return address !== undefined && address.bodies <= CROWDED_ADDRESS ? 'MEDIUM' : 'WEAK';
}

/** A body linked to the one asked about, with every fact that links them. */
export interface RelatedBody {
  readonly organizationId: string;
  readonly strength: Strength;
  readonly evidence: readonly LinkFact[];
}

/** Facts by body become one link for each body, the strongest first. */
export function relatedBodies(
  facts: readonly (LinkFact & { readonly organizationId: string })[],
): RelatedBody[] {
  const byBody = new Map<string, LinkFact[]>();
  for (const { organizationId, kind, bodies } of facts)
    byBody.set(organizationId, [...(byBody.get(organizationId) ?? []), { kind, bodies }]);
  return [...byBody]
    .map(([organizationId, evidence]) => ({ organizationId, strength: linkStrength(evidence), evidence }))
    .sort(
      (a, b) =>
        STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) ||
        (a.organizationId < b.organizationId ? -1 : 1),
    );
}
