import { makeCreditCode } from '../../src/kernel/credit-code.js';
import { type SignedIn } from '../../src/kernel/viewer.js';
import { OrganizationsService } from '../../src/organizations/organizations.service.js';
import { type Portal } from './app.js';

/** A registered service institution of the city; answers its id. `body` are the nine characters of its code. */
export async function registeredBody(
  { app }: Pick<Portal, 'app'>,
  registrar: SignedIn,
  body: string,
  name: string,
): Promise<string> {
  const done = await app.get(OrganizationsService).register(registrar, {
    creditCode: makeCreditCode('SERVICE_INSTITUTION', '320800', body),
    name,
    type: 'SERVICE_INSTITUTION',
    divisionCode: '320812',
    legalRepresentative: '张三',
    establishedOn: '2015-01-01',
    address: '示例路1号',
  });
  if (!done.ok) throw new Error(JSON.stringify(done.findings));
  return done.value;
}
