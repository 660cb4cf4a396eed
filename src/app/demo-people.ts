import { type INestApplicationContext } from '@nestjs/common';
import { addDays, type CalendarDay, startOfShanghaiDay } from '../kernel/calendar.js';
import { type OrganizationType } from '../kernel/credit-code.js';
import { type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { CorrectionsService } from '../organizations/corrections.service.js';
import { dutiesOf, type Duty, FILED_HERE_WITH, reportYears } from '../organizations/duty.rules.js';
import { type FilingEntry, type FilingFigures } from '../organizations/filing.rules.js';
import { filingOf } from '../organizations/filings.queries.js';
import { FilingConclusionsService } from '../credit/records/filing-conclusions.service.js';
import { type EarlierFiling, FilingsService } from '../organizations/filings.service.js';
import { OfficersService } from '../organizations/officers.service.js';
import { type QualificationKind } from '../organizations/organization.rules.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { QualificationsService } from '../organizations/qualifications.service.js';
import { RegistrationService } from '../organizations/registration.service.js';
import { rows, sql } from '../platform/database/sql.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Cast, member } from './demo-accounts.js';
import { type DemoBody } from './demo-ventures.js';

const OFFICERED = 100;
const FAMILY = Array.from('钱孔严华金魏陶姜戚谢邹喻');
const GIVEN = ['明远', '若兰', '致和', '小雨', '广生', '慧', '立新', '子衡'];
const LOCAL = ['舞蹈队', '合唱团', '书画社', '邻里互助社', '环保小队', '太极拳社'];
const COUNTIES = ['320803', '320804', '320812', '320813', '320826', '320830', '320831'];

const person = (n: number): string =>
  `${FAMILY[n % FAMILY.length] ?? ''}${GIVEN[(n * 5) % GIVEN.length] ?? ''}`;

interface Hands {
  readonly app: INestApplicationContext;
  readonly cast: Cast;
  readonly bodies: readonly DemoBody[];
  readonly today: CalendarDay;
}

/** Officers, changes of name, qualifications of every kind, yearly reports, bodies without a code, a request. */
export async function seedPeople(hands: Hands): Promise<void> {
  const registrar = member(hands.cast, 'registrar');
  await seedOfficers(hands, registrar);
  await seedChanges(hands, registrar);
  await seedQualifications(hands, registrar);
  await seedFilings(hands, registrar);
  await seedLocalBodies(hands, registrar);
  const ask = {
    field: 'address',
    text: '住所应为虚构路18号，变更登记通知书文号：淮民变〔虚构〕18号',
  } as const;
  done(await hands.app.get(CorrectionsService).ask(member(hands.cast, 'ngo-a'), ask));
}

/** A chair, a secretary-general and a supervisor each; every seventh chair has had a successor. */
async function seedOfficers({ app, bodies }: Hands, registrar: SignedIn): Promise<void> {
  const officers = app.get(OfficersService);
  for (const [i, { creditCode }] of bodies.slice(0, OFFICERED).entries()) {
    const basis = `理事会决议〔虚构〕${i + 1}号`;
    const terms = [
      { role: 'CHAIR', name: person(i), fromOn: '2019-03-15', basis },
      ...(i % 7 === 3 ? [{ role: 'CHAIR', name: person(i + 31), fromOn: '2023-03-15', basis } as const] : []),
      { role: 'SECRETARY_GENERAL', name: person(i + 13), fromOn: '2021-06-01', basis },
      { role: 'SUPERVISOR', name: person(i + 57), fromOn: '2021-06-01', basis },
    ] as const;
    for (const term of terms) done(await officers.appoint(registrar, creditCode, term));
  }
}

/** A dozen bodies with a new name, half of them with a new legal representative too. */
async function seedChanges({ app, bodies }: Hands, registrar: SignedIn): Promise<void> {
  const { reader } = app.get(UnitOfWork);
  for (const [i, { creditCode }] of bodies.slice(421, 433).entries()) {
    const before = await organizationByCode(reader, creditCode);
    if (before === null) throw new Error(`demo people: no body ${creditCode}`);
    const { supervisingUnit, capitalFen, ...facts } = before;
    const entry = {
      ...facts,
      name: before.name.replace(/协会$/, '促进会'),
      ...(i % 2 === 0 ? { legalRepresentative: person(i + 71) } : {}),
      ...(supervisingUnit === null ? {} : { supervisingUnit }),
      ...(capitalFen === null ? {} : { capitalFen }),
      changedOn: addDays('2021-02-01', i * 90),
      basis: `淮民变〔虚构〕${i + 1}号`,
    };
    done(await app.get(OrganizationsService).change(registrar, creditCode, entry, before.version));
  }
}

/** Grades that are valid, expired, lowered and cancelled; every other kind, valid and expired. */
async function seedQualifications({ app, bodies }: Hands, registrar: SignedIn): Promise<void> {
  const qualifications = app.get(QualificationsService);
  const { reader } = app.get(UnitOfWork);
  const give = async (
    body: DemoBody,
    kind: QualificationKind,
    value: string,
    validFrom: string,
  ): Promise<void> =>
    void done(await qualifications.qualify(registrar, body.creditCode, { kind, value, validFrom }));
  for (const [i, body] of bodies.slice(300, 360).entries())
    await give(body, 'GRADE', `${1 + (i % 5)}A`, i % 4 === 0 ? '2019-05-20' : '2024-06-18');
  for (const [i, body] of bodies.slice(361, 365).entries()) {
    await give(body, 'GRADE', '4A', '2023-06-18');
    const held = await rows<{ id: string }>(
      reader,
      sql`SELECT id FROM qualification WHERE organization_id = ${body.id} AND kind = 'GRADE'`,
    );
    const end = { endedOn: '2025-09-10', reason: '评估后发现申报材料不实（虚构）' };
    done(
      await qualifications.end(
        registrar,
        body.creditCode,
        held[0]?.id ?? '',
        i % 2 === 0 ? { ...end, endKind: 'LOWERED', newValue: '3A' } : { ...end, endKind: 'CANCELLED' },
      ),
    );
  }
  const others: readonly (readonly [kind: QualificationKind, from: string, count: number])[] = [
    ['CHARITY', '2026-01-15', 12],
    ['FUNDRAISING', '2026-03-02', 6],
    ['TAX_DEDUCTION', '2022-01-01', 4],
    ['TAX_EXEMPT', '2023-01-01', 8],
    ['RECEIPT', '2020-07-01', 6],
  ];
  for (const [kind, from, count] of others)
    for (const [i, body] of bodies.slice(370, 370 + count).entries())
      await give(body, kind, `淮财税〔虚构〕${i + 1}号`, from);
  for (const [i, body] of bodies.slice(370, 374).entries())
    await give(body, 'TAX_DEDUCTION', `淮财税〔虚构〕${i + 51}号`, '2025-01-01');
}

interface FilingBodyRow {
  readonly id: string;
  readonly type: OrganizationType;
  readonly establishedOn: string;
  readonly endedOn: string | null;
  readonly supervisingUnit: string | null;
}

/** All who file here have done so, but for some who are late, wait, or have theirs back. */
async function seedFilings({ app, cast, bodies, today }: Hands, registrar: SignedIn): Promise<void> {
  const filings = app.get(FilingsService);
  const conclusions = app.get(FilingConclusionsService);
  const { reader } = app.get(UnitOfWork);
  const files = await rows<FilingBodyRow>(
    reader,
    sql`SELECT id, type, established_on AS "establishedOn", ended_on AS "endedOn", supervising_unit AS "supervisingUnit" FROM organization
        WHERE authority_code = ${FILED_HERE_WITH} AND legal_status = 'REGISTERED' ORDER BY credit_code`,
  );
  const [lastYear = 0] = reportYears(today);
  const waiting = new Map(bodies.slice(0, 18).map(({ id }, i) => [id, i]));
  const earlier: EarlierFiling[] = [];
  const open: (readonly [id: string, duty: Duty, index: number])[] = [];
  for (const [i, body] of files.entries()) {
    const facts = { ...body, hasSupervisingUnit: body.supervisingUnit !== null, isCharityOn: () => false };
    for (const duty of reportYears(today).flatMap((year) => dutiesOf(facts, year))) {
      if (duty.dueOn >= today) continue;
      const isLast = duty.kind === 'ANNUAL_REPORT' && duty.year === lastYear;
      const index = waiting.get(body.id);
      if (isLast && index !== undefined) open.push([body.id, duty, index]);
      else if (!(isLast && i % 40 === 27)) earlier.push(earlierFiling(body.id, duty, i));
    }
  }
  await filings.takeOver(registrar, earlier);
  for (const [organizationId, duty, index] of open) {
    // The first has been returned, the second is overdue with a draft begun, the rest wait or are decided.
    const writer = { ...member(cast, 'ngo-a'), organizationId };
    done(await filings.saveDraft(writer, duty, draftOf(index, duty), 1));
    if (index === 1) continue;
    done(await filings.submit(writer, duty, 1));
    const filing = await filingOf(reader, organizationId, duty);
    const decision =
      index % 6 === 0
        ? ({
            action: 'return',
            reason: '请补充审计报告（虚构）',
            mendBy: addDays(today, index < 6 ? 14 : 21),
          } as const)
        : index % 6 === 2
          ? ({ action: 'accept', conclusion: 'BASIC', reason: '内部制度不完善（虚构）' } as const)
          : null;
    if (decision !== null)
      done(await conclusions.decide(registrar, filing?.id ?? '', { ...decision, version: 2 }));
  }
}

function earlierFiling(organizationId: string, duty: Duty, i: number): EarlierFiling {
  const at = (days: number): string =>
    new Date(Date.parse(startOfShanghaiDay(addDays(duty.dueOn, days))) + 36_000_000).toISOString();
  const conclusion = i % 97 === 0 ? 'FAILED' : i % 17 === 0 ? 'BASIC' : 'QUALIFIED';
  return {
    ...duty,
    organizationId,
    submittedAt: at(-(i % 45)),
    decidedAt: at(12),
    conclusion: duty.kind === 'ANNUAL_REPORT' ? conclusion : null,
    figures: figuresOf(i + duty.year),
    summary: '按章程开展活动，内容为虚构。',
  };
}

function figuresOf(n: number): FilingFigures {
  const [assetsFen, debtFen] = [(20 + (n % 80)) * 1_000_000, (n % 15) * 1_000_000];
  const [incomeFen, spendingFen] = [(10 + (n % 30)) * 1_000_000, (9 + (n % 29)) * 1_000_000];
  return {
    assetsFen,
    debtFen,
    netAssetsFen: assetsFen - debtFen,
    incomeFen,
    subsidyFen: Math.trunc(incomeFen / 4),
    spendingFen,
    publicBenefitFen: Math.trunc(spendingFen / 2),
    staffFull: n % 9,
    staffPart: n % 5,
    partyMembers: n % 4,
  };
}

function draftOf(index: number, duty: Duty): FilingEntry {
  return {
    ...figuresOf(index),
    summary: '全年开展社区服务活动，内容为虚构。',
    unitCheckedOn: `${duty.year + 1}-04-20`,
  };
}

/** Thirty filed with a township or subdistrict, six still preparing. */
async function seedLocalBodies({ app, today }: Hands, registrar: SignedIn): Promise<void> {
  const registration = app.get(RegistrationService);
  for (let n = 0; n < 36; n += 1) {
    const county = COUNTIES[n % COUNTIES.length] ?? '320812';
    const isFiled = n < 30;
    done(
      await registration.enterLocal(registrar, {
        legalStatus: isFiled ? 'FILED' : 'PREPARING',
        name: `虚构社区${n + 1}${LOCAL[n % LOCAL.length] ?? ''}${isFiled ? '' : '（筹）'}`,
        type: n % 3 === 0 ? 'SERVICE_INSTITUTION' : 'ASSOCIATION',
        divisionCode: county,
        legalRepresentative: person(n + 90),
        establishedOn: addDays(today, -(n * 60 + 40)),
        address: `虚构社区${n + 1}居民活动室`,
        supervisingUnit: '虚构街道办事处',
      }),
    );
  }
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo people: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
