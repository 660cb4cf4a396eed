import { maskedName } from './organization.rules.js';

/** What the public register says of a body; persons masked. The same in the whole file and in the feed of changes. */
export interface OpenBody {
  readonly creditCode: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly authorityCode: string;
  readonly divisionCode: string;
  readonly legalRepresentative: string;
  readonly establishedOn: string;
  readonly endedOn: string | null;
  readonly address: string;
  readonly supervisingUnit: string | null;
  readonly capitalFen: number | null;
  readonly businessScope: string;
}

/** The fields, in the order of the file. */
export const OPEN_FIELDS = [
  'creditCode',
  'name',
  'type',
  'status',
  'authorityCode',
  'divisionCode',
  'legalRepresentative',
  'establishedOn',
  'endedOn',
  'address',
  'supervisingUnit',
  'capitalFen',
  'businessScope',
] as const satisfies readonly (keyof OpenBody)[];

/** A row of the register as everybody may have it: nothing beyond these fields, the representative masked. (security.md T29) */
export function openBody(found: OpenBody): OpenBody {
  return {
    creditCode: found.creditCode,
    name: found.name,
    type: found.type,
    status: found.status,
    authorityCode: found.authorityCode,
    divisionCode: found.divisionCode,
    legalRepresentative: maskedName(found.legalRepresentative),
    establishedOn: found.establishedOn,
    endedOn: found.endedOn,
    address: found.address,
    supervisingUnit: found.supervisingUnit,
    capitalFen: found.capitalFen === null ? null : Number(found.capitalFen),
    businessScope: found.businessScope,
  };
}
