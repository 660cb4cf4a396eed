import { type INestApplicationContext } from '@nestjs/common';
import { makeCreditCode } from '../kernel/credit-code.js';
import { found, type Outcome } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { ContactsService } from '../organizations/contacts.service.js';
import { DismissalsService } from '../organizations/dismissals.service.js';
import { MergesService } from '../organizations/merges.service.js';
import { organizationByCode } from '../organizations/organizations.queries.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { Clock } from '../platform/clock.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { type Cast, member } from './demo-accounts.js';
import { type DemoBody } from './demo-ventures.js';

const WITH_CONTACTS = 200;

/** Contacts with a few that are shared, three pairs that may be one body, one pair merged, one link found false. */
export async function seedRelations(
  app: INestApplicationContext,
  cast: Cast,
  bodies: readonly DemoBody[],
): Promise<void> {
  const registrar = member(cast, 'registrar');
  await seedContacts(app.get(ContactsService), registrar, bodies.slice(0, WITH_CONTACTS));
  const [shared, sharing] = [at(bodies, 19), at(bodies, 20)];
  const reason = '两家共用服务大厅总机，经上门核实互不隶属（虚构）';
  const link = { kind: 'PHONE', first: shared.creditCode, second: sharing.creditCode, reason } as const;
  done(await app.get(DismissalsService).dismiss(registrar, link));
  await seedDuplicates(app, registrar, bodies);
  await seedMerge(app, cast, at(bodies, 450));
}

/** Every twentieth body has the phone of the one before, every fiftieth its account too. */
async function seedContacts(
  contacts: ContactsService,
  registrar: SignedIn,
  bodies: readonly DemoBody[],
): Promise<void> {
  for (const [i, { id, name }] of bodies.entries()) {
    const n = i > 0 && i % 20 === 0 ? i - 1 : i;
    const phone = `1390517${n.toString().padStart(4, '0')}`;
    done(await contacts.add(registrar, id, { kind: 'PHONE', value: phone }));
    if (i % 5 !== 0 && i % 50 !== 49) continue;
    const owner = i > 0 && i % 50 === 0 ? i - 1 : i;
    const value = `9900 0000 0000 ${owner.toString().padStart(4, '0')}`;
    done(
      await contacts.add(registrar, id, { kind: 'ACCOUNT', value, holder: name, bank: '虚构银行淮安分行' }),
    );
  }
}

/** One name twice, one with a character more, and one that another body bore before. */
async function seedDuplicates(
  app: INestApplicationContext,
  registrar: SignedIn,
  bodies: readonly DemoBody[],
): Promise<void> {
  const renamed = (from: DemoBody, like: DemoBody, name: string): Promise<void> =>
    rename(app, registrar, from, { like, name });
  await renamed(at(bodies, 452), at(bodies, 451), at(bodies, 451).name);
  await renamed(at(bodies, 454), at(bodies, 453), `${at(bodies, 453).name}会`);
  await renamed(at(bodies, 455), at(bodies, 455), `${at(bodies, 455).name.slice(0, 3)}虚构联合会`);
  await renamed(at(bodies, 456), at(bodies, 456), at(bodies, 455).name);
}

async function rename(
  app: INestApplicationContext,
  registrar: SignedIn,
  body: DemoBody,
  { like, name }: { like: DemoBody; name: string },
): Promise<void> {
  const { reader } = app.get(UnitOfWork);
  const one = found(await organizationByCode(reader, body.creditCode));
  const { legalRepresentative } = found(await organizationByCode(reader, like.creditCode));
  const { supervisingUnit, capitalFen, ...rest } = one;
  const entry = {
    ...rest,
    name,
    legalRepresentative,
    ...(supervisingUnit === null ? {} : { supervisingUnit }),
    ...(capitalFen === null ? {} : { capitalFen }),
    changedOn: app.get(Clock).today(),
  };
  done(await app.get(OrganizationsService).change(registrar, body.creditCode, entry, one.version));
}

/** A body entered a second time under a mistyped code, merged into its right entry by two persons. */
async function seedMerge(app: INestApplicationContext, cast: Cast, right: DemoBody): Promise<void> {
  const [registrar, chair] = [member(cast, 'registrar'), member(cast, 'chair')];
  const { reader } = app.get(UnitOfWork);
  const one = found(await organizationByCode(reader, right.creditCode));
  const absorbed = makeCreditCode(one.type, one.authorityCode, 'MJ999901');
  const { type, divisionCode, legalRepresentative, establishedOn, address } = one;
  const entry = { type, divisionCode, legalRepresentative, establishedOn, address };
  const again = { ...entry, creditCode: absorbed, name: one.name };
  done(await app.get(OrganizationsService).register(registrar, again));
  const merging = app.get(MergesService);
  const reason = '同一组织因代码录错登记两次，已核对登记证书原件（虚构）';
  const number = done(await merging.propose(registrar, { survivor: right.creditCode, absorbed, reason }));
  done(await merging.decide(chair, number, 'merge', { version: 1 }));
}

function at(bodies: readonly DemoBody[], index: number): DemoBody {
  return found(bodies[index]);
}

function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`demo relations: ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
}
