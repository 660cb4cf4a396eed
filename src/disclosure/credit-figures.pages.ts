import { LISTS } from '../credit/lists/credit-list.rules.js';
import { shareTable } from '../credit/records/queue.pages.js';
import { type EntryShare } from '../credit/records/records.queries.js';
import { type CalendarDay } from '../kernel/calendar.js';
import { cell, type NumberCard, type Table, table } from '../platform/views/page.js';
import { type GroundCount, type ObjectionsToRecords } from './credit-figures.queries.js';

export interface CreditFigures {
  readonly cards: readonly NumberCard[];
  readonly grounds: Table;
  readonly shares: Table;
}

/** K-03: who is on the two lists on a day, and how the bureau keeps its own days; each with definition and date. */
export function creditFigures(
  {
    counts,
    shares,
    objections,
  }: {
    counts: readonly GroundCount[];
    shares: readonly EntryShare[];
    objections: ObjectionsToRecords;
  },
  on: CalendarDay,
): CreditFigures {
  const of = (list: GroundCount['list']): number =>
    counts.filter((one) => one.list === list).reduce((all, { count }) => all + count, 0);
  const lists = LISTS.map((list) => ({
    label: { key: `credit.lists.${list}` },
    value: String(of(list)),
    unit: { key: 'disclosure.credit-figures.bodies' },
    note: { key: 'disclosure.credit-figures.definition', args: { on } },
    href: `${list === 'ABNORMAL' ? '/credit/abnormal' : '/credit/serious'}?on=${on}`,
  }));
  return {
    cards: [
      ...lists,
      {
        label: { key: 'disclosure.credit-figures.objections' },
        value: `${objections.upheld}/${objections.decided}`,
        unit: null,
        note: { key: 'disclosure.credit-figures.objections-note' },
        href: '/guides/credit-objection',
      },
    ],
    grounds: table(
      { key: 'disclosure.credit-figures.by-ground', args: { on } },
      [
        { key: 'disclosure.credit-figures.list' },
        { key: 'credit.fields.ground' },
        [{ key: 'disclosure.credit-figures.count' }, 'numeric'],
      ],
      counts.map(({ list, ground, count }) => [
        cell.text({ key: `credit.lists.${list}` }),
        cell.text({ key: `credit.grounds.${ground}` }),
        cell.number(count),
      ]),
      { key: 'credit.list-empty' },
    ),
    shares: shareTable(shares),
  };
}
