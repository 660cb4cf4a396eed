import { cell, type PageBase, pageBase, type Table, table, type Text } from '../../platform/views/page.js';
import { type CaseDetail, type internetNotices } from './cases.queries.js';
import { lastDay } from './case-parts.pages.js';
import { listOf } from './credit-list.rules.js';

export interface LetterPage extends PageBase {
  readonly documentNumber: Text;
  readonly name: string;
  readonly creditCode: string;
  readonly intro: Text;
  readonly facts: string;
  readonly reason: Text;
  readonly basis: string;
  readonly rights: Text;
  readonly due: Text;
  readonly dated: string | null;
}

/** The written notice before a listing: facts, reasons, basis, rights and the last day; for A4. (R-CR-07) */
export function letterPage(one: CaseDetail): LetterPage {
  const [, year = '', n = ''] = one.number.split('-');
  const list = { key: `credit.lists.${listOf(one.ground)}` };
  const due: Text =
    one.statementDueOn === null
      ? { key: 'lists.letter.due-open' }
      : {
          key: one.isProvisional ? 'lists.letter.due-provisional' : 'lists.letter.due',
          args: { to: one.statementDueOn },
        };
  return {
    ...pageBase({ key: 'lists.letter.title', args: { list } }),
    documentNumber: { key: 'lists.letter.number', args: { year, n: Number(n) } },
    name: one.name,
    creditCode: one.creditCode,
    intro: { key: 'lists.letter.intro', args: { list } },
    facts: one.facts,
    reason: { key: `credit.grounds.${one.ground}` },
    basis: one.basis,
    rights: { key: 'lists.letter.rights' },
    due,
    dated: one.notifiedOn,
  };
}

export interface PublicNoticesPage extends PageBase {
  readonly list: Table;
}

/** Notices to bodies that cannot be reached, while their cases are open; nothing of a decided case stays here. */
export function publicNoticesPage(items: Awaited<ReturnType<typeof internetNotices>>): PublicNoticesPage {
  return {
    ...pageBase({ key: 'lists.public.title' }, [{ label: { key: 'credit.lookup.title' }, href: '/credit' }]),
    list: table(
      { key: 'lists.public.title' },
      ['name', 'ground', 'basis', 'published', 'served', 'statement-due'].map((name) => ({
        key: `lists.fields.${name}`,
      })),
      items.map((one) => [
        cell.link(one.name, `/organizations/${one.creditCode}`, one.creditCode),
        cell.text({ key: `credit.grounds.${one.ground}` }),
        cell.text(one.basis),
        cell.day(one.publishedOn),
        cell.day(one.servedOn),
        lastDay(one.statementDueOn, one.isProvisional),
      ]),
      { key: 'lists.public.empty' },
    ),
  };
}
