import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, type PipeTransform, Post } from '@nestjs/common';
import { type Finding, found, Problem } from '../../kernel/outcome.js';
import { type SignedIn } from '../../kernel/viewer.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../../platform/web/answer.js';
import { carried, carriedBack } from '../../platform/web/carried.js';
import { findingsIn, type Form, readForm } from '../../platform/web/form.js';
import { roundByNumber } from '../rounds/rounds.queries.js';
import { budgetOf, ownApplication } from './applications.queries.js';
import { BudgetForm, BudgetLineForm } from './budget.forms.js';
import { budgetPage, type BudgetPage, type BudgetView } from './budget.pages.js';
import {
  actIn,
  type BudgetAct,
  entriesIn,
  type IdentifiedEntry,
  mergeable,
  rowsAfter,
  type TypedRow,
  typedRow,
  typedRows,
} from './budget-rows.rules.js';
import { type BudgetSaved, BudgetService } from './budget.service.js';
import { type Clash, type Content, type Fields, settled } from './merge.rules.js';

/** What the page of a budget sent: its rows as typed, read, and where it started from. */
interface SentBudget {
  readonly act: BudgetAct;
  readonly rows: readonly TypedRow[];
  /** How many rows of the page were left blank. */
  readonly blank: number;
  readonly base: readonly IdentifiedEntry[];
  readonly form: Form<BudgetForm>;
}

const SENT: PipeTransform<unknown, SentBudget> = {
  transform: (raw) => {
    const { act, lines, base } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<
      string,
      unknown
    >;
    const rows = typedRows(lines, randomUUID);
    const all = typeof lines === 'object' && lines !== null ? Object.keys(lines).length : 0;
    return {
      act: actIn(act),
      rows,
      blank: all - rows.length,
      base: entriesIn((carriedBack(base) ?? {}) as Fields),
      form: readForm(BudgetForm, { lines: rows }),
    };
  },
};
const TEMPLATE = 'ventures/budget';
const SPARE_WHEN_EMPTY = 3;

/** The budget of an organization's own application: its rows, their sums and the rules they have to keep. */
@Controller('org/rounds/:number/application/budget')
export class BudgetController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly budgets: BudgetService,
  ) {}

  @Allow('application.own.edit')
  @Get()
  async show(@Param('number') number: string, @CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { saved, ...view } = await this.draft(viewer, number);
    return page(TEMPLATE, shownPage({ ...view, rows: saved.map(typedRow) }, saved));
  }

  /** Saves; the other buttons of the page reckon, add, remove, double or move rows and store nothing. */
  @Allow('application.own.edit')
  @Post()
  async save(
    @Param('number') number: string,
    @CurrentUser() viewer: SignedIn,
    @Body(SENT) sent: SentBudget,
  ): Promise<Answer> {
    if (sent.act.kind !== 'save') return page(TEMPLATE, await this.reckoned(viewer, number, sent));
    if (!sent.form.ok)
      return refusedPage(
        TEMPLATE,
        await this.typed(viewer, number, { ...sent, findings: findingsIn(sent.form) }),
      );
    const lines = sent.form.value.lines;
    const outcome = await this.budgets.save(viewer, number, { base: sent.base, lines });
    if (!outcome.ok)
      return refusedPage(TEMPLATE, await this.typed(viewer, number, { ...sent, findings: outcome.findings }));
    const { value } = outcome;
    if (value.kind === 'clash') return refusedPage(TEMPLATE, await this.clashing(viewer, number, value));
    return seeOther(
      `/org/rounds/${number}/application/budget`,
      value.joined ? 'budget.joined' : 'ventures.saved',
    );
  }

  private async draft(
    viewer: SignedIn,
    number: string,
  ): Promise<Pick<BudgetView, 'application' | 'round'> & { saved: readonly IdentifiedEntry[] }> {
    const db = this.work.reader;
    const application = found(await ownApplication(db, viewer, number));
    if (application.status !== 'DRAFT') throw new Problem('not-found');
    const round = found(await roundByNumber(db, number));
    return { application, round, saved: await budgetOf(db, application.id) };
  }

  /** The page as typed, refused or not, still starting from what it started from. */
  private async typed(
    viewer: SignedIn,
    number: string,
    sent: Pick<SentBudget, 'rows' | 'base'> & {
      readonly findings?: readonly Finding[];
      readonly blank?: number;
    },
  ): Promise<BudgetPage> {
    const { application, round } = await this.draft(viewer, number);
    const { rows, base, findings = [], blank } = sent;
    const view = { application, round, rows, isUnsaved: true, findings };
    return shownPage(view, base, blank);
  }

  private async reckoned(viewer: SignedIn, number: string, sent: SentBudget): Promise<BudgetPage> {
    const { act, base, form } = sent;
    const rows = rowsAfter(sent.rows, act, randomUUID);
    const findings = act.kind === 'recalculate' ? findingsIn(form) : [];
    return this.typed(viewer, number, {
      rows,
      base,
      findings,
      blank: sent.blank + (act.kind === 'add' ? 1 : 0),
    });
  }

  /**
   * Both people's rows joined, with what was typed here where they clash and the other texts beside it. The page now
   * starts from what is stored, so that saving again is a decision.
   */
  private async clashing(
    viewer: SignedIn,
    number: string,
    { merged, saved }: Extract<BudgetSaved, { kind: 'clash' }>,
  ): Promise<BudgetPage> {
    const { application, round } = await this.draft(viewer, number);
    const mine = new Map(
      merged.clashes.flatMap(({ field, path, mine: value }): [string, Content][] =>
        value === undefined || path.length < 3 ? [] : [[field, value]],
      ),
    );
    const rows = entriesIn(settled(merged, mine)).map(typedRow);
    const view = { application, round, rows, isUnsaved: true, clashes: merged.clashes };
    return shownPage({ ...view, findings: clashFindings(merged.clashes, rows) }, saved);
  }
}

function shownPage(
  view: Omit<BudgetView, 'entries' | 'base'>,
  base: readonly IdentifiedEntry[],
  blank = 0,
): BudgetPage {
  const spare = Math.max(blank, view.rows.length === 0 ? SPARE_WHEN_EMPTY : 1);
  return budgetPage({
    ...view,
    entries: view.rows.map((row) => readForm(BudgetLineForm, row).value),
    base: carried(mergeable(base)),
    spare: Array.from({ length: spare }, () => blankRow()),
  });
}

function blankRow(): TypedRow {
  const values = { category: '', item: '', unitPriceFen: '', quantity: '', times: '', people: '' };
  return { id: randomUUID(), ...values, source: '', activity: '', note: '' };
}

function clashFindings(clashes: readonly Clash[], rows: readonly TypedRow[]): readonly Finding[] {
  return clashes.map(({ path: [, id, name], mine, theirs }) => {
    const at = rows.findIndex((row) => row.id === id);
    const code =
      theirs === undefined
        ? 'budget-row-removed'
        : mine === undefined
          ? 'budget-row-changed'
          : 'budget-clash';
    return { code, field: `lines[${at}][${name ?? 'item'}]`, args: { n: at + 1 } };
  });
}
