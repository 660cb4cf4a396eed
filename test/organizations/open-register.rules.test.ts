import { expect, test } from '@jest/globals';
import { OPEN_FIELDS, openBody } from '../../src/organizations/open-register.rules.js';

test('T29: a body leaves with its public fields only, the representative masked, money as a number', () => {
  const row = {
    creditCode: 'X',
    name: '某协会',
    type: 'ASSOCIATION',
    status: 'REGISTERED',
    authorityCode: '320800',
    divisionCode: '320812',
    legalRepresentative: '张建国',
    establishedOn: '2015-01-01',
    endedOn: null,
    address: '某路1号',
    supervisingUnit: null,
    capitalFen: '5000000' as unknown as number,
    businessScope: '',
    id: 'secret',
    verifiedOn: '2019-01-01',
  };
  expect(Object.keys(openBody(row))).toEqual([...OPEN_FIELDS]);
  expect(openBody(row)).toMatchObject({ legalRepresentative: '张*', capitalFen: 5_000_000 });
  expect(openBody({ ...row, capitalFen: null }).capitalFen).toBeNull();
});
