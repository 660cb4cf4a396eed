import { type Entered, type Field, fieldsOf, type PageBase, pageBase } from '../platform/views/page.js';
import { type CentreLine } from './incubation.queries.js';

export interface OwnCentrePage extends PageBase {
  readonly services: Field;
  readonly opening: Field;
  readonly seats: Field;
  readonly version: number;
  readonly href: string;
}

export function ownCentrePage(centre: CentreLine, entered?: Entered): OwnCentrePage {
  const field = fieldsOf(entered);
  return {
    ...pageBase({ zh: centre.nameZh, en: centre.nameEn }, [], entered?.findings),
    services: field('services', {
      label: { key: 'incubation.fields.services' },
      required: true,
      initial: centre.services,
      maxLength: 500,
    }),
    opening: field('opening', {
      label: { key: 'incubation.fields.opening' },
      required: true,
      initial: centre.opening,
    }),
    seats: field('seats', {
      label: { key: 'incubation.fields.seats' },
      required: true,
      initial: centre.seats,
      inputMode: 'numeric',
    }),
    version: centre.version,
    href: `/centres/${centre.code}`,
  };
}
