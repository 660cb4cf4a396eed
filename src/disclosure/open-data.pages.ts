import { OPEN_FIELDS } from '../organizations/open-register.rules.js';
import { cell, type PageBase, pageBase, type Table, table } from '../platform/views/page.js';

export interface OpenDataPage extends PageBase {
  readonly fields: Table;
}

/** What can be taken away as data, and what the fields of the register mean. */
export function openDataPage(): OpenDataPage {
  return {
    ...pageBase({ key: 'common.nav.open-data' }),
    fields: table(
      { key: 'disclosure.open-data.fields-title' },
      [{ key: 'disclosure.open-data.field' }, { key: 'disclosure.open-data.meaning' }],
      OPEN_FIELDS.map((name) => [cell.text(name), cell.text({ key: `disclosure.open-data.fields.${name}` })]),
    ),
  };
}
