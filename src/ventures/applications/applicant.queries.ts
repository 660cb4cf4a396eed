import { type EntityManager } from 'typeorm';
import { type Inquiry } from '../../eligibility/criteria.rules.js';
import { type RequestFacts } from '../../eligibility/criterion.rules.js';
import { among, row, rows, sql } from '../../platform/database/sql.js';
import { grantParametersOf } from '../rounds/terms.rules.js';
import { type RoundDetail } from '../rounds/rounds.queries.js';
import { type ApplicationStatus } from './application.rules.js';

/** Statuses after the first check: the officer has found that place, scope and capacity are as they should be. (R-EL-02 to 04) */
const CHECKED: readonly ApplicationStatus[] = ['ELIGIBLE', 'SCORED', 'IN_PUBLICITY', 'RESERVE', 'REJECTED'];
/** Statuses with an award; the older history is archived. */
const AWARDED: readonly ApplicationStatus[] = ['IN_PUBLICITY', 'ARCHIVED'];

/** Who asks for a grant: a body that has not begun yet has no application. */
export interface Applicant {
  readonly organizationId: string;
  readonly application: {
    readonly id: string;
    readonly askedFen: number;
    readonly status: ApplicationStatus;
  } | null;
}

/** What the engine is asked about several applicants of one round; two statements, however many they are. */
export async function grantInquiries(
  db: EntityManager,
  round: RoundDetail,
  applicants: readonly Applicant[],
): Promise<readonly Inquiry[]> {
  const history = await rows<{
    id: string;
    organizationId: string;
    number: string | null;
    status: ApplicationStatus;
    roundId: string;
    roundStatus: string;
  }>(
    db,
    sql`SELECT a.id, a.organization_id AS "organizationId", a.number, a.status, a.round_id AS "roundId", r.status AS "roundStatus"
        FROM application a JOIN grant_round r ON r.id = a.round_id
        WHERE a.organization_id IN ${among(applicants.map(({ organizationId }) => organizationId))} AND a.status NOT IN ('DRAFT', 'WITHDRAWN')
        ORDER BY a.number, a.id`,
  );
  const last = await row<{ id: string }>(
    db,
    sql`SELECT id FROM grant_round WHERE opens_at < ${round.opensAt} AND status <> 'DRAFT' ORDER BY opens_at DESC, number DESC LIMIT 1`,
  );
  return applicants.map(({ organizationId, application }) => {
    const own = history.filter((one) => one.organizationId === organizationId);
    const awarded = own.filter(({ status }) => AWARDED.includes(status));
    const checked = application !== null && CHECKED.includes(application.status);
    const request: RequestFacts = {
      askedFen: application?.askedFen ?? 0,
      ceilingFen: round.rules.maxGrantFen,
      othersInRound: own.filter(({ id, roundId }) => roundId === round.id && id !== application?.id).length,
      wonLastRound: awarded.some(({ roundId }) => roundId === last?.id),
      openProjects: awarded
        .filter(
          ({ roundId, roundStatus }) =>
            roundId !== round.id && !['CLOSED_OUT', 'ARCHIVED'].includes(roundStatus),
        )
        .flatMap(({ number }) => number ?? []),
      // Projects are not run on the portal yet: nobody can have broken an agreement on one.
      breaches: [],
      found: checked ? { projectPlace: true, charterScope: true, capacity: true } : {},
    };
    const asked = { parameters: grantParametersOf(round), particular: true, leastGrade: null };
    return { organizationId, purpose: 'GRANT', asked, request };
  });
}
