import { cell, type PageBase, pageBase, table, type Table } from '../platform/views/page.js';

interface LedgerView {
  readonly size: number;
  readonly newest: readonly { readonly seq: number; readonly at: string; readonly body: string }[];
  readonly checkpoint: { readonly size: number; readonly note: string } | null;
  readonly ok: boolean;
  readonly publicKey: string;
}

export interface LedgerPage extends PageBase {
  readonly size: number;
  readonly ok: boolean;
  readonly note: string | null;
  readonly publicKey: string;
  readonly entries: Table;
}

interface Line {
  readonly type: string;
  readonly ref: string;
}

export function ledgerPage({ size, newest, checkpoint, ok, publicKey }: LedgerView): LedgerPage {
  return {
    ...pageBase({ key: 'disclosure.ledger.title' }),
    size,
    ok,
    note: checkpoint?.note ?? null,
    publicKey,
    entries: table(
      { key: 'disclosure.ledger.newest' },
      [
        [{ key: 'disclosure.ledger.index' }, 'numeric'],
        { key: 'disclosure.ledger.at' },
        { key: 'disclosure.ledger.type' },
        { key: 'disclosure.ledger.ref' },
      ],
      newest.map(({ seq, at, body }) => {
        const { type, ref } = JSON.parse(body) as Line;
        return [
          cell.number(seq),
          cell.instant(at),
          cell.link(
            { key: `disclosure.acts.${type.replace('.', '-')}` },
            `/ledger/entries?start=${seq}&end=${seq + 1}`,
          ),
          cell.text(ref),
        ];
      }),
      { key: 'disclosure.ledger.empty' },
    ),
  };
}
