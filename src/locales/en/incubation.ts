import type { incubation as source } from '../zh-CN/incubation.js';
import type { Catalogue } from '../shape.js';

export const incubation = {
  saved: 'Saved',
  'public-page': 'See the public page',
  tiles: 'Centres by county',
  sentence: '{big} of city and county level, {small} of township level.',
  count: '{count, plural, one {# centre} other {# centres}}',
  definition: 'city and county centres + township centres',
  levels: {
    CITY: 'City',
    COUNTY: 'County',
    TOWNSHIP: 'Township',
  },
  fields: {
    name: 'Name',
    level: 'Level',
    division: 'Division',
    operator: 'Operator',
    seats: 'Seats',
    area: 'Area (m²)',
    services: 'Services',
    opening: 'Opening',
    address: 'Address',
    opened: 'Opened',
  },
} as const satisfies Catalogue<typeof source>;
