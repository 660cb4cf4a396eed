import { cell, type PageBase, pageBase, type Table, table } from '../platform/views/page.js';
import { roundName } from '../ventures/rounds/rounds.pages.js';
import { type RoundDetail } from '../ventures/rounds/rounds.queries.js';
import { type RoundMove } from '../ventures/applications/supplements.queries.js';

export interface MovesPage extends PageBase {
  readonly list: Table;
}

/** The register of moves of a round: supplements and reinstatements by number, without what they say. */
export function movesPage(round: RoundDetail, moves: readonly RoundMove[]): MovesPage {
  return {
    ...pageBase({ key: 'screening.moves.title' }, [
      { label: roundName(round), href: `/rounds/${round.number}` },
    ]),
    list: table(
      { key: 'screening.moves.title' },
      ['at', 'number', 'move', 'proof'].map((name) => ({ key: `screening.moves.${name}` })),
      moves.map(({ at, number, move, ledgerSeq }) => [
        cell.instant(at),
        cell.text(number),
        cell.text({ key: `screening.moves.kinds.${move}` }),
        cell.number(ledgerSeq),
      ]),
      { key: 'screening.moves.none' },
    ),
  };
}
