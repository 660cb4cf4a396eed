import {
  type Cell,
  cell,
  type Crumb,
  type Entered,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  type Table,
  type Tag,
  type Text,
} from '../platform/views/page.js';
import { type Check } from './eligibility.service.js';
import { differenceTable, outcomeTag } from './proof.pages.js';

export interface DifferencePage extends PageBase {
  readonly name: Text;
  readonly tag: Tag;
  readonly list: Table;
  /** Who answered for it, where somebody did. */
  readonly done: Text | null;
  /** The form of the acknowledgement, while it is open and the viewer may. */
  readonly action: string | null;
  readonly sha256: string;
  readonly reason: Field;
}

/** What changed about one matter since its last check, and the acknowledgement that the decision waits for. */
export function differencePage(
  check: Check,
  view: {
    readonly name: Text;
    readonly crumb: Crumb;
    /** What the earlier check was. */
    readonly then: Text;
    readonly action: string | null;
  },
  entered?: Entered,
): DifferencePage {
  const { acknowledged, difference } = check;
  const open = difference.length > 0 && acknowledged === null;
  return {
    ...pageBase({ key: 'eligibility.difference.title' }, [view.crumb], entered?.findings),
    name: view.name,
    tag: outcomeTag(check.verdict.outcome),
    list: differenceTable({ key: 'eligibility.difference.title' }, difference, [
      view.then,
      { key: 'eligibility.difference.today' },
    ]),
    done:
      acknowledged === null ? null : { key: 'eligibility.difference.answered', args: { ...acknowledged } },
    action: open ? view.action : null,
    sha256: check.sha256,
    reason: fieldsOf(entered)('reason', {
      label: { key: 'eligibility.difference.acknowledge-reason' },
      required: true,
      maxLength: 500,
      rows: 4,
    }),
  };
}

/** A cell of a list: how many changes there are, whether somebody answered for them, and the way to them. */
export function differenceCell({ difference, acknowledged }: Check, href: string): Cell {
  if (difference.length === 0) return cell.text({ key: 'eligibility.difference.none' });
  const count: Text = { key: 'eligibility.difference.count', args: { count: difference.length } };
  const state = acknowledged === null ? 'open' : 'answered-for';
  return cell.link(count, href, { key: `eligibility.difference.${state}` });
}
