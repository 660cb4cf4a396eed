import { differenceCell } from '../../eligibility/difference.pages.js';
import { type Finding } from '../../kernel/outcome.js';
import { may } from '../../kernel/rights.js';
import { type SignedIn } from '../../kernel/viewer.js';
import {
  type Action,
  type Cell,
  cell,
  type PageBase,
  pageBase,
  type Table,
  table,
  type Tag,
  type Tone,
} from '../../platform/views/page.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type AwardStatus } from './award.rules.js';
import { type AwardLine } from './awards.queries.js';
import { type CheckedCandidate } from './checks.service.js';

const TONES: Record<AwardStatus, Tone> = {
  PROPOSED: 'info',
  CONFIRMED: 'ok',
  RESERVE: 'warn',
  REJECTED: 'neutral',
};
export const awardTag = (status: AwardStatus): Tag => ({
  tone: TONES[status],
  label: { key: `ventures.awards.statuses.${status}` },
});

export interface AwardsPage extends PageBase {
  readonly potFen: number;
  readonly usedFen: number;
  readonly usedYuan: number;
  readonly potYuan: number;
  readonly leftFen: number;
  readonly list: Table;
  readonly confirm: Action | null;
  readonly own: boolean;
}

export function awardsPage(
  {
    round,
    awards,
    candidates,
    viewer,
  }: {
    readonly round: RoundDetail;
    readonly awards: readonly AwardLine[];
    /** Those that are proposed, judged today. */
    readonly candidates: readonly CheckedCandidate[];
    readonly viewer: SignedIn;
  },
  findings: readonly Finding[] = [],
): AwardsPage {
  const changes = (one: AwardLine): Cell => {
    const check = candidates.find(({ award }) => award.id === one.id)?.check;
    return check === undefined
      ? cell.text(null)
      : differenceCell(check, `/bureau/applications/${one.applicationNumber}/difference`);
  };
  const usedFen = awards
    .filter(({ status }) => status === 'PROPOSED' || status === 'CONFIRMED')
    .reduce((all, { amountFen }) => all + amountFen, 0);
  const proposed = awards.filter(({ status }) => status === 'PROPOSED');
  const own = proposed.some(({ proposedBy }) => proposedBy === viewer.accountId);
  return {
    ...pageBase(
      { key: 'ventures.awards.title' },
      [{ label: { zh: round.nameZh, en: round.nameEn }, href: `/bureau/rounds/${round.number}` }],
      findings,
    ),
    potFen: round.potFen,
    usedFen,
    usedYuan: Math.round(usedFen / 100),
    potYuan: Math.round(round.potFen / 100),
    leftFen: round.potFen - usedFen,
    list: table(
      { key: 'ventures.awards.title' },
      [
        [{ key: 'review.ranking.rank' }, 'numeric'],
        { key: 'ventures.fields.title' },
        { key: 'ventures.fields.organization' },
        [{ key: 'review.ranking.score' }, 'numeric'],
        [{ key: 'ventures.fields.asked' }, 'numeric'],
        [{ key: 'ventures.fields.amount' }, 'numeric'],
        { key: 'eligibility.difference.title' },
        { key: 'ventures.fields.status' },
      ],
      awards.map((one) => [
        cell.number(one.rank),
        cell.text(one.title, one.applicationNumber),
        cell.text(one.organizationName),
        { ...cell.text(one.score), numeric: true },
        cell.money(one.askedFen),
        cell.money(one.amountFen),
        changes(one),
        cell.tag(awardTag(one.status)),
      ]),
      { key: 'ventures.awards.empty' },
    ),
    confirm:
      proposed.length > 0 && may(viewer, 'award.confirm') && !own
        ? {
            href: `/bureau/rounds/${round.number}/awards/confirmation`,
            label: { key: 'ventures.awards.confirm' },
            tone: 'primary',
          }
        : null,
    own,
  };
}
