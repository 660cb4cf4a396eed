import { createHash } from 'node:crypto';
import { type EntityManager } from 'typeorm';
import { type PublicStay, publicStaysOf } from '../credit/lists/public-stays.queries.js';
import { type Standing, standingAsAt } from '../credit/lists/standing.rules.js';
import {
  type PublicCorrection,
  publicCorrectionsOf,
  publicRecordsOf,
  type RecordLine,
} from '../credit/records/records.queries.js';
import { type AgreementLine, functionsHeldBy } from '../functions/functions.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { noticesAbout } from '../notices/notices-about.queries.js';
import { type NoticeLine } from '../notices/notices.queries.js';
import { officersOf } from '../organizations/officers.queries.js';
import { type OfficeHeld, publicHeads } from '../organizations/officers.rules.js';
import { gradeOn, maskedName } from '../organizations/organization.rules.js';
import {
  type FormerName,
  formerNamesOf,
  type OrganizationDetail,
  publicOrganizationByCode,
  qualificationsOf,
} from '../organizations/organizations.queries.js';
import { type HeldQualification } from '../organizations/qualifications.rules.js';
import { type AwardLine, projectsOf } from '../ventures/awards/awards.queries.js';

/** Everything that is public about a body on a day; what was repaired is not in it. (R-CR-16, R-CR-25) */
export interface PublicProfile {
  readonly on: CalendarDay;
  readonly one: OrganizationDetail;
  readonly qualifications: readonly HeldQualification[];
  readonly grade: string | null;
  readonly formerNames: readonly FormerName[];
  readonly officers: readonly OfficeHeld[];
  readonly records: readonly RecordLine[];
  /** Corrections of these records, before and after. (features A7) */
  readonly corrections: readonly PublicCorrection[];
  readonly stays: readonly PublicStay[];
  readonly standing: Standing;
  readonly agreements: readonly AgreementLine[];
  readonly projects: readonly AwardLine[];
  readonly notices: readonly NoticeLine[];
}

/** The public side of a body, or null where there is none: a body in preparation is nobody yet. */
export async function publicProfile(
  db: EntityManager,
  code: string,
  on: CalendarDay,
): Promise<PublicProfile | null> {
  const one = await publicOrganizationByCode(db, code);
  if (one === null) return null;
  const qualifications = await qualificationsOf(db, one.id);
  const stays = await publicStaysOf(db, one.id, on);
  const agreements = await functionsHeldBy(db, one.id);
  const projects = await projectsOf(db, one.id);
  return {
    on,
    one,
    qualifications,
    grade: gradeOn(qualifications, on),
    formerNames: await formerNamesOf(db, one.id),
    officers: await officersOf(db, one.id),
    records: await publicRecordsOf(db, one.id, on),
    corrections: await publicCorrectionsOf(db, one.id, on),
    stays,
    standing: standingAsAt(stays, on),
    agreements,
    projects,
    notices: await noticesAbout(db, [
      ['organization', one.code],
      ...projects.map(({ roundNumber }): [string, string] => ['round', roundNumber]),
      ...agreements.map(({ number }): [string, string] => ['agreement', number]),
    ]),
  };
}

/** The same as data: what `/organizations/:creditCode.json` answers, and what the digest of a report is made of. */
export function profileFacts(profile: PublicProfile): object {
  const { one, standing } = profile;
  return {
    creditCode: one.creditCode,
    localNumber: one.localNumber,
    legalStatus: one.legalStatus,
    name: one.name,
    type: one.type,
    status: one.status,
    establishedOn: one.establishedOn,
    endedOn: one.endedOn,
    divisionCode: one.divisionCode,
    authorityCode: one.authorityCode,
    supervisingUnit: one.supervisingUnit,
    address: one.address,
    capitalFen: one.capitalFen,
    businessScope: one.businessScope,
    legalRepresentative: maskedName(one.legalRepresentative),
    grade: profile.grade,
    formerNames: profile.formerNames.map(({ name, validFrom, validTo }) => ({
      name,
      from: validFrom,
      until: validTo,
    })),
    heads: publicHeads(profile.officers).map(({ role, name, fromOn, toOn }) => ({
      role,
      name: maskedName(name),
      from: fromOn,
      until: toOn,
    })),
    qualifications: profile.qualifications.map(({ kind, value, validFrom, validTo, endedOn, endKind }) => ({
      kind,
      value,
      validFrom,
      validTo,
      endedOn,
      endKind,
    })),
    abnormalSince: standing.abnormalSince,
    seriousSince: standing.seriousSince,
    lists: profile.stays,
    records: profile.records.map(({ category, summary, formedOn, publishedOn }) => ({
      category,
      summary,
      formedOn,
      publishedOn,
    })),
    functions: profile.agreements.map(({ itemCode, fromOn, untilOn, endedOn }) => ({
      code: itemCode,
      fromOn,
      untilOn,
      endedOn,
    })),
    projects: profile.projects.map(({ projectNumber, title, roundNumber, amountFen }) => ({
      number: projectNumber,
      title,
      round: roundNumber,
      amountFen,
    })),
    notices: profile.notices.map(({ number, kind, titleZh }) => ({ number, kind, title: titleZh })),
  };
}

/** The first 10 hex digits of the SHA-256 of exactly the bytes that the body's JSON address answers. */
export function profileDigest(profile: PublicProfile): string {
  return createHash('sha256')
    .update(JSON.stringify(profileFacts(profile)))
    .digest('hex')
    .slice(0, 10);
}
