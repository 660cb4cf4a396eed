import { type Finding } from '../kernel/outcome.js';
import {
  cell,
  type Field,
  fieldsOf,
  type PageBase,
  pageBase,
  summaryRow,
  type SummaryRow,
  type Tag,
} from '../platform/views/page.js';
import { type Issued } from './verify.queries.js';

export type Issue = Pick<Issued, 'version' | 'at' | 'digest'>;

export interface GenuinePaper {
  readonly kind: 'report' | Issued['kind'];
  readonly number: string;
  /** Newest first; only a notice has more than one. */
  readonly issues: readonly [Issue, ...Issue[]];
  /** Only a report says about whom it is. */
  readonly body: { readonly creditCode: string; readonly name: string } | null;
}

export interface VerifyPage extends PageBase {
  readonly number: Field;
  readonly tag: Tag | null;
  readonly facts: readonly SummaryRow[];
}

const CRUMB = { label: { key: 'common.nav.verify' }, href: '/verify' };

export function verifyFormPage(): VerifyPage {
  return {
    ...pageBase({ key: 'common.nav.verify' }),
    number: numberField('', []),
    tag: null,
    facts: [],
  };
}

/** Genuine: what it is, about whom (a report), when it was issued and its hash, and nothing more. */
export function genuinePage(paper: GenuinePaper): VerifyPage {
  const row = (name: string, value: Parameters<typeof summaryRow>[1]): SummaryRow =>
    summaryRow({ key: `disclosure.verify.${name}` }, value);
  return {
    ...pageBase({ key: 'disclosure.verify.result', args: { number: paper.number } }, [CRUMB]),
    number: numberField(paper.number, []),
    tag: { tone: 'ok', label: { key: 'disclosure.verify.genuine' } },
    facts: [
      row('kind', cell.text({ key: `disclosure.verify.kinds.${paper.kind}` })),
      ...(paper.body === null
        ? []
        : [
            row(
              'body',
              cell.link(paper.body.name, `/organizations/${paper.body.creditCode}`, paper.body.creditCode),
            ),
          ]),
      ...paper.issues.flatMap(({ version, at, digest }) => [
        ...(paper.issues.length === 1 ? [] : [row('version', cell.number(version))]),
        row('issued', cell.instant(at)),
        row('digest', cell.text(digest)),
      ]),
    ],
  };
}

/** Not genuine, with the place of the typing error where there is one. */
export function notGenuinePage(number: string, finding: Finding): VerifyPage {
  return {
    ...pageBase({ key: 'disclosure.verify.result', args: { number } }, [CRUMB], [finding]),
    number: numberField(number, [finding]),
    tag: { tone: 'danger', label: { key: 'disclosure.verify.not-genuine' } },
    facts: [],
  };
}

function numberField(number: string, findings: readonly Finding[]): Field {
  return fieldsOf({ values: { number }, findings })('number', {
    label: { key: 'disclosure.verify.number' },
    hint: { key: 'disclosure.verify.number-hint' },
    required: true,
    maxLength: 60,
  });
}
